/**
 * Sets of dossiers in one block of the search index, as bytes: a bit for each place where they are many, a list of
 * places where they are few. A block has 4096 places.
 */

export const BLOCK_SHIFT = 12;
export const BLOCK_PLACES = 1 << BLOCK_SHIFT;
const BITMAP_BYTES = BLOCK_PLACES / 8;
/** As many places as two bytes each take no more than the bits do. */
const MOST_LISTED = BITMAP_BYTES / 2 - 1;

export const blockOf = (ordinal: number): number => ordinal >> BLOCK_SHIFT;
export const placeOf = (ordinal: number): number => ordinal & (BLOCK_PLACES - 1);

/** The bits of a set; a fresh array. */
export function toBits(members: Uint8Array): Uint8Array {
  if (members.length === BITMAP_BYTES) return Uint8Array.from(members);
  const bits = new Uint8Array(BITMAP_BYTES);
  for (let at = 0; at + 1 < members.length; at += 2) {
    const place = ((members[at] as number) << 8) | (members[at + 1] as number);
    bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7));
  }
  return bits;
}

/** The shorter of the two forms. */
export function fromBits(bits: Uint8Array): Uint8Array {
  const places = placesOf(bits);
  if (places.length > MOST_LISTED) return bits;
  const list = new Uint8Array(places.length * 2);
  places.forEach((place, index) => {
    list[index * 2] = place >> 8;
    list[index * 2 + 1] = place & 0xff;
  });
  return list;
}

/** Places of a bit set in rising order. */
export function placesOf(bits: Uint8Array): number[] {
  const places: number[] = [];
  for (let byte = 0; byte < bits.length; byte += 1) {
    const value = bits[byte] as number;
    if (value === 0) continue;
    for (let bit = 0; bit < 8; bit += 1) if ((value & (1 << bit)) !== 0) places.push(byte * 8 + bit);
  }
  return places;
}

/** Puts a place into a bit set. */
export function addPlace(bits: Uint8Array, place: number): void {
  bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7));
}

/** The set with the members of a bit set added; undefined where it holds them all already. */
export function withMembers(members: Uint8Array | undefined, added: Uint8Array): Uint8Array | undefined {
  if (members === undefined) return fromBits(added);
  const bits = toBits(members);
  let changed = false;
  for (let at = 0; at < bits.length; at += 1) {
    const before = bits[at] as number;
    const after = before | (added[at] as number);
    if (after === before) continue;
    bits[at] = after;
    changed = true;
  }
  return changed ? fromBits(bits) : undefined;
}

/** Adds the members of `other` to `into`. */
export function unite(into: Uint8Array, other: Uint8Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = (into[at] as number) | (other[at] as number);
}

/** Leaves in `into` what is also in `other`. @returns whether anything is left */
export function intersect(into: Uint8Array, other: Uint8Array): boolean {
  let left = 0;
  for (let at = 0; at < into.length; at += 1) {
    const value = (into[at] as number) & (other[at] as number);
    into[at] = value;
    left |= value;
  }
  return left !== 0;
}

export const allPlaces = (): Uint8Array => new Uint8Array(BITMAP_BYTES).fill(0xff);
export const noPlaces = (): Uint8Array => new Uint8Array(BITMAP_BYTES);
