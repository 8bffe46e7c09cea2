import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { normaliseZip, writeZip } from './zip.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('archives that only depend on their parts', () => {
  it('gives the same bytes whatever order and date the parts come in', () => {
    const a = zipSync({ b: bytes('hai'), a: [bytes('một'), { mtime: new Date(2001, 1, 1), level: 0 }] });
    const z = zipSync({ a: [bytes('một'), { mtime: new Date(2030, 1, 1), level: 9 }], b: bytes('hai') });
    expect(Buffer.from(a)).not.toEqual(Buffer.from(z));
    expect(Buffer.from(normaliseZip(a))).toEqual(Buffer.from(normaliseZip(z)));
  });

  it('keeps every part as it is', () => {
    const name = fc.stringMatching(/^[a-z[_][a-z0-9/._-]{0,20}[a-z]$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.uint8Array(), { maxKeys: 12 }), (parts) => {
        const back = unzipSync(writeZip(parts));
        expect(Object.keys(back)).toEqual(Object.keys(parts).sort());
        for (const [part, content] of Object.entries(parts))
          expect(Buffer.from(back[part] as Uint8Array)).toEqual(Buffer.from(content));
      }),
    );
  });

  it('puts the list of content types first and replaces or drops parts', () => {
    const made = normaliseZip(
      zipSync({ 'word/a.xml': bytes('a'), '[Content_Types].xml': bytes('c'), '_rels/.rels': bytes('r') }),
      (name, content) => (name === 'word/a.xml' ? undefined : name === '_rels/.rels' ? bytes('mới') : content),
    );
    const back = unzipSync(made);
    expect(Object.keys(back)).toEqual(['[Content_Types].xml', '_rels/.rels']);
    expect(new TextDecoder().decode(back['_rels/.rels'])).toBe('mới');
  });

  it('stamps every entry with 1 January 1980, noon', () => {
    const view = new DataView(writeZip({ a: bytes('x') }).buffer);
    expect(view.getUint16(10, true)).toBe(12 << 11);
    expect(view.getUint16(12, true)).toBe((0 << 9) | (1 << 5) | 1);
  });
});
