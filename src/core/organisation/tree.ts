/**
 * The dated tree of units (cây đơn vị): who stood where on a day, and who answers for a dossier now. A dossier keeps its
 * home unit (đơn vị tiếp nhận ban đầu) for ever; a merger changes only who is responsible for that home.
 */
import type { PlainDate } from '../time/plain-date.ts';
import type { UnitRecord } from './unit.ts';

export interface UnitTree {
  readonly units: ReadonlyMap<string, UnitRecord>;
}

/** The tree ready to ask. Check the records with `treeProblems` where they come from outside. */
export function unitTree(records: readonly UnitRecord[]): UnitTree {
  return { units: new Map(records.map((record) => [record.id, record])) };
}

/** Whether the unit exists on that day; both ends of its life count. */
export function existsOn(unit: UnitRecord, date: PlainDate): boolean {
  return unit.effectiveFrom <= date && (unit.effectiveThrough === null || date <= unit.effectiveThrough);
}

/** The unit if it exists on that day, else `undefined`. */
export function unitOn(tree: UnitTree, id: string, date: PlainDate): UnitRecord | undefined {
  const unit = tree.units.get(id);
  return unit !== undefined && existsOn(unit, date) ? unit : undefined;
}

/** Đơn vị cấp trên trực tiếp on that day; `undefined` for the nation and for units that do not exist then. */
export function parentOn(tree: UnitTree, id: string, date: PlainDate): UnitRecord | undefined {
  const span = unitOn(tree, id, date)?.parents.find(
    (parent) => parent.from <= date && (parent.through === null || date <= parent.through),
  );
  return span === undefined ? undefined : unitOn(tree, span.parentId, date);
}

/** Đơn vị trực thuộc on that day, in the order of the tree's records. */
export function childrenOn(tree: UnitTree, id: string, date: PlainDate): readonly UnitRecord[] {
  return [...tree.units.values()].filter((unit) => parentOn(tree, unit.id, date)?.id === id);
}

/** All units below that one on that day, itself excluded, in the order of the tree's records. */
export function descendantsOn(tree: UnitTree, id: string, date: PlainDate): readonly UnitRecord[] {
  return [...tree.units.values()].filter((unit) => unit.id !== id && isWithin(tree, unit.id, id, date));
}

/** Whether `id` is `ancestorId` or stands below it on that day. */
export function isWithin(tree: UnitTree, id: string, ancestorId: string, date: PlainDate): boolean {
  for (let unit = unitOn(tree, id, date); unit !== undefined; unit = parentOn(tree, unit.id, date)) {
    if (unit.id === ancestorId) return true;
  }
  return false;
}

/**
 * The unit that answers on that day for the dossiers first received by `homeUnitId` (đơn vị chịu trách nhiệm): the home
 * itself while it exists, then its successor, and so on. `undefined` before the home exists or where nobody succeeded.
 */
export function responsibleFor(tree: UnitTree, homeUnitId: string, date: PlainDate): UnitRecord | undefined {
  let unit = tree.units.get(homeUnitId);
  if (unit === undefined || date < unit.effectiveFrom) return undefined;
  for (let steps = 0; unit !== undefined && steps <= tree.units.size; steps += 1) {
    if (existsOn(unit, date)) return unit;
    const successor: string | undefined = unit.successors.findLast((next) => next.from <= date)?.unitId;
    unit = successor === undefined ? undefined : tree.units.get(successor);
  }
  return undefined;
}

/**
 * Home units whose dossiers the unit reports on that day: its own, those of units merged into it on or before the day,
 * and those for which the units below it answer. Every home is in this list of at most one unit of each level.
 * Empty where the unit does not exist that day. In the order of the tree's records.
 */
export function homesOf(tree: UnitTree, unitId: string, date: PlainDate): readonly string[] {
  if (unitOn(tree, unitId, date) === undefined) return [];
  return [...tree.units.keys()].filter((home) => {
    const responsible = responsibleFor(tree, home, date);
    return responsible !== undefined && isWithin(tree, responsible.id, unitId, date);
  });
}
