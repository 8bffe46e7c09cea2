/** Plan against result, procedures against internal processes, statements against figures. */
import { canonicalLabel } from '../canonical.ts';
import { type RuleContext, unitEvidence } from '../context.ts';
import { type Meanings, written } from './meaning.ts';

export function checkPlans(context: RuleContext, meanings: Meanings): void {
  for (const rule of context.law.comparisons) {
    const left = meanings.figure(rule.left);
    const right = meanings.figure(rule.right);
    // Two columns of one form are compared by the form's own equations.
    if (
      left === null ||
      right === null ||
      (context.tableFigures.has(rule.left) && context.tableFigures.has(rule.right))
    )
      continue;
    const broken =
      rule.must === 'atLeast'
        ? left.value < right.value
        : rule.must === 'equal'
          ? left.value !== right.value
          : left.value > 0 && right.value === 0;
    if (!broken) continue;
    context.add(
      rule.code,
      rule.message
        .replaceAll('{left}', written(left.value))
        .replaceAll('{right}', written(right.value))
        .replaceAll('{difference}', written(Math.abs(right.value - left.value))),
      [left.evidence, right.evidence],
    );
  }
  for (const rule of context.law.statements) {
    const figure = meanings.figure(rule.indicator);
    if (figure === null || (rule.contradictedWhen === 'zero' ? figure.value !== 0 : figure.value === 0)) continue;
    for (const unit of context.units) {
      const words = rule.words.map(canonicalLabel);
      if (
        unit.annex ||
        !words.every((word) => unit.canonical.includes(word)) ||
        rule.without?.some((word) => unit.canonical.includes(canonicalLabel(word))) === true
      )
        continue;
      const at = unit.canonical.indexOf(words[0] as string);
      context.add(rule.code, rule.message.replaceAll('{value}', written(figure.value)), [
        unitEvidence(unit, at, at + (words[0] as string).length),
        figure.evidence,
      ]);
    }
  }
}
