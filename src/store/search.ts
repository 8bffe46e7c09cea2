/**
 * The search index over dossiers (chỉ mục tra cứu): filled in the transaction that writes the dossier, read newest first.
 * Whoever writes holds the unit's place in the audit, so that two writers of a unit never meet here.
 */
import type pg from 'pg';
import type { Way } from '../core/search/query.ts';
import { GRAM, gramNumber, gramWord, type SearchWords } from '../core/search/words.ts';
import { dateOf, fromInstant, type Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { prepared } from './prepared.ts';
import {
  addPlace,
  allPlaces,
  BLOCK_SHIFT,
  blockOf,
  intersect,
  noPlaces,
  placeOf,
  placesOf,
  toBits,
  unite,
  withMembers,
} from './search-members.ts';

/** A dossier's place in the index; null where it has none. */
export async function findOrdinal(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<number | null> {
  const { rows } = await prepared<{ search_ordinal: number | null }>(
    client,
    'select search_ordinal from dossier where home_unit_id = $1 and dossier_id = $2',
    [homeUnitId, dossierId],
  );
  return rows[0]?.search_ordinal ?? null;
}

/** The next free place of a unit, as SQL. Whoever writes holds the unit's place in the audit, so nobody else takes it. */
export const nextOrdinalSql = (unit: string): string =>
  `(select coalesce(max(search_ordinal), 0) + 1 from dossier where home_unit_id = ${unit})`;

interface WaitingBlock {
  /** Word → places, as bits. */
  readonly words: Map<string, Uint8Array>;
  /** The same by the number of the gram: most words are grams, and a number is found faster than a text. */
  readonly grams: (Uint8Array | undefined)[];
  /** The grams that there are: the list has room for them all. */
  readonly numbers: number[];
}

/** Words of dossiers on their way into the index: under those a dossier is findable in addition to those it has. */
export class SearchBatch {
  readonly #blocks = new Map<number, WaitingBlock>();
  readonly #packed = new Map<number, PackedRows>();
  readonly #places = new Map<string, number>();

  /** Notes a dossier's place in the index, so that nobody has to ask for it again. */
  notePlace(dossierId: string, ordinal: number): void {
    this.#places.set(dossierId, ordinal);
  }

  /** A place that was noted. */
  notedPlace(dossierId: string): number | undefined {
    return this.#places.get(dossierId);
  }

  add(ordinal: number, { keys, words }: SearchWords): void {
    let block = this.#blocks.get(blockOf(ordinal));
    if (block === undefined) {
      block = { words: new Map(), grams: [], numbers: [] };
      this.#blocks.set(blockOf(ordinal), block);
    }
    const place = placeOf(ordinal);
    for (const word of words) {
      let bits = block.words.get(word);
      if (bits === undefined) {
        bits = noPlaces();
        block.words.set(word, bits);
      }
      addPlace(bits, place);
    }
    for (const key of keys)
      for (let at = 0; at + GRAM <= key.length; at += 1) {
        const gram = gramNumber(key, at);
        let bits = block.grams[gram];
        if (bits === undefined) {
          bits = noPlaces();
          block.grams[gram] = bits;
          block.numbers.push(gram);
        }
        addPlace(bits, place);
      }
  }

  /** Makes everything ready to be written as if nothing were known yet; `write` uses it for blocks that are new. */
  pack(): void {
    for (const [block, waiting] of this.#blocks) this.#packed.set(block, packedRows(wordsOf(waiting), new Map()));
  }

  /** @param lastKnown the last place that can have words already: blocks after it are new, so there is nothing to read */
  async write(client: pg.ClientBase, homeUnitId: string, lastKnown?: number): Promise<void> {
    for (const [block, waiting] of this.#blocks) {
      const isNew = lastKnown !== undefined && block > blockOf(lastKnown);
      let rows = isNew ? this.#packed.get(block) : undefined;
      if (rows === undefined) {
        const words = wordsOf(waiting);
        rows = packedRows(words, isNew ? new Map() : await knownMembers(client, homeUnitId, block, [...words.keys()]));
      }
      if (rows.words.length === 0) continue;
      await prepared(
        client,
        `insert into dossier_search_word (home_unit_id, block, word, members)
         select $1, $2, word, decode(members, 'hex') from unnest($3::text[], $4::text[]) as changed (word, members)
         on conflict (home_unit_id, block, word) do update set members = excluded.members`,
        [homeUnitId, block, rows.words, rows.members],
      );
    }
    this.#blocks.clear();
    this.#packed.clear();
  }
}

/** All words of a block, grams among them. */
function wordsOf({ words, grams, numbers }: WaitingBlock): ReadonlyMap<string, Uint8Array> {
  for (const gram of numbers) words.set(gramWord(gram), grams[gram] as Uint8Array);
  return words;
}

/** Rows as the database takes them: words, and in the same order their members in hexadecimal. */
interface PackedRows {
  readonly words: readonly string[];
  readonly members: readonly string[];
}

/** What is new against what is known. */
function packedRows(added: ReadonlyMap<string, Uint8Array>, known: ReadonlyMap<string, Uint8Array>): PackedRows {
  const words: string[] = [];
  const packed: string[] = [];
  for (const [word, bits] of added) {
    const members = withMembers(known.get(word), bits);
    if (members === undefined) continue;
    words.push(word);
    packed.push(Buffer.from(members.buffer, members.byteOffset, members.length).toString('hex'));
  }
  return { words, members: packed };
}

async function knownMembers(
  client: pg.ClientBase,
  homeUnitId: string,
  block: number,
  words: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const { rows } = await prepared<{ word: string; members: Uint8Array }>(
    client,
    'select word, members from dossier_search_word where home_unit_id = $1 and block = $2 and word = any ($3)',
    [homeUnitId, block, words],
  );
  return new Map(rows.map((row) => [row.word, row.members]));
}

/** The places after the last one taken are free. */
export async function lastOrdinal(client: pg.ClientBase, homeUnitId: string): Promise<number> {
  const { rows } = await client.query<{ last: number | null }>(
    'select max(search_ordinal) as last from dossier where home_unit_id = $1',
    [homeUnitId],
  );
  return rows[0]?.last ?? 0;
}

/** The newest blocks first, then wider steps: what is common is found at once, what is rare in few questions. */
const FIRST_BLOCKS = 4;
const FURTHER_BLOCKS = 64;

/**
 * Ordinals of the dossiers for which every term has a way that may hold, newest first, in lumps as they are found.
 * @param before only ordinals below this one
 */
export async function* searchOrdinals(
  client: pg.ClientBase,
  homeUnitId: string,
  terms: readonly (readonly Way[])[],
  before: number | null,
): AsyncGenerator<number[]> {
  const last = Math.min(await lastOrdinal(client, homeUnitId), before === null ? Number.MAX_SAFE_INTEGER : before - 1);
  let high = blockOf(last);
  let step = FIRST_BLOCKS;
  while (last > 0 && high >= 0) {
    const low = Math.max(0, high - step + 1);
    const found = await searchBlocks(client, homeUnitId, terms, low, high);
    const ordinals: number[] = [];
    for (let block = high; block >= low; block -= 1) {
      const bits = found.get(block);
      if (bits === undefined) continue;
      const places = placesOf(bits);
      for (let at = places.length - 1; at >= 0; at -= 1) {
        const ordinal = (block << BLOCK_SHIFT) + (places[at] as number);
        if (ordinal <= last) ordinals.push(ordinal);
      }
    }
    if (ordinals.length > 0) yield ordinals;
    high = low - 1;
    step = FURTHER_BLOCKS;
  }
}

/** Terms that few dossiers hold first: days and numbers, then whole words of names, then beginnings of words. */
const breadth = (ways: readonly Way[]): number =>
  ways.some((way) => way.range !== undefined)
    ? 2
    : ways.some((way) => way.words.some((word) => word[0] === 'n'))
      ? 1
      : 0;

/** The members of some blocks in every term; each term is read only where something is left by the terms before it. */
async function searchBlocks(
  client: pg.ClientBase,
  homeUnitId: string,
  terms: readonly (readonly Way[])[],
  low: number,
  high: number,
): Promise<Map<number, Uint8Array>> {
  const left = new Map<number, Uint8Array>();
  for (let block = low; block <= high; block += 1) left.set(block, allPlaces());
  for (const ways of [...terms].sort((a, b) => breadth(a) - breadth(b))) {
    // A term without any way narrows nothing down.
    if (ways.length === 0) continue;
    const known = await readWords(client, homeUnitId, [...left.keys()], ways);
    for (const [block, bits] of left) {
      const some = membersOf(ways, known.get(block));
      if (some === undefined || !intersect(bits, some)) left.delete(block);
    }
    if (left.size === 0) break;
  }
  return left;
}

/** Block → word → members, for every word that the ways speak of. */
async function readWords(
  client: pg.ClientBase,
  homeUnitId: string,
  blocks: readonly number[],
  ways: readonly Way[],
): Promise<Map<number, Map<string, Uint8Array>>> {
  const found = new Map<number, Map<string, Uint8Array>>();
  const take = (rows: readonly { block: number; word: string; members: Uint8Array }[]): void => {
    for (const { block, word, members } of rows) {
      let words = found.get(block);
      if (words === undefined) {
        words = new Map();
        found.set(block, words);
      }
      words.set(word, members);
    }
  };
  const words = [...new Set(ways.flatMap((way) => way.words))];
  if (words.length > 0) {
    const { rows } = await client.query(
      'select block, word, members from dossier_search_word where home_unit_id = $1 and block = any ($2) and word = any ($3)',
      [homeUnitId, blocks, words],
    );
    take(rows);
  }
  for (const { range } of ways) {
    if (range === undefined) continue;
    const { rows } = await client.query(
      'select block, word, members from dossier_search_word where home_unit_id = $1 and block = any ($2) and word >= $3 and word < $4',
      [homeUnitId, blocks, range.from, range.before],
    );
    take(rows);
  }
  return found;
}

/** Those of one block in any of the ways; undefined for none. */
function membersOf(ways: readonly Way[], known: ReadonlyMap<string, Uint8Array> | undefined): Uint8Array | undefined {
  if (known === undefined) return undefined;
  const some = noPlaces();
  for (const way of ways) {
    const sets = way.words.map((word) => known.get(word));
    if (sets.some((set) => set === undefined)) continue;
    const both = allPlaces();
    for (const set of sets) intersect(both, toBits(set as Uint8Array));
    if (way.range !== undefined) {
      const { from, before } = way.range;
      const within = noPlaces();
      for (const [word, set] of known) if (word >= from && word < before) unite(within, toBits(set));
      intersect(both, within);
    }
    unite(some, both);
  }
  return some;
}

/** A dossier as a list of results shows it. */
export interface FoundDossier {
  readonly homeUnitId: string;
  readonly ordinal: number;
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly businessState: string;
  readonly nationalStatus: number;
  readonly receivedAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly receivedOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
  readonly people: readonly {
    readonly role: string;
    readonly fullName: string;
    readonly identityNumber: string;
    readonly phone: string;
  }[];
}

/** The dossiers at places of the index, in the order asked; places that hold none are left out. */
export async function loadFound(
  client: pg.ClientBase,
  homeUnitId: string,
  ordinals: readonly number[],
): Promise<FoundDossier[]> {
  const { rows } = await client.query<{
    ordinal: number;
    dossier_id: string;
    dossier_code: string;
    procedure_code: string;
    business_state: string;
    national_status: number;
    received_at: Instant | null;
    due_at: Instant | null;
  }>(
    `select search_ordinal as ordinal, dossier_id, dossier_code, procedure_code, business_state, national_status, received_at, due_at
     from dossier where home_unit_id = $1 and search_ordinal = any ($2)`,
    [homeUnitId, ordinals],
  );
  const people = await client.query<{
    dossier_id: string;
    role: string;
    full_name: string;
    identity_number: string;
    phone: string;
  }>(
    'select dossier_id, role, full_name, identity_number, phone from dossier_person where home_unit_id = $1 and dossier_id = any ($2) order by role',
    [homeUnitId, rows.map((row) => row.dossier_id)],
  );
  const peopleOf = new Map<string, FoundDossier['people'][number][]>();
  for (const row of people.rows) {
    const person = {
      role: row.role,
      fullName: row.full_name,
      identityNumber: row.identity_number,
      phone: row.phone,
    };
    const list = peopleOf.get(row.dossier_id);
    if (list === undefined) peopleOf.set(row.dossier_id, [person]);
    else list.push(person);
  }
  const day = (at: Instant | null): PlainDate | null => (at === null ? null : dateOf(fromInstant(at)));
  const byOrdinal = new Map(
    rows.map((row): [number, FoundDossier] => [
      row.ordinal,
      {
        homeUnitId,
        ordinal: row.ordinal,
        dossierId: row.dossier_id,
        dossierCode: row.dossier_code,
        procedureCode: row.procedure_code,
        businessState: row.business_state,
        nationalStatus: row.national_status,
        receivedAt: row.received_at,
        dueAt: row.due_at,
        receivedOn: day(row.received_at),
        dueOn: day(row.due_at),
        people: peopleOf.get(row.dossier_id) ?? [],
      },
    ]),
  );
  return ordinals.flatMap((ordinal) => byOrdinal.get(ordinal) ?? []);
}
