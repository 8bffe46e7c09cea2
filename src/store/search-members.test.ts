import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPlace,
  allPlaces,
  BLOCK_PLACES,
  fromBits,
  intersect,
  noPlaces,
  placesOf,
  toBits,
  unite,
  withMembers,
} from './search-members.ts';

const places = fc.oneof(
  fc.uniqueArray(fc.nat(BLOCK_PLACES - 1), { maxLength: 40 }),
  fc.uniqueArray(fc.nat(BLOCK_PLACES - 1), { minLength: 240, maxLength: 300 }),
);
const sorted = (list: readonly number[]): number[] => [...new Set(list)].sort((a, b) => a - b);
const bitsOf = (list: readonly number[]): Uint8Array => {
  const bits = noPlaces();
  for (const place of list) addPlace(bits, place);
  return bits;
};
const setOf = (list: readonly number[]): Uint8Array => withMembers(undefined, bitsOf(list)) as Uint8Array;

describe('a set of places', () => {
  it('comes back as it went in, in the shorter of its two forms', () => {
    fc.assert(
      fc.property(places, (list) => {
        const members = setOf(list);
        expect(placesOf(toBits(members))).toEqual(sorted(list));
        expect(members.length).toBe(list.length <= 255 ? list.length * 2 : 512);
        expect([...fromBits(toBits(members))]).toEqual([...members]);
      }),
    );
  });

  it('grows by what is new, and says when nothing is', () => {
    fc.assert(
      fc.property(places, places, (first, second) => {
        const grown = withMembers(setOf(first), bitsOf(second));
        if (second.every((place) => first.includes(place))) expect(grown).toBeUndefined();
        else expect(placesOf(toBits(grown as Uint8Array))).toEqual(sorted([...first, ...second]));
      }),
    );
  });

  it('is joined and cut as sets are', () => {
    fc.assert(
      fc.property(places, places, (first, second) => {
        const joined = noPlaces();
        unite(joined, toBits(setOf(first)));
        unite(joined, toBits(setOf(second)));
        expect(placesOf(joined)).toEqual(sorted([...first, ...second]));
        const cut = allPlaces();
        intersect(cut, toBits(setOf(first)));
        const left = intersect(cut, toBits(setOf(second)));
        expect(placesOf(cut)).toEqual(sorted(first.filter((place) => second.includes(place))));
        expect(left).toBe(placesOf(cut).length > 0);
      }),
    );
  });
});
