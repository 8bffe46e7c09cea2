/**
 * From the outline to the text of the report (thuyết minh). Every figure is a run bound to its indicator: no number is
 * typed. A share always says what it is a share of.
 */
import type { NarrativeDefinition, NarrativeParagraph, NarrativeSection } from './definition.ts';
import { formatInteger, formatPercent } from './format.ts';
import type { IndicatorCatalogue } from './indicators.ts';
import type { ParagraphModel, Run, SectionModel } from './model.ts';

/** The unit's own words for a section, from its registers. */
export interface NarrativeEntry {
  readonly section: string;
  readonly kind: string;
  readonly style: 'paragraph' | 'bullet' | 'subBullet';
  readonly text: string;
}

export interface NarrativeInputs {
  readonly valueOf: (indicator: string) => number | null;
  readonly entries: readonly NarrativeEntry[];
  /** Numbers of forms by short code, for "(kèm theo biểu …)": only those that are attached. */
  readonly attachedForms: ReadonlyMap<string, string>;
}

const PLACEHOLDER = /\{([A-Za-z][\w.]*)(?:\|(ratio))?\}/g;

/** Identifiers of all indicators that the outline uses. */
export function indicatorsOfNarrative(definition: NarrativeDefinition): string[] {
  const ids = new Set<string>();
  for (const section of definition.sections) {
    for (const paragraph of section.paragraphs) {
      for (const match of paragraph.text.matchAll(PLACEHOLDER)) ids.add(match[1] as string);
      if (paragraph.whenAbove !== undefined) ids.add(paragraph.whenAbove);
      if (paragraph.whenZero !== undefined) ids.add(paragraph.whenZero);
    }
  }
  return [...ids].sort();
}

function ratioRuns(id: string, catalogue: IndicatorCatalogue, read: NarrativeInputs['valueOf']): Run[] {
  const definition = catalogue.get(id);
  if (definition.kind !== 'ratio') throw new Error(`«${id}» không phải tỷ lệ.`);
  const numerator = read(definition.numerator) ?? 0;
  const denominator = read(definition.denominator) ?? 0;
  const value = read(id);
  const runs: Run[] = [
    { figure: definition.numerator, text: formatInteger(numerator), value: numerator },
    { text: '/' },
    { figure: definition.denominator, text: formatInteger(denominator), value: denominator },
  ];
  runs.push({ text: ` ${definition.denominatorName}` });
  if (value === null) runs.push({ text: ' (không tính tỷ lệ vì mẫu số bằng 0)' });
  else {
    runs.push({ text: ', đạt tỷ lệ ' });
    runs.push({
      figure: id,
      text: formatPercent(value),
      value,
      numerator,
      denominator,
      denominatorName: definition.denominatorName,
    });
  }
  return runs;
}

function paragraphRuns(paragraph: NarrativeParagraph, catalogue: IndicatorCatalogue, inputs: NarrativeInputs): Run[] {
  const runs: Run[] = [];
  let last = 0;
  for (const match of paragraph.text.matchAll(PLACEHOLDER)) {
    if (match.index > last) runs.push({ text: paragraph.text.slice(last, match.index) });
    const id = match[1] as string;
    if (match[2] === 'ratio') runs.push(...ratioRuns(id, catalogue, inputs.valueOf));
    else {
      const value = inputs.valueOf(id);
      const percent = catalogue.get(id).kind === 'ratio';
      runs.push({
        figure: id,
        text: value === null ? '–' : percent ? formatPercent(value) : formatInteger(value),
        value,
      });
    }
    last = match.index + match[0].length;
  }
  if (last < paragraph.text.length) runs.push({ text: paragraph.text.slice(last) });
  return runs;
}

function buildSection(section: NarrativeSection, catalogue: IndicatorCatalogue, inputs: NarrativeInputs): SectionModel {
  const paragraphs: ParagraphModel[] = [];
  for (const paragraph of section.paragraphs) {
    if (paragraph.whenAbove !== undefined && !((inputs.valueOf(paragraph.whenAbove) ?? 0) > 0)) continue;
    if (paragraph.whenZero !== undefined && (inputs.valueOf(paragraph.whenZero) ?? 0) !== 0) continue;
    paragraphs.push({ style: paragraph.style, runs: paragraphRuns(paragraph, catalogue, inputs) });
  }
  for (const kind of section.entries ?? []) {
    for (const entry of inputs.entries) {
      if (entry.section === section.id && entry.kind === kind)
        paragraphs.push({ style: entry.style, runs: [{ text: entry.text }] });
    }
  }
  for (const shortCode of section.attachments ?? []) {
    const code = inputs.attachedForms.get(shortCode);
    if (code !== undefined)
      paragraphs.push({ style: 'note', runs: [{ text: `(Kèm theo Biểu số ${code})`, emphasis: 'italic' }] });
  }
  if (paragraphs.length === 0 && section.emptyText !== '')
    paragraphs.push({ style: 'paragraph', runs: [{ text: section.emptyText }] });
  return { id: section.id, number: section.number, level: section.level, title: section.title, paragraphs };
}

/** Thuyết minh: sections in the order of the outline; one with nothing to say says so. */
export function buildNarrative(
  definition: NarrativeDefinition,
  catalogue: IndicatorCatalogue,
  inputs: NarrativeInputs,
): SectionModel[] {
  return definition.sections.map((section) => buildSection(section, catalogue, inputs));
}
