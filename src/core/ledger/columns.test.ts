import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LEDGER_COLUMNS } from './columns.ts';

it('the page on ledgers lists exactly these columns, with the same words', () => {
  const page = readFileSync(new URL('../../../docs/ledger.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| \*\*[^|]+\*\* \|/.test(line));
  const expected = LEDGER_COLUMNS.map(
    (column) =>
      `| **${column.name}** | ${column.required ? 'có' : ''} | ${column.otherNames.join('; ')} | ${column.explanation} | ${column.without} |`,
  );
  expect(rows).toEqual(expected);
});
