/** The report against what the unit's own log and its previous closing hold. */
import { canonicalLabel } from '../canonical.ts';
import { cellEvidence, type RuleContext } from '../context.ts';
import { type Meanings, written } from './meaning.ts';

export function checkOwnLog(context: RuleContext, meanings: Meanings): void {
  const { known } = context;
  if (known === null) return;
  for (const [indicator, value] of Object.entries(known.indicators)) {
    const figures = [...(context.tableFigures.get(indicator) ?? []), ...(meanings.stated.get(indicator) ?? [])];
    const wrong = figures.filter((figure) => figure.value !== value);
    if (wrong.length === 0) continue;
    context.add(
      'L01',
      `${context.index.label(indicator)}: báo cáo ghi ${[...new Set(wrong.map((figure) => written(figure.value)))].join(', ')} nhưng sổ theo dõi của đơn vị có ${written(value)}`,
      wrong.map((figure) => figure.evidence),
    );
  }
  if (known.previousClosing !== undefined) openings(context, known.previousClosing);
}

/** L02: opening figures are the previous closing's. */
function openings(
  context: RuleContext,
  closing: NonNullable<NonNullable<RuleContext['known']>['previousClosing']>,
): void {
  for (const table of context.tables) {
    const before = table.formCode === null ? undefined : closing[table.formCode];
    if (before === undefined || table.form === null) continue;
    const rows = new Map(Object.entries(before).map(([label, cells]) => [canonicalLabel(label), cells]));
    for (const equation of table.form.equations) {
      if (equation.scope !== 'opening') continue;
      const [opening, closed] = equation.equation.split('=').map((key) => key.trim());
      const column = table.columns.find((candidate) => candidate.definition?.key === opening);
      if (column === undefined || closed === undefined) continue;
      for (const row of table.rows) {
        const label = row.kind === 'total' ? 'total' : canonicalLabel(row.label);
        const expected = rows.get(label)?.[closed];
        const figure = row.figures[column.index];
        if (
          expected === undefined ||
          figure === null ||
          figure === undefined ||
          figure.value === null ||
          figure.value === expected
        )
          continue;
        context.add(
          'L02',
          `${table.place}, ${row.name}, ${column.name} ghi ${written(figure.value)} nhưng cột (${closed}) của báo cáo kỳ trước là ${written(expected)}; ${equation.message.charAt(0).toLowerCase()}${equation.message.slice(1)}`,
          [cellEvidence(table, row, column, figure)],
        );
      }
    }
  }
}
