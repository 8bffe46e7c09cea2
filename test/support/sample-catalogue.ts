/** The catalogue of the sample ward (danh mục của phường mẫu) for tests that need more than a few procedures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importCatalogue } from '../../src/services/catalogue.ts';
import type { Installation } from '../../src/services/installation.ts';
import { packageRoot } from '../../src/store/package-root.ts';

export async function importSampleCatalogue(installation: Installation, actor = 'test'): Promise<void> {
  const file = join(packageRoot(), 'demo', 'phuoc-long', 'catalogue.json');
  const catalogue: unknown = JSON.parse(readFileSync(file, 'utf8'));
  await importCatalogue(installation, { unitId: 'phuoc-long', catalogue, actor });
}
