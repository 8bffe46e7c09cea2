/** The report as a document: number and date, empty items, numbering of sections, figures written `00`. */
import { canonicalLabel } from '../canonical.ts';
import { type RuleContext, unitEvidence } from '../context.ts';
import { sentenceStart } from '../label-words.ts';
import { scanNumbers } from '../numbers.ts';
import type { TextUnit } from '../outline.ts';

export function checkReportForm(context: RuleContext): void {
  documentNumber(context);
  emptySections(context);
  announcingItems(context);
  itemsWithoutResult(context);
  sectionNumbers(context);
  inlineNumbers(context);
  paddedFigures(context);
  misgroupedFigures(context);
}

/** D01 */
function documentNumber(context: RuleContext): void {
  for (const unit of context.units.slice(0, 12)) {
    const match = /^[\s*]*số\s*:?\s*[.…_\s]*(?=\/)/u.exec(unit.canonical);
    if (match === null || unit.section !== '') continue;
    context.add('D01', 'Văn bản chưa có số, ký hiệu đầy đủ; văn thư cấp số khi phát hành', [unitEvidence(unit)]);
    return;
  }
}

/** D03: a heading followed by another of its own or a higher rank. */
function emptySections(context: RuleContext): void {
  for (const unit of context.units) {
    if (
      !unit.heading ||
      unit.annex ||
      (unit.marker !== 'capital' && unit.marker !== 'roman' && unit.marker !== 'arabic')
    )
      continue;
    const next = context.units[unit.index + 1];
    if (next === undefined || next.section === '' || next.afterTable !== unit.afterTable) continue;
    const rank = unit.section.split('.').length;
    if (next.section === unit.section || !next.heading || next.section.split('.').length > rank) continue;
    if (!isTitle(unit) || /:\s*\S/u.test(unit.text)) continue;
    context.add('D03', `Mục ${unit.section} không có nội dung; nếu không có gì thì ghi «Không phát sinh»`, [
      unitEvidence(unit),
    ]);
  }
}

/** A numbered task ("1. Tiếp tục rà soát …") says something by itself. */
function isTitle(unit: TextUnit): boolean {
  const first = unit.canonical.slice(unit.contentFrom).trim();
  return !/^(?:tiếp tục|duy trì|thực hiện|tuyên truyền|đề nghị|kiến nghị|tăng cường|đẩy mạnh|phối hợp|nâng cao|rà soát các|chỉ đạo|thường xuyên|tổ chức|triển khai thực hiện|quán triệt|bố trí|biểu|phụ lục)/u.test(
    first,
  );
}

/** D03: an item that only announces its subject. */
function announcingItems(context: RuleContext): void {
  const heads = context.law.words.announcingHeads.map(canonicalLabel);
  const predicates = context.law.words.predicates.map(canonicalLabel);
  for (const unit of context.units) {
    if (unit.annex || (unit.marker !== 'dash' && unit.marker !== 'plus')) continue;
    const content = unit.canonical
      .slice(unit.contentFrom)
      .replace(/[\s*]+$/u, '')
      .trim();
    if (!heads.some((head) => content.startsWith(`${head} `)) || /:\s*\S/u.test(content)) continue;
    const says =
      predicates.some((word) => new RegExp(`(?<![\\p{L}])${word}(?![\\p{L}])`, 'u').test(content)) ||
      scanNumbers(content).some(
        (token) => token.kind === 'count' || token.kind === 'percent' || token.kind === 'ratio',
      );
    if (says || hasBody(context, unit)) continue;
    context.add(
      'D03',
      `Mục «${unit.text.slice(unit.contentFrom).trim().slice(0, 90)}» chỉ nêu tên mà không có nội dung; nếu không có gì thì ghi «Không phát sinh»`,
      [unitEvidence(unit)],
    );
  }
}

/** What follows belongs to the item when it stands deeper, or is plain text after a colon. */
function hasBody(context: RuleContext, unit: TextUnit): boolean {
  const next = context.units[unit.index + 1];
  if (next === undefined || next.section !== unit.section) return false;
  if (next.parent === unit.index) return true;
  return next.marker === 'none' && (/:\s*$/u.test(unit.text) || sharesWords(unit, next));
}

/** Plain text under an item is its content when it takes up the item's own words. */
function sharesWords(item: TextUnit, text: TextUnit): boolean {
  const words = (of: TextUnit): Set<string> =>
    new Set(of.canonical.split(/[^\p{L}]+/u).filter((word) => word.length >= 4));
  const own = words(item);
  const shared = [...words(text)].filter((word) => own.has(word)).length;
  return shared >= 3;
}

/** D04: asks for a result and only cites a rule. */
function itemsWithoutResult(context: RuleContext): void {
  for (const unit of context.units) {
    if (unit.annex || unit.heading) continue;
    const colon = unit.canonical.indexOf(':');
    if (colon < 0) continue;
    const subject = unit.canonical.slice(0, colon);
    const body = unit.canonical.slice(colon + 1);
    if (!context.law.words.resultItems.some((word) => subject.includes(canonicalLabel(word)))) continue;
    const figures = scanNumbers(body).some(
      (token) => token.kind === 'count' || token.kind === 'percent' || token.kind === 'ratio',
    );
    if (figures || /không|chưa/u.test(body) || body.trim() === '' || !/(?:theo|thực hiện)\s/u.test(body)) continue;
    context.add(
      'D04',
      'Mục này hỏi kết quả khen thưởng, xử lý nhưng chỉ dẫn văn bản, không có số liệu; nêu số người, số việc hoặc ghi «Không phát sinh»',
      [unitEvidence(unit)],
    );
  }
}

/** N02: typed numbers of sections and lists. */
function sectionNumbers(context: RuleContext): void {
  const runs = new Map<string, number[]>();
  for (const unit of context.units) {
    if (
      !unit.typed ||
      (unit.marker !== 'capital' && unit.marker !== 'roman' && unit.marker !== 'arabic' && unit.marker !== 'letter')
    )
      continue;
    if (unit.marker === 'letter' && !unit.heading) continue;
    const key = `${unit.annex}/${unit.marker}/${unit.marker === 'capital' ? '' : levelKey(unit)}`;
    const stack = runs.get(key) ?? [];
    runs.set(key, stack);
    // A list inside a list begins again at 1; a second 1 that nothing follows is a slip.
    if (unit.number === 1 && (stack.at(-1) !== 1 || continues(context, unit))) {
      stack.push(1);
      continue;
    }
    const at = stack.findLastIndex((last) => last + 1 === unit.number);
    if (at >= 0) {
      stack.length = at + 1;
      stack[at] = unit.number;
      continue;
    }
    const expected = (stack.at(-1) ?? 0) + 1;
    context.add(
      'N02',
      `Số mục «${unit.text.slice(0, unit.contentFrom).replace(/[*\s]/gu, '')}» không liên tục, phải là ${unit.marker === 'roman' ? (['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'][expected] ?? expected) : expected}`,
      [unitEvidence(unit, 0, Math.min(unit.text.length, unit.contentFrom + 60))],
    );
    // Later numbers that go on from here are right again.
    if (stack.length === 0) stack.push(unit.number);
    else
      stack[stack.length - 1] = context.units
        .slice(unit.index + 1)
        .some(
          (next) =>
            next.marker === unit.marker &&
            next.number === unit.number + 1 &&
            next.section.split('.').length === unit.section.split('.').length,
        )
        ? unit.number
        : expected;
  }
}

function continues(context: RuleContext, unit: TextUnit): boolean {
  const next = context.units.slice(unit.index + 1).find((other) => other.typed && other.marker === unit.marker);
  return next !== undefined && next.number === unit.number + 1;
}

/** Arabic numbers run within their Roman section, letters within their Arabic one. */
function levelKey(unit: TextUnit): string {
  return unit.section.split('.').slice(0, -1).join('.');
}

/** N02: `(1) …; (2) …` in one paragraph. */
function inlineNumbers(context: RuleContext): void {
  for (const unit of context.units) {
    const marks = [...unit.text.matchAll(/\((\d{1,2})\)(?=\s*\p{L})/gu)];
    if (marks.length < 2) continue;
    for (const [i, mark] of marks.entries()) {
      if (Number(mark[1]) === i + 1) continue;
      context.add('N02', `Số thứ tự «${mark[0]}» trong đoạn không liên tục, phải là (${i + 1})`, [
        unitEvidence(unit, mark.index, Math.min(unit.text.length, mark.index + 50)),
      ]);
      break;
    }
  }
}

/** What the section, the article or the form is numbered by, not how many. */
const NAMED_BY_NUMBER = /(?<![\p{L}])(?:mục|điểm|điều|khoản|biểu|phụ lục|bước|tiêu chí|chỉ số|phiên bản)\s+$/u;

/** N05: a figure whose digits are grouped as no number is. */
function misgroupedFigures(context: RuleContext): void {
  for (const unit of context.units) {
    for (const token of unit.tokens) {
      if (token.kind !== 'misgrouped' || token.from < unit.contentFrom) continue;
      const before = unit.canonical.slice(0, token.from);
      const behind = /^\s?(\p{L}+(?: sơ)?)/u.exec(unit.text.slice(token.to))?.[1] ?? '';
      // "tại mục 2.1 hồ sơ …", "…: 2.1 Hồ sơ trực tuyến" number a passage; an average has decimals.
      if (NAMED_BY_NUMBER.test(before)) continue;
      if (/^\p{Lu}\p{Ll}/u.test(behind) && !/^(?:Đồng|Vnđ|Vnd)/u.test(behind)) continue;
      const sentence = before.slice(sentenceStart(unit.canonical, 0, token.from));
      if (token.separators === 1 && /bình quân|trung bình|mỗi/u.test(sentence)) continue;
      context.add(
        'N05',
        `«${token.raw} ${behind}» không phải cách viết của một số: mỗi nhóm sau dấu chấm phải đủ ba chữ số; không rõ là số nào`,
        [
          unitEvidence(
            unit,
            token.from,
            token.to + (/^\s?/.exec(unit.text.slice(token.to))?.[0].length ?? 0) + behind.length,
          ),
        ],
      );
    }
  }
}

/** N03: `00` hides whether nothing happened or nothing was counted. */
function paddedFigures(context: RuleContext): void {
  const zeros = context.facts.filter((fact) => fact.padded && (fact.value ?? fact.percent?.value.digits) === 0);
  if (zeros.length === 0) return;
  context.add(
    'N03',
    `Số liệu ghi «00» ở ${zeros.length} chỗ; số tiền, tỷ lệ và số hồ sơ ghi «0» hoặc «Không phát sinh»`,
    zeros.map((fact) => fact.evidence),
  );
}
