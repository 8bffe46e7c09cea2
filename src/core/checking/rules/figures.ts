/** Figures of the text against the tables, against one another, against the equations of their indicators. */

import { canonicalLabel } from '../canonical.ts';
import { cellEvidence, columnTotal, type RuleContext, type StatedFigure, unitEvidence } from '../context.ts';
import { withFacet } from '../facets.ts';
import type { Fact } from '../fact.ts';
import type { Evidence } from '../finding.ts';
import { formatShare, roundsTo } from '../ratio.ts';
import { balance, type Meanings, written } from './meaning.ts';
import { checkPartitions } from './partitions.ts';

export function checkFigures(context: RuleContext, meanings: Meanings): void {
  textAgainstTables(context, meanings);
  tablesAgainstTables(context);
  textAgainstText(context, meanings);
  const told = identities(context, meanings);
  checkPartitions(context, meanings, told);
  unstatedTotals(context, meanings);
  sectors(context);
  sectorShares(context);
  containments(context, meanings);
  listedParts(context, meanings);
  missingTotals(context);
  sectorBases(context, meanings);
  sectorParts(context, meanings);
  moneySteps(context, meanings);
}

/** T01: a figure of the text that no form it may stand for confirms. */
function textAgainstTables(context: RuleContext, meanings: Meanings): void {
  for (const fact of context.facts) {
    if (fact.value === null) continue;
    const tables = fact.candidates.flatMap((id) => context.tableFigures.get(id) ?? []);
    const indicator = meanings.of(fact);
    if (tables.length === 0 || indicator === null || tables.some((figure) => figure.value === fact.value)) continue;
    const against = context.tableFigures.get(indicator)?.[0] ?? (tables[0] as StatedFigure);
    context.add(
      'T01',
      `${context.index.label(against.indicator)}: lời văn ghi ${written(fact.value)} nhưng ${against.evidence.place} ghi ${written(against.value)}`,
      [fact.evidence, against.evidence],
      fact.sure ? undefined : 'warning',
    );
  }
}

/** T05: two forms with different totals of one indicator. */
function tablesAgainstTables(context: RuleContext): void {
  for (const figures of context.tableFigures.values()) {
    const first = figures[0] as StatedFigure;
    for (const other of figures.slice(1)) {
      if (other.value === first.value || other.evidence.anchor.block === first.evidence.anchor.block) continue;
      context.add(
        'T05',
        `${context.index.label(first.indicator)}: ${first.evidence.place} ghi ${written(first.value)} nhưng ${other.evidence.place} ghi ${written(other.value)}`,
        [first.evidence, other.evidence],
      );
    }
  }
}

/** T02: the same figure stated twice with different values. */
function textAgainstText(context: RuleContext, meanings: Meanings): void {
  for (const [indicator, figures] of meanings.stated) {
    if (context.tableFigures.has(indicator)) continue;
    const first = figures[0] as StatedFigure;
    for (const other of figures.slice(1)) {
      if (other.value === first.value) continue;
      // "hồ sơ quá hạn: 5, trong đó đã giải quyết 3": a part is no second statement of its whole.
      if (other.fact?.head === first.fact || first.fact?.head === other.fact) continue;
      const sure = isPlain(first.fact) && isPlain(other.fact) && (other.fact?.candidates.length ?? 0) === 1;
      context.add(
        'T02',
        `${context.index.label(indicator)}: ${first.evidence.place} ghi ${written(first.value)} nhưng ${other.evidence.place} ghi ${written(other.value)}`,
        [first.evidence, other.evidence],
        sure ? undefined : 'warning',
      );
    }
  }
}

/** Nothing in the label that might make the figure one of something else. */
const isPlain = (fact: Fact | null): boolean => fact?.sure === true && fact.residue === 0;

/** T03: an equation between figures of which at least one stands only in the text. */
function identities(context: RuleContext, meanings: Meanings): ReadonlySet<Fact> {
  const told = new Set<Fact>();
  for (const identity of context.law.identities) {
    const ids = [identity.total, ...identity.parts, ...(identity.optionalParts ?? [])];
    if (ids.every((id) => context.tableFigures.has(id) || meanings.figure(id) === null)) continue;
    const result = balance(identity, (id) => meanings.figure(id)?.value ?? null);
    if (result === null || result.holds) continue;
    const heads = identity.parts.map((id) => meanings.figure(id)?.fact?.head);
    const whole = meanings.figure(identity.total)?.fact ?? null;
    if (whole !== null && heads.includes(whole)) told.add(whole);
    // "trực tiếp 150, bưu chính 20" in one list are added as they are listed.
    const beside = (identity.apart ?? []).filter((id) => {
      const head = meanings.figure(id)?.fact?.head ?? null;
      return head !== null && heads.includes(head);
    });
    const evidence = [...ids, ...beside].flatMap((id) => meanings.figure(id)?.evidence ?? []);
    const figures = [...identity.parts, ...(identity.optionalParts ?? []), ...beside.slice(0, 1)].flatMap(
      (id) => meanings.figure(id)?.value ?? [],
    );
    const sum = figures.reduce((all, figure) => all + figure, 0);
    const unsaid = result.unstated.length > 0 && result.total > sum;
    const message = `Số liệu không khớp: ${identity.explanation}, nhưng ${written(result.total)} ≠ ${figures.map(written).join(' + ')}${figures.length > 1 ? ` = ${written(sum)}` : ''}`;
    context.add(
      'T03',
      unsaid
        ? `${message}; nếu phần chênh ${written(result.total - sum)} là «${context.index.label(result.unstated[0] as string)}» thì phải nêu`
        : message,
      evidence,
    );
  }
  return told;
}

/** T03 where the total is not stated: two ways to split it up must come to the same. */
function unstatedTotals(context: RuleContext, meanings: Meanings): void {
  const sums = context.law.identities.flatMap((identity) => {
    if (meanings.figure(identity.total) !== null) return [];
    const ids = [...identity.parts, ...(identity.optionalParts ?? [])];
    const figures = ids.flatMap((id) => meanings.figure(id) ?? []);
    const complete = identity.parts.every((id) => meanings.figure(id) !== null);
    const sum = figures.reduce((total, figure) => total + figure.value, 0);
    const apart = (identity.apart ?? []).flatMap((id) => meanings.figure(id)?.value ?? []);
    return complete ? [{ identity, figures, sum, sums: [sum, ...apart.map((more) => sum + more)] }] : [];
  });
  for (const [i, one] of sums.entries()) {
    const other = sums
      .slice(i + 1)
      .find(
        (candidate) =>
          candidate.identity.total === one.identity.total && !candidate.sums.some((sum) => one.sums.includes(sum)),
      );
    if (other === undefined) continue;
    const split = (of: typeof one): string =>
      `${of.figures.map((figure) => written(figure.value)).join(' + ')} = ${written(of.sum)}`;
    context.add(
      'T03',
      `Hai cách chia cùng một tổng không bằng nhau: ${one.identity.explanation} (${split(one)}), còn ${other.identity.explanation} (${split(other)})`,
      [...one.figures, ...other.figures].map((figure) => figure.evidence),
    );
  }
}

/** T04: the text names a row of a table. */
function sectors(context: RuleContext): void {
  for (const fact of context.facts) {
    if (fact.sector === null || fact.value === null || fact.kind !== 'count') continue;
    const ids = indicatorsInRow(context, fact);
    const cells = ids.flatMap((id) => sectorCells(context, fact.sector as string, id));
    if (cells.length === 0 || cells.some((cell) => cell.value === fact.value)) continue;
    const cell = cells[0] as { value: number; evidence: Evidence };
    context.add(
      'T04',
      `Lời văn ghi ${written(fact.value)} nhưng ${cell.evidence.place} ghi ${written(cell.value)}`,
      [fact.evidence, cell.evidence],
      fact.sure ? undefined : 'warning',
    );
  }
}

/** A row named "Cấp huyện" is the sector itself; it narrows nothing further. */
const indicatorsInRow = (context: RuleContext, fact: Fact): readonly string[] =>
  context.index.lookUp(withFacet(fact.facets, 'level', null));

/** R01 within one row: "Cấp huyện: … giải quyết 4.980 hồ sơ, trước và đúng hạn 4.975 hồ sơ, đạt 99,9%". */
function sectorShares(context: RuleContext): void {
  for (const fact of context.facts) {
    const { sector, percent, value } = fact;
    if (sector === null || percent === null || value === null || fact.denominator !== null || fact.limited) continue;
    const own = indicatorsInRow(context, fact);
    const rule = context.law.ratios.find((candidate) => candidate.strict && own.includes(candidate.of));
    if (rule === undefined) continue;
    const beside = context.facts.filter(
      (other) =>
        other !== fact &&
        other.sector === sector &&
        other.unitIndex === fact.unitIndex &&
        other.value !== null &&
        indicatorsInRow(context, other).some((id) => rule.accepted.includes(id)),
    );
    const bases = [
      ...rule.accepted.flatMap((id) => sectorCells(context, sector, id)),
      ...beside.map((other) => ({ value: other.value as number, evidence: other.evidence })),
    ];
    const base = bases[0];
    if (base === undefined || bases.some((candidate) => roundsTo(value, candidate.value, percent.value))) continue;
    context.add(
      'R01',
      `${rule.name.charAt(0).toUpperCase()}${rule.name.slice(1)} của ${sector} sai: ${written(value)}/${written(base.value)} = ${formatShare(value, base.value)}, không phải ${percent.raw}`,
      [fact.evidence, base.evidence],
    );
  }
}

function sectorCells(context: RuleContext, sector: string, indicator: string): { value: number; evidence: Evidence }[] {
  const cells: { value: number; evidence: Evidence }[] = [];
  for (const table of context.tables) {
    for (const row of table.rows) {
      if (row.kind === 'total' || canonicalLabel(row.label) !== sector) continue;
      for (const column of table.columns) {
        const figure = row.figures[column.index];
        if (column.candidates.includes(indicator) && figure?.value !== null && figure?.value !== undefined) {
          cells.push({ value: figure.value, evidence: cellEvidence(table, row, column, figure) });
        }
      }
    }
  }
  return cells;
}

/** W01: a part larger than its whole, by the meaning of the figures. */
function containments(context: RuleContext, meanings: Meanings): void {
  for (const rule of context.law.containments) {
    const part = meanings.figure(rule.part);
    const whole = meanings.figure(rule.whole);
    if (
      part === null ||
      whole === null ||
      part.value <= whole.value ||
      (part.from === 'table' && whole.from === 'table')
    )
      continue;
    context.add(
      'W01',
      `${context.index.label(rule.part)} ${written(part.value)} nhiều hơn ${context.index.label(rule.whole).toLowerCase()} ${written(whole.value)}: ${rule.why}`,
      [part.evidence, whole.evidence],
      rule.severity,
    );
  }
}

const actOf = (fact: Fact): string => (fact.facets.get('act') ?? []).join('+');

/** W01 for what the catalogue does not know, W02: what is listed under a figure and cannot be a part of it. */
function listedParts(context: RuleContext, meanings: Meanings): void {
  for (const fact of context.facts) {
    const { head } = fact;
    if (
      head === null ||
      head === fact ||
      fact.value === null ||
      head.value === null ||
      fact.kind !== 'count' ||
      head.kind !== 'count'
    )
      continue;
    const group = context.law.exclusiveActs.find((acts) => acts.includes(actOf(fact)) && acts.includes(actOf(head)));
    if (group !== undefined && actOf(fact) !== actOf(head) && fact.candidates.length > 0) {
      context.add(
        'W02',
        `«${labelled(context, meanings, fact)}» (${written(fact.value)}) được xếp dưới «${labelled(context, meanings, head)}» (${written(head.value)}) nhưng không phải một phần của nó; đưa ra thành mục riêng`,
        [fact.evidence, head.evidence],
      );
      continue;
    }
    const sameThing = fact.facets.get('object')?.join() === head.facets.get('object')?.join();
    if (
      fact.candidates.length === 0 &&
      sameThing &&
      fact.unit === head.unit &&
      fact.unit !== '' &&
      fact.sector === null &&
      fact.value > head.value
    ) {
      context.add(
        'W01',
        `Phần «${fact.label}» ${written(fact.value)} nhiều hơn tổng ${written(head.value)} mà nó nằm trong`,
        [fact.evidence, head.evidence],
        'warning',
      );
    }
  }
}

function labelled(context: RuleContext, meanings: Meanings, fact: Fact): string {
  const indicator = meanings.of(fact);
  return indicator === null ? fact.label : context.index.label(indicator);
}

/** W03: a total is announced with its parts but not stated. */
function missingTotals(context: RuleContext): void {
  for (const missing of context.missingTotals) {
    const label = missing.unit.text.slice(missing.from, missing.to).replace(/[\s,:;]*(?:trong đó)?[\s,:;]*$/u, '');
    const values = missing.parts.flatMap((part) => part.value ?? []);
    context.add(
      'W03',
      `Thiếu số ở «${label}»: chỉ có các phần (${values.map(written).join('; ')}), không có tổng; điền số tổng, kể cả khi bằng 0`,
      [unitEvidence(missing.unit, missing.from, missing.to)],
    );
  }
}

/** W05: a figure of the text whose base is one row of a table. */
function sectorBases(context: RuleContext, meanings: Meanings): void {
  for (const rule of context.law.sectorBases) {
    const fact = context.facts.find((candidate) => meanings.of(candidate) === rule.indicator);
    if (fact === undefined || fact.value === null) continue;
    for (const table of context.tables) {
      const row = table.rows.find(
        (candidate) => candidate.kind !== 'total' && canonicalLabel(candidate.label).startsWith(rule.sectorWords),
      );
      const column = table.columns.find((candidate) => candidate.candidates.includes(rule.total));
      const total = column === undefined ? undefined : row?.figures[column.index];
      if (row === undefined || column === undefined || total?.value === null || total?.value === undefined) continue;
      const cell = cellEvidence(table, row, column, total);
      if (fact.value > total.value) {
        context.add(
          'W05',
          `Số ${rule.name} ${written(fact.value)} nhiều hơn cả lĩnh vực ${row.label} (${written(total.value)} ở ${cell.place})`,
          [fact.evidence, cell],
          'error',
        );
      } else if (fact.denominator !== null && fact.denominator !== total.value) {
        context.add(
          'W05',
          `Mẫu số ${written(fact.denominator)} của ${rule.name} khác số hồ sơ lĩnh vực ${row.label} là ${written(total.value)}, chênh ${written(Math.abs(total.value - fact.denominator))}; nêu mẫu số gồm những gì`,
          [fact.evidence, cell],
        );
      }
      const shown = table.columns.find((candidate) => candidate.candidates.includes(rule.visibleIn));
      const channel = shown === undefined ? undefined : row.figures[shown.index];
      if (shown !== undefined && channel?.value === 0 && fact.value > 0) {
        context.add(
          'W08',
          `Lời văn có ${written(fact.value)} hồ sơ ${rule.name} nhưng lĩnh vực ${row.label} không có hồ sơ trực tuyến nào; kiểm tra cách ghi hình thức tiếp nhận`,
          [fact.evidence, cellEvidence(table, row, shown, channel)],
        );
      }
    }
  }
}

/** W04: the text speaks of only a part of a row, and the rest is nowhere. */
function sectorParts(context: RuleContext, meanings: Meanings): void {
  for (const rule of context.law.sectorParts) {
    const stated = rule.parts.flatMap((id) => meanings.stated.get(id)?.[0] ?? []);
    const unstated = rule.parts.filter((id) => !meanings.stated.has(id));
    if (stated.length === 0 || unstated.length === 0) continue;
    const sum = stated.reduce((total, figure) => total + figure.value, 0);
    for (const table of context.tables) {
      const row = table.rows.find(
        (candidate) => candidate.kind !== 'total' && canonicalLabel(candidate.label).includes(rule.sectorWords),
      );
      const column = table.columns.find((candidate) => candidate.candidates.includes(rule.total));
      const total = column === undefined ? undefined : row?.figures[column.index];
      if (
        row === undefined ||
        column === undefined ||
        total?.value === null ||
        total?.value === undefined ||
        total.value <= sum
      )
        continue;
      context.add(
        'W04',
        `${table.place} có ${written(total.value)} ${rule.name} nhưng lời văn chỉ nêu ${stated.map((figure) => `${context.index.label(figure.indicator).toLowerCase()} ${written(figure.value)}`).join(', ')}; chưa nói đến ${unstated.map((id) => context.index.label(id).toLowerCase()).join(', ')}`,
        [...stated.map((figure) => figure.evidence), cellEvidence(table, row, column, total)],
      );
    }
  }
}

/** M01: an amount that the fees cannot add up to. */
function moneySteps(context: RuleContext, meanings: Meanings): void {
  for (const rule of context.law.moneySteps) {
    for (const figure of meanings.stated.get(rule.indicator) ?? []) {
      const rest = figure.value % rule.step;
      if (rest !== 0) {
        context.add(
          'M01',
          `Số tiền ${written(figure.value)} đồng lẻ ${written(rest)} đồng, trong khi ${rule.why}; đối chiếu lại với sao kê`,
          [figure.evidence],
        );
      }
    }
  }
}

/** W06, W07: one of two columns is nought wherever the other is large. */
export function checkLopsided(context: RuleContext): void {
  for (const rule of context.law.lopsided) {
    for (const table of context.tables) {
      const [a, b] = rule.columns.map((id) => table.columns.find((column) => column.candidates.includes(id)));
      if (a === undefined || b === undefined || columnTotal(table, a) === null) continue;
      const large = table.rows.filter(
        (row) =>
          row.kind === 'body' &&
          Math.max(row.figures[a.index]?.value ?? 0, row.figures[b.index]?.value ?? 0) >= rule.atLeast,
      );
      const lopsided = large.filter(
        (row) => (row.figures[a.index]?.value ?? 0) === 0 || (row.figures[b.index]?.value ?? 0) === 0,
      );
      if (
        lopsided.length === 0 ||
        (rule.everywhere && (lopsided.length < large.length || large.some((row) => row.figures[b.index]?.value !== 0)))
      )
        continue;
      context.add(
        rule.code,
        rule.message.replace(
          '{rows}',
          lopsided
            .map(
              (row) =>
                `${row.label} (${written(row.figures[a.index]?.value ?? 0)} và ${written(row.figures[b.index]?.value ?? 0)})`,
            )
            .join(', '),
        ),
        lopsided.flatMap((row) => {
          const figure = row.figures[a.index];
          return figure === null || figure === undefined ? [] : [cellEvidence(table, row, a, figure)];
        }),
      );
    }
  }
}
