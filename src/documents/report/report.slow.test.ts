import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundleProgram, runProgram } from '../../../test/support/program.ts';
import { closePdfEngine, writeReportPdf } from './index.ts';
import { sampleModel } from './report-model.fixture.ts';

const ENTRY = fileURLToPath(new URL('./digests.fixture.ts', import.meta.url));

async function digestsUnder(
  env: Readonly<Record<string, string>>,
): Promise<{ digests: unknown; coldMs: number; warmMs: number }> {
  const program = runProgram(await bundleProgram(ENTRY), [], { env });
  const line = await program.says('{');
  // Nothing closes the typesetter here: it must not keep the program alive.
  expect(await program.ended).toBe(0);
  expect(program.errors).toEqual([]);
  return JSON.parse(line);
}

describe('the writers in a bundled program', () => {
  it('give the same bytes in every time zone and locale, and let the program end', async () => {
    const saigon = await digestsUnder({ TZ: 'Asia/Ho_Chi_Minh', LANG: 'vi_VN.UTF-8', LC_ALL: 'vi_VN.UTF-8' });
    const newYork = await digestsUnder({ TZ: 'America/New_York', LANG: 'en_US.UTF-8' });
    const plain = await digestsUnder({ TZ: 'UTC', LC_ALL: 'C' });
    expect(saigon.digests).toHaveLength(8);
    expect(newYork.digests).toEqual(saigon.digests);
    expect(plain.digests).toEqual(saigon.digests);
  });

  it("write a ward's quarter in all four formats in seconds at most, also on a busy machine", async () => {
    const { warmMs } = await digestsUnder({});
    expect(warmMs).toBeLessThan(4000);
  });
});

describe('the typesetter over a long day', () => {
  it('gives the same bytes from one thread after another, one by one and all at once', async () => {
    const model = sampleModel({ forms: [] });
    const first = Buffer.from(await writeReportPdf(model));
    for (let i = 0; i < 70; i += 1) expect(first.equals(await writeReportPdf(model))).toBe(true);
    const together = await Promise.all(Array.from({ length: 150 }, () => writeReportPdf(model)));
    expect(together.every((pdf) => first.equals(pdf))).toBe(true);
    await closePdfEngine();
  });
});
