import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../store/package-root.ts';
import { DESK_PARTS, loadAssets } from './assets.ts';

const FOLDER = join(packageRoot(), 'src/web/assets/desk');
/** Without comments, white space and the addresses of other files, so that only the rules are compared. */
const rules = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/url\([^)]*\)/g, 'url()')
    .replace(/\s+/g, '');
const part = (name: string): string => rules(readFileSync(join(FOLDER, `${name}.css`), 'utf8'));

describe('the style sheet', () => {
  const assets = loadAssets(packageRoot());
  const sheets = [...assets.byPath.values()].filter(({ path }) => path.endsWith('.css'));
  const delivered = Buffer.from(sheets[0]?.bytes ?? []).toString('utf8');

  it('is one file, whose parts are all the files of its folder, each once', () => {
    expect(sheets.map(({ path }) => path)).toEqual([assets.path('desk.css')]);
    expect(readdirSync(FOLDER).sort()).toEqual(DESK_PARTS.map((name) => `${name}.css`).sort());
  });

  it('delivers every rule of every part, in their order, and nothing else', () => {
    for (const name of DESK_PARTS) expect(part(name).length, name).toBeGreaterThan(200);
    expect(rules(delivered)).toBe(DESK_PARTS.map(part).join(''));
  });

  it('gives narrow screens and paper the last word', () => {
    expect(DESK_PARTS.slice(-2)).toEqual(['narrow', 'paper']);
  });

  it('closes what it opens in each part', () => {
    for (const name of DESK_PARTS) expect(part(name).split('{').length, name).toBe(part(name).split('}').length);
  });

  it('says at the head of each part what it is for', () => {
    for (const name of DESK_PARTS)
      expect(readFileSync(join(FOLDER, `${name}.css`), 'utf8'), name).toMatch(/^\/\* \p{Lu}[^\n]+\. \*\/\n/u);
  });
});
