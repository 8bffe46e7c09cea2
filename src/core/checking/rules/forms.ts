/** Forms named in the text against forms attached: codes, titles, periods, receivers (biểu mẫu, phụ lục đính kèm). */
import { canonicalLabel } from '../canonical.ts';
import { type RuleContext, unitEvidence } from '../context.ts';
import type { Evidence } from '../finding.ts';
import type { FormTopic } from '../law.ts';
import { ATTACHMENT_LIST, type TextUnit } from '../outline.ts';
import { FORM_CODE, shortCodeIn, shortCodesIn } from '../tables.ts';

export function checkForms(context: RuleContext): void {
  const listed = listedForms(context);
  attachments(context, listed);
  codesAndSubjects(context, listed);
  partiesOfForms(context);
}

interface ListedForm {
  readonly unit: TextUnit;
  /** Null for a local annex. */
  readonly shortCode: string | null;
  /** `phụ lục 05` */
  readonly annex: string | null;
}

const ANNEX = /phụ lục\s+(?:số\s+)?(?<number>\d+|[ivx]+)(?![\p{L}\d])/u;

/** The list under "Đính kèm các biểu mẫu sau:". */
function listedForms(context: RuleContext): readonly ListedForm[] {
  const start = context.units.findIndex((unit) => ATTACHMENT_LIST.test(unit.canonical));
  if (start < 0) return [];
  const listed: ListedForm[] = [];
  for (const unit of context.units.slice(start)) {
    if (
      unit.index > start &&
      /^[\s*]*(?:nơi nhận|tm\.|kt\.|q\.|biểu số)/u.test(unit.canonical) &&
      unit.marker === 'none'
    )
      break;
    const shortCodes = shortCodesIn(unit.text);
    const annex = ANNEX.exec(unit.canonical);
    if (shortCodes.length > 0) listed.push(...shortCodes.map((shortCode) => ({ unit, shortCode, annex: null })));
    else if (annex !== null && unit.index > start) listed.push({ unit, shortCode: null, annex: annex[0] });
    else if (listed.length > 0 && unit.marker === 'none') break;
  }
  return listed;
}

/** F03: listed and absent. F04: attached and not listed. */
function attachments(context: RuleContext, listed: readonly ListedForm[]): void {
  if (listed.length === 0) return;
  const inList = new Set(listed.map((form) => form.unit.index));
  const headings = context.units.filter(
    (unit) => !inList.has(unit.index) && unit.index > (listed[0] as ListedForm).unit.index,
  );
  const attached = new Set(context.tables.flatMap((table) => (table.formCode === null ? [] : [table.formCode])));
  for (const unit of headings) {
    if (/^[\s*]*biểu/u.test(unit.canonical)) {
      const code = shortCodeIn(unit.text);
      if (code !== null) attached.add(code);
    }
  }
  for (const form of listed) {
    const present =
      form.shortCode !== null
        ? attached.has(form.shortCode)
        : headings.some((unit) =>
            unit.canonical
              .trimStart()
              .replace(/^\*+/, '')
              .startsWith(form.annex as string),
          );
    if (present) continue;
    const name = form.shortCode === null ? capital(form.annex as string) : `Biểu ${form.shortCode}`;
    context.add(
      'F03',
      `${name} có trong danh sách đính kèm nhưng không có trong tệp; đính kèm biểu hoặc bỏ khỏi danh sách`,
      [unitEvidence(form.unit)],
    );
  }
  for (const table of context.tables) {
    if (table.formCode === null || listed.some((form) => form.shortCode === table.formCode) || table.formUnit === null)
      continue;
    if (context.tables.find((other) => other.formCode === table.formCode) !== table) continue;
    context.add('F04', `${table.place} được đính kèm nhưng không có trong danh sách đính kèm`, [
      unitEvidence(table.formUnit),
    ]);
  }
}

/** How many of a subject's words the text has. */
const touches = (topic: FormTopic, text: string): number =>
  topic.words.filter((word) => text.includes(canonicalLabel(word))).length;

function bestTopics(context: RuleContext, text: string): readonly FormTopic[] {
  const scored = context.law.formTopics.map((topic) => ({ topic, score: touches(topic, text) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ topic }) => topic);
}

/** F01: a code beside the subject of another form. */
function codesAndSubjects(context: RuleContext, listed: readonly ListedForm[]): void {
  const titleOf = new Map(listed.flatMap((form) => (form.shortCode === null ? [] : [[form.shortCode, form] as const])));
  for (const unit of context.units) {
    const match = FORM_CODE.exec(unit.text);
    const code = match === null ? null : shortCodeIn(unit.text);
    if (match === null || code === null) continue;
    // In a list on one line, what stands behind the next code is the next form's.
    const rest = unit.canonical.slice(match.index + match[0].length).split(FORM_CODE, 1)[0] as string;
    const heads =
      /^[\s*]*biểu/u.test(unit.canonical) && unit.annex && !titleOf.has(code) ? headLines(context, unit) : '';
    const inAnnex =
      /^[\s*]*biểu/u.test(unit.canonical) && !listed.some((form) => form.unit === unit) && unit.marker === 'none';
    const own = bestTopics(context, inAnnex ? headLines(context, unit) || heads || rest : rest);
    const subject = own.length > 0 ? own : inAnnex ? [] : surroundingTopics(context, unit);
    if (subject.length === 0 || subject.some((topic) => topic.shortCode === code)) continue;
    const known = context.law.formTopics.find((topic) => topic.shortCode === code);
    if (known === undefined) continue;
    const listedHere = titleOf.get(code);
    const evidence: Evidence[] = [unitEvidence(unit)];
    if (listedHere !== undefined && listedHere.unit !== unit) evidence.push(unitEvidence(listedHere.unit));
    context.add(
      'F01',
      `Biểu ${code} là «${known.title}» nhưng ở đây nói về «${(subject[0] as FormTopic).title}»; có lẽ là Biểu ${subject.map((topic) => topic.shortCode).join(' hoặc ')}`,
      evidence,
    );
  }
}

/** The title lines of an attached form: what stands between its code and its table. */
function headLines(context: RuleContext, unit: TextUnit): string {
  const lines: string[] = [];
  for (const next of context.units.slice(unit.index + 1, unit.index + 5)) {
    if (/kỳ báo cáo|đơn vị/u.test(next.canonical)) break;
    lines.push(next.canonical);
  }
  return lines.join(' ');
}

/** A bare code speaks of the paragraph before it, else of its section. */
function surroundingTopics(context: RuleContext, unit: TextUnit): readonly FormTopic[] {
  const before = context.units[unit.index - 1];
  const near = `${before !== undefined && before.section === unit.section && !before.heading ? before.canonical : ''} ${unit.canonical.replace(FORM_CODE, ' ')}`;
  const topics = bestTopics(context, near);
  return topics.length > 0 ? topics : bestTopics(context, canonicalLabel(unit.sectionTitle));
}

/** F05: receivers differ between forms. F06: reporters differ. */
function partiesOfForms(context: RuleContext): void {
  const parties = (label: RegExp): { name: string; unit: TextUnit; place: string }[] =>
    context.tables.flatMap((table) => {
      for (const [i, unit] of table.head.entries()) {
        const match = label.exec(unit.canonical);
        if (match === null) continue;
        const same = unit.text.slice(match.index + match[0].length).trim();
        const lines = same !== '' ? [same] : followingLines(table.head.slice(i + 1));
        const name = lines
          .join(' ')
          .replace(/[.\s]+$/u, '')
          .trim();
        const at = same !== '' ? unit : (table.head[i + 1] ?? unit);
        if (name !== '') return [{ name, unit: at, place: table.place }];
      }
      return [];
    });
  compareParties(context, 'F05', 'Đơn vị nhận báo cáo', parties(/đơn vị nhận(?: báo cáo)?\s*:\s*/u));
  compareParties(context, 'F06', 'Đơn vị báo cáo', parties(/đơn vị(?: gửi)? báo cáo\s*:\s*/u));
}

function followingLines(lines: readonly TextUnit[]): string[] {
  const taken: string[] = [];
  for (const line of lines.slice(0, 3)) {
    if (/:|^\s*đơn vị tính/u.test(line.canonical) || line.marker === 'dash' || line.marker === 'roman') break;
    taken.push(line.text.trim());
  }
  return taken;
}

/** UBND and Ủy ban nhân dân, TP and thành phố are the same words. */
function plainName(name: string): string {
  return canonicalLabel(name)
    .replace(/ủy ban nhân dân/gu, 'ubnd')
    .replace(/thành phố|tp\./gu, 'tp')
    .replace(/[.,\s]+/gu, ' ')
    .trim();
}

function compareParties(
  context: RuleContext,
  code: 'F05' | 'F06',
  what: string,
  parties: readonly { name: string; unit: TextUnit; place: string }[],
): void {
  const first = parties[0];
  for (const other of parties.slice(1)) {
    if (first === undefined || plainName(other.name) === plainName(first.name)) continue;
    context.add(code, `${what} khác nhau: ${first.place} ghi «${first.name}», ${other.place} ghi «${other.name}»`, [
      unitEvidence(first.unit),
      unitEvidence(other.unit),
    ]);
  }
}

const capital = (text: string): string => (text[0] ?? '').toUpperCase() + text.slice(1);
