/**
 * Statements of a transaction go together through `together`, never through `Promise.all`, which comes back at the first
 * failure while others are still being sent: the connection would by then be rolled back and in other hands. What stands
 * here waits for something else than a transaction's client.
 */
import { expect, it } from 'vitest';
import { codeOf, isTest, readSources } from './imports.ts';

/** Files in which nothing of a transaction runs under `Promise.all`, how often it stands there, and for what. */
const ALLOWED: Readonly<Record<string, { readonly times: number; readonly why: string }>> = {
  'services/digitisation/scan-papers.ts': { times: 1, why: 'looks at the bytes of uploads before the transaction' },
  'services/files/dossier-files.ts': { times: 1, why: 'looks at the bytes of uploads before the transaction' },
  'services/sample-accounts.ts': { times: 1, why: 'hashes passwords before anything is written' },
  'store/open.ts': { times: 2, why: 'closes the pools, in which no transaction is left' },
  'store/testing/writer.ts': { times: 1, why: 'writers of a test, each with a connection of its own' },
};

const CALL = /\bPromise\s*\.\s*all\s*\(/g;

it('sends no statements of a transaction through Promise.all', () => {
  const sources = readSources();
  const files = [...sources].filter(([file]) => /^(?:services|store)\//.test(file) && !isTest(file));
  // A check over no files would be green for the wrong reason.
  expect(files.length).toBeGreaterThan(100);
  const found: Record<string, number> = {};
  for (const [file, source] of files) {
    const times = [...codeOf(source, false).matchAll(CALL)].length;
    if (times > 0) found[file] = times;
  }
  expect(found).toEqual(Object.fromEntries(Object.entries(ALLOWED).map(([file, { times }]) => [file, times])));
});

it('sees a call over a line end, and not one in a comment', () => {
  const times = (source: string): number => [...codeOf(source, false).matchAll(CALL)].length;
  expect(times('await Promise\n  .all([])')).toBe(1);
  expect(times('// Promise.all([])')).toBe(0);
});
