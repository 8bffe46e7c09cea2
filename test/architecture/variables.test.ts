import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { oidcCallbackPath } from '../../src/services/oidc.ts';
import { packageRoot } from '../../src/store/package-root.ts';

const GUIDE = readFileSync(join(packageRoot(), 'docs/running.md'), 'utf8');

/** The variables of the environment that the program reads. */
function variablesRead(): readonly string[] {
  const files = readdirSync(join(packageRoot(), 'src'), { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((name) => name.endsWith('.ts') && !/\.(test|testkit|fixture)\.ts$/.test(name))
    .flatMap((name) => {
      const text = readFileSync(join(packageRoot(), 'src', name), 'utf8');
      return [...text.matchAll(/process\.env\['([A-Z_]+)'\]/g)].map((match) => match[1] as string);
    });
  return [...new Set(found)].filter((name) => name !== 'NO_COLOR').sort();
}

it('what an operator can set is in docs/running.md, all of it and nothing else', () => {
  const told = [...GUIDE.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] as string).sort();
  expect(told).toEqual(variablesRead());
});

it('the address that a provider sends browsers back to is there as the program has it', () => {
  expect(GUIDE).toContain(`\`${oidcCallbackPath}\``);
});
