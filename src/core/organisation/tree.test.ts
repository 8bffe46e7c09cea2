import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type PlainDate, plainDate } from '../time/plain-date.ts';
import { childrenOn, descendantsOn, homesOf, parentOn, responsibleFor, unitOn, unitTree } from './tree.ts';
import { treeProblems } from './tree-problems.ts';
import { KINDS, LEVELS, type Level, placeUpper, type UnitRecord } from './unit.ts';

const START = plainDate('2020-01-01');

function record(id: string, level: Level, patch: Partial<UnitRecord> = {}): UnitRecord {
  return {
    id,
    name: `Đơn vị ${id}`,
    shortName: id,
    level,
    kind: KINDS[level][0],
    place: id,
    agencyCodes: {},
    effectiveFrom: START,
    effectiveThrough: null,
    parents: [],
    successors: [],
    report: { receiverId: null, receiverName: '', signatureLines: [], signer: '', recipients: [], notation: 'BC' },
    ...patch,
  };
}
const under = (parentId: string, from: PlainDate = START, through: PlainDate | null = null) => [
  { parentId, from, through },
];

/** A history told step by step: a mutable picture of "now", from which records are written at the end. */
interface Living {
  id: string;
  level: Level;
  from: PlainDate;
  through: PlainDate | null;
  parents: { parentId: string; from: PlainDate; through: PlainDate | null }[];
  successors: { unitId: string; from: PlainDate }[];
}
interface Snapshot {
  date: PlainDate;
  /** Parent of each unit alive. */
  parent: Map<string, string | undefined>;
  /** For each home so far, who answers for it. */
  answers: Map<string, string>;
}

function tell(
  districts: number,
  wards: readonly number[],
  steps: readonly { kind: number; a: number; b: number; gap: number }[],
) {
  const units = new Map<string, Living>();
  const answers = new Map<string, string>();
  let serial = 0;
  let today: PlainDate = START;
  const found = (level: Level, parentId: string | undefined) => {
    const id = `${level}-${serial++}`;
    const parents = parentId === undefined ? [] : [{ parentId, from: today, through: null }];
    units.set(id, { id, level, from: today, through: null, parents, successors: [] });
    answers.set(id, id);
    return id;
  };
  const nation = found('nation', undefined);
  const province = found('province', nation);
  const inDistrict = Array.from({ length: districts }, () => found('district', province));
  for (const d of wards) found('commune', inDistrict[d % districts] as string);
  const snapshots: Snapshot[] = [];
  const alive = (level: Level) => [...units.values()].filter((unit) => unit.level === level && unit.through === null);
  const parentOf = (unit: Living) => unit.parents.at(-1)?.parentId;
  const snap = () =>
    snapshots.push({
      date: today,
      parent: new Map([...units.values()].filter((u) => u.through === null).map((u) => [u.id, parentOf(u)])),
      answers: new Map(answers),
    });
  const move = (unit: Living, parentId: string) => {
    const last = unit.parents.at(-1);
    if (last === undefined || last.parentId === parentId) return;
    if (last.from === today) unit.parents.pop();
    else last.through = addDays(today, -1);
    unit.parents.push({ parentId, from: today, through: null });
  };
  const end = (unit: Living, successorId: string) => {
    unit.through = addDays(today, -1);
    (unit.parents.at(-1) as Living['parents'][number]).through = unit.through;
    unit.successors.push({ unitId: successorId, from: today });
    for (const [home, answering] of answers) if (answering === unit.id) answers.set(home, successorId);
  };
  snap();
  for (const { kind, a, b, gap } of steps) {
    today = addDays(today, gap);
    const communes = alive('commune');
    const districtsNow = alive('district');
    const one = communes[a % communes.length] as Living;
    const other = communes[b % communes.length] as Living;
    if (kind === 0 && one !== other) {
      end(one, other.id); // absorbed by a ward that goes on
    } else if (kind === 1 && one !== other) {
      const merged = found('commune', parentOf(other));
      end(one, merged);
      end(other, merged);
    } else if (kind === 2 && districtsNow.length > 0) {
      move(one, (districtsNow[b % districtsNow.length] as Living).id);
    } else if (kind === 3 && districtsNow.length > 0) {
      const dissolved = districtsNow[a % districtsNow.length] as Living;
      for (const ward of communes) if (parentOf(ward) === dissolved.id) move(ward, province);
      end(dissolved, province);
    } else {
      found('commune', districtsNow[0]?.id ?? province);
    }
    snap();
  }
  const records = [...units.values()].map((unit) =>
    record(unit.id, unit.level, {
      effectiveFrom: unit.from,
      effectiveThrough: unit.through,
      parents: unit.parents,
      successors: unit.successors,
    }),
  );
  return { records, snapshots };
}

const history = fc
  .record({
    districts: fc.integer({ min: 1, max: 3 }),
    wards: fc.array(fc.nat(5), { minLength: 2, maxLength: 7 }),
    steps: fc.array(
      fc.record({ kind: fc.nat(4), a: fc.nat(20), b: fc.nat(20), gap: fc.integer({ min: 1, max: 400 }) }),
      { maxLength: 12 },
    ),
  })
  .map(({ districts, wards, steps }) => tell(districts, wards, steps));

describe('a dated tree under random mergers', () => {
  it('is sound, and knows on each day who stood where and who answers for whom', () => {
    fc.assert(
      fc.property(history, ({ records, snapshots }) => {
        expect(treeProblems(records)).toEqual([]);
        const tree = unitTree(records);
        for (const [i, { date, parent, answers }] of snapshots.entries()) {
          // the day of the change, and the last day before the next one
          const nextChange = snapshots[i + 1]?.date;
          for (const day of [date, nextChange === undefined ? addDays(date, 5000) : addDays(nextChange, -1)]) {
            for (const { id } of records) {
              expect(unitOn(tree, id, day)?.id).toBe(parent.has(id) ? id : undefined);
              expect(parentOn(tree, id, day)?.id).toBe(parent.get(id));
              expect(responsibleFor(tree, id, day)?.id).toBe(answers.get(id));
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('counts every home in exactly one unit of each level that stands above it, and in the nation always', () => {
    fc.assert(
      fc.property(history, fc.nat(3000), ({ records }, offset) => {
        const tree = unitTree(records);
        const date = addDays(START, offset);
        const counted = new Map(LEVELS.map((level) => [level, [] as string[]]));
        for (const unit of records) counted.get(unit.level)?.push(...homesOf(tree, unit.id, date));
        const homes = records.filter((unit) => unit.effectiveFrom <= date).map((unit) => unit.id);
        for (const level of LEVELS) {
          const list = counted.get(level) as string[];
          expect(new Set(list).size).toBe(list.length);
          const expected = homes.filter((home) => {
            let unit = responsibleFor(tree, home, date);
            while (unit !== undefined && unit.level !== level) unit = parentOn(tree, unit.id, date);
            return unit !== undefined;
          });
          expect([...list].sort()).toEqual(expected.sort());
        }
        expect([...(counted.get('nation') as string[])].sort()).toEqual([...homes].sort());
      }),
      { numRuns: 150 },
    );
  });

  it("a parent's homes are its own and its children's, nothing twice", () => {
    fc.assert(
      fc.property(history, fc.nat(3000), ({ records }, offset) => {
        const tree = unitTree(records);
        const date = addDays(START, offset);
        for (const unit of records.filter((candidate) => unitOn(tree, candidate.id, date) !== undefined)) {
          const own = records
            .filter((home) => responsibleFor(tree, home.id, date)?.id === unit.id)
            .map((home) => home.id);
          const below = childrenOn(tree, unit.id, date).flatMap((child) => homesOf(tree, child.id, date));
          expect([...homesOf(tree, unit.id, date)].sort()).toEqual([...own, ...below].sort());
          const deeper = childrenOn(tree, unit.id, date).flatMap((c) => [c, ...descendantsOn(tree, c.id, date)]);
          expect(
            descendantsOn(tree, unit.id, date)
              .map((u) => u.id)
              .sort(),
          ).toEqual(deeper.map((u) => u.id).sort());
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('what a tree must refuse', () => {
  const day = plainDate('2025-06-30');
  const next = plainDate('2025-07-01');
  const sound = [
    record('vn', 'nation'),
    record('tinh', 'province', { parents: under('vn') }),
    record('xa-moi', 'commune', { effectiveFrom: next, parents: under('tinh', next) }),
    record('xa-cu', 'commune', {
      effectiveThrough: day,
      parents: under('tinh', START, day),
      successors: [{ unitId: 'xa-moi', from: next }],
    }),
  ];
  const patch = (id: string, change: Partial<UnitRecord>) =>
    sound.map((unit) => (unit.id === id ? { ...unit, ...change } : unit));

  it('nothing in a sound one', () => expect(treeProblems(sound)).toEqual([]));

  it.each<[string, readonly UnitRecord[], RegExp]>([
    ['two units of one id', [...sound, record('xa-moi', 'commune', { parents: under('tinh') })], /hai đơn vị/],
    ['an id with marks', [...sound, record('xã', 'commune', { parents: under('tinh') })], /chữ thường không dấu/],
    ['no top', sound.slice(1), /đúng một đơn vị trung ương/],
    ['two tops', [...sound, record('vn2', 'nation')], /hiện có 2/],
    ['a top with a parent', patch('vn', { parents: under('tinh') }), /không có đơn vị cấp trên/],
    ['a kind of another level', patch('tinh', { kind: 'phường' }), /loại «phường»/],
    [
      'an end before its beginning',
      patch('xa-cu', { effectiveThrough: plainDate('2019-01-01') }),
      /kết thúc đứng trước/,
    ],
    ['a child without parent', patch('xa-moi', { parents: [] }), /không có đơn vị cấp trên từ/],
    [
      'a parent that is not there',
      patch('xa-moi', { parents: under('huyen', next) }),
      /không có đơn vị cấp trên «huyen»/,
    ],
    ['a parent of its own level', patch('xa-moi', { parents: under('xa-moi', next) }), /không ở cấp cao hơn/],
    ['a cycle', patch('tinh', { parents: under('xa-moi') }), /không ở cấp cao hơn/],
    [
      'a parent dead by then',
      patch('tinh', {
        effectiveThrough: plainDate('2030-12-31'),
        successors: [{ unitId: 'vn', from: plainDate('2031-01-01') }],
        parents: under('vn', START, plainDate('2030-12-31')),
      }),
      /cả khi đơn vị này không tồn tại/,
    ],
    [
      'a gap under its parents',
      patch('xa-cu', {
        parents: [...under('tinh', START, plainDate('2021-01-01')), ...under('tinh', plainDate('2021-01-03'), day)],
      }),
      /hở, chồng/,
    ],
    [
      'an overlap',
      patch('xa-cu', {
        parents: [...under('tinh', START, plainDate('2021-01-01')), ...under('tinh', plainDate('2021-01-01'), day)],
      }),
      /hở, chồng/,
    ],
    [
      'two parents at once',
      patch('xa-moi', { parents: [...under('tinh', next), ...under('tinh', next)] }),
      /hở, chồng/,
    ],
    ['parents beyond its life', patch('xa-cu', { parents: under('tinh', START, next) }), /vượt thời gian/],
    [
      'parents that stop early',
      patch('xa-cu', { parents: under('tinh', START, plainDate('2025-06-29')) }),
      /từ ngày 30\/6\/2025/,
    ],
    ['an end without successor', patch('xa-cu', { successors: [] }), /phải có đơn vị kế thừa/],
    [
      'a successor a day late',
      patch('xa-cu', { successors: [{ unitId: 'xa-moi', from: plainDate('2025-07-02') }] }),
      /từ 1\/7\/2025/,
    ],
    [
      'a successor not yet born',
      patch('xa-moi', { effectiveFrom: plainDate('2025-07-02'), parents: under('tinh', plainDate('2025-07-02')) }),
      /không tồn tại ngày 1\/7\/2025/,
    ],
    ['an unknown successor', patch('xa-cu', { successors: [{ unitId: 'ai', from: next }] }), /«ai»/],
    [
      'two successors on one day',
      patch('xa-cu', {
        successors: [
          { unitId: 'xa-moi', from: next },
          { unitId: 'tinh', from: next },
        ],
      }),
      /mỗi ngày một đơn vị/,
    ],
    ['a successor of a living unit', patch('xa-moi', { successors: [{ unitId: 'tinh', from: next }] }), /đang tồn tại/],
  ])('%s', (_, records, message) => {
    expect(treeProblems(records).join('\n')).toMatch(message);
  });

  it('asking about strangers and about days before the beginning gives nothing, not an error', () => {
    const tree = unitTree(sound);
    expect(unitOn(tree, 'ai', day)).toBeUndefined();
    expect(responsibleFor(tree, 'ai', day)).toBeUndefined();
    expect(responsibleFor(tree, 'xa-moi', day)).toBeUndefined();
    expect(homesOf(tree, 'xa-moi', day)).toEqual([]);
    expect(homesOf(tree, 'tinh', plainDate('2019-12-31'))).toEqual([]);
    // a loop that validation would refuse still ends
    const loop = unitTree([
      record('a', 'commune', { effectiveThrough: day, successors: [{ unitId: 'b', from: next }] }),
      record('b', 'commune', { effectiveThrough: day, successors: [{ unitId: 'a', from: next }] }),
    ]);
    expect(responsibleFor(loop, 'a', next)).toBeUndefined();
  });

  it('a later successor takes over from the day it is given', () => {
    const records = patch('xa-cu', {
      successors: [
        { unitId: 'xa-moi', from: next },
        { unitId: 'tinh', from: plainDate('2026-01-01') },
      ],
    });
    expect(treeProblems(records)).toEqual([]);
    const tree = unitTree(records);
    expect(responsibleFor(tree, 'xa-cu', plainDate('2025-12-31'))?.id).toBe('xa-moi');
    expect(responsibleFor(tree, 'xa-cu', plainDate('2026-01-01'))?.id).toBe('tinh');
  });

  it('writes the second line of the issuing authority in capitals with all marks', () => {
    expect(placeUpper(record('x', 'commune', { shortName: 'phường Phước Long' }))).toBe('PHƯỜNG PHƯỚC LONG');
  });
});
