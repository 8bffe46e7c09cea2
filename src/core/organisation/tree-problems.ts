/** What is wrong with records of units before a tree is made of them. */
import { addDays, formatDate, type PlainDate } from '../time/plain-date.ts';
import { KINDS, LEVEL_LABELS, LEVELS, type UnitRecord } from './unit.ts';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FOR_EVER = '9999-12-31' as PlainDate;

/**
 * Every problem of a tree of units (cây đơn vị), as Vietnamese sentences; empty when it is sound. A sound tree has one
 * top; each unit stands under a higher level for its whole life, without gap or overlap, and under units that exist then
 * (so there is no cycle); a unit that ended has a successor from the very next day.
 */
export function treeProblems(records: readonly UnitRecord[]): readonly string[] {
  const problems: string[] = [];
  const byId = new Map<string, UnitRecord>();
  for (const unit of records) {
    if (!ID.test(unit.id)) problems.push(`Mã đơn vị «${unit.id}» chỉ được gồm chữ thường không dấu, số và gạch nối.`);
    if (byId.has(unit.id)) problems.push(`Mã đơn vị «${unit.id}» dùng cho hai đơn vị; hãy đặt mã khác cho một đơn vị.`);
    byId.set(unit.id, unit);
  }
  const tops = records.filter((unit) => unit.level === 'nation');
  if (tops.length !== 1) problems.push(`Cây đơn vị phải có đúng một đơn vị trung ương, hiện có ${tops.length}.`);
  for (const unit of records) {
    problems.push(...lifeProblems(unit), ...parentProblems(unit, byId), ...successorProblems(unit, byId));
  }
  return problems;
}

function lifeProblems(unit: UnitRecord): string[] {
  const problems: string[] = [];
  if (!(KINDS[unit.level] as readonly string[]).includes(unit.kind)) {
    problems.push(`${unit.name}: loại «${unit.kind}» không có ở ${LEVEL_LABELS[unit.level]}; hãy sửa loại hoặc cấp.`);
  }
  if (unit.effectiveThrough !== null && unit.effectiveThrough < unit.effectiveFrom) {
    problems.push(`${unit.name}: ngày kết thúc đứng trước ngày bắt đầu; hãy sửa lại thời gian tồn tại.`);
  }
  return problems;
}

function parentProblems(unit: UnitRecord, byId: ReadonlyMap<string, UnitRecord>): string[] {
  if (unit.level === 'nation') {
    return unit.parents.length === 0
      ? []
      : [`${unit.name}: đơn vị trung ương không có đơn vị cấp trên; hãy bỏ phần trực thuộc.`];
  }
  const problems: string[] = [];
  const last = unit.effectiveThrough ?? FOR_EVER;
  let expected: PlainDate = unit.effectiveFrom;
  let covered = false;
  for (const { parentId, from, through } of unit.parents) {
    const parent = byId.get(parentId);
    const until = through ?? FOR_EVER;
    if (covered || from !== expected || until < from || until > last) {
      problems.push(
        `${unit.name}: thời gian trực thuộc «${parentId}» từ ${formatDate(from)} bị hở, chồng hoặc vượt thời gian tồn tại; hãy nối liền các khoảng.`,
      );
    }
    if (parent === undefined) {
      problems.push(`${unit.name}: không có đơn vị cấp trên «${parentId}» trong cây; hãy thêm đơn vị đó.`);
    } else {
      if (LEVELS.indexOf(parent.level) <= LEVELS.indexOf(unit.level)) {
        problems.push(`${unit.name}: «${parent.name}» không ở cấp cao hơn; hãy chọn đúng đơn vị cấp trên.`);
      }
      if (from < parent.effectiveFrom || until > (parent.effectiveThrough ?? FOR_EVER)) {
        problems.push(
          `${unit.name}: trực thuộc «${parent.name}» cả khi đơn vị này không tồn tại; hãy sửa thời gian trực thuộc.`,
        );
      }
    }
    covered = until >= last;
    if (!covered) expected = addDays(until, 1);
  }
  if (!covered) problems.push(`${unit.name}: không có đơn vị cấp trên từ ngày ${formatDate(expected)}; hãy bổ sung.`);
  return problems;
}

function successorProblems(unit: UnitRecord, byId: ReadonlyMap<string, UnitRecord>): string[] {
  const { effectiveThrough, successors } = unit;
  if (effectiveThrough === null) {
    return successors.length === 0
      ? []
      : [`${unit.name}: đang tồn tại nên chưa thể có đơn vị kế thừa; hãy ghi ngày kết thúc.`];
  }
  const problems: string[] = [];
  const takeover = addDays(effectiveThrough, 1);
  if (successors[0]?.from !== takeover) {
    problems.push(
      `${unit.name}: kết thúc ngày ${formatDate(effectiveThrough)} nên phải có đơn vị kế thừa từ ${formatDate(takeover)}.`,
    );
  }
  let before = '';
  for (const { unitId, from } of successors) {
    const next = byId.get(unitId);
    if (from <= before)
      problems.push(`${unit.name}: các đơn vị kế thừa sai thứ tự ngày; hãy xếp lại, mỗi ngày một đơn vị.`);
    if (next === undefined)
      problems.push(`${unit.name}: không có đơn vị kế thừa «${unitId}» trong cây; hãy thêm đơn vị đó.`);
    else if (from < next.effectiveFrom || from > (next.effectiveThrough ?? FOR_EVER)) {
      problems.push(
        `${unit.name}: đơn vị kế thừa «${next.name}» không tồn tại ngày ${formatDate(from)}; hãy sửa ngày kế thừa.`,
      );
    }
    before = from;
  }
  return problems;
}
