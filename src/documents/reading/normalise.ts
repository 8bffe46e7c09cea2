/** NFC on the way in, remembering where each character came from, so that a comment can be put back at its place. */

const ZERO_WIDTH = /^[\u200b-\u200d\u2060\ufeff\u00ad]$/;
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;
const NEEDS_CARE = /[\p{M}\u200b-\u200d\u2060\ufeff\u00ad]/u;

export interface NormalisedText {
  readonly text: string;
  /** Offset in the raw text of each character of `text`; null where nothing changed. */
  readonly origin: readonly number[] | null;
}

export function normaliseWithOrigin(raw: string): NormalisedText {
  if (!NEEDS_CARE.test(raw) && raw.normalize('NFC') === raw) return { text: raw, origin: null };
  const origin: number[] = [];
  let text = '';
  for (const match of raw.matchAll(CLUSTER)) {
    const cluster = match[0];
    if (ZERO_WIDTH.test(cluster)) continue;
    const composed = cluster.normalize('NFC');
    for (let i = 0; i < composed.length; i += 1) origin.push(match.index);
    text += composed;
  }
  return { text, origin };
}

/** Raw offset of a position in the normalised text; the end of the text maps to the end of the raw. */
export function rawOffset(of: NormalisedText, position: number, rawLength: number): number {
  if (of.origin === null) return position;
  return of.origin[position] ?? rawLength;
}
