/**
 * The definitions with which a report is made: chosen by the last day of its period, checked once, hashed. A closed
 * report carries them along and is built again with those, not with today's.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { FormDefinition, IndicatorDefinition, NarrativeDefinition } from '../../core/reporting/definition.ts';
import { effectiveOn, formProblems } from '../../core/reporting/form-engine.ts';
import { IndicatorCatalogue } from '../../core/reporting/indicators.ts';
import { indicatorsOfNarrative } from '../../core/reporting/narrative-engine.ts';
import type { ReportingPeriod } from '../../core/reporting/period.ts';
import { formatDate } from '../../core/time/plain-date.ts';
import { FORMS, INDICATORS, NARRATIVES } from '../../law/index.ts';
import { ServiceError } from '../errors.ts';

export interface ReportDefinitions {
  readonly forms: readonly FormDefinition[];
  readonly narrative: NarrativeDefinition;
  readonly indicators: readonly IndicatorDefinition[];
}

export interface LoadedDefinitions extends ReportDefinitions {
  readonly catalogue: IndicatorCatalogue;
  /** sha256 of the canonical text of everything above. */
  readonly hash: string;
  readonly text: string;
  readonly formHashes: ReadonlyMap<string, string>;
  /** Indicators that a form or the text uses, with all they rest on. */
  readonly used: readonly string[];
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Checks and hashes definitions. @throws Error when they contradict themselves: a fault of the law's data, not of a user */
export function loadDefinitions(definitions: ReportDefinitions): LoadedDefinitions {
  const catalogue = new IndicatorCatalogue(definitions.indicators);
  const problems = definitions.forms.flatMap((form) => formProblems(form, catalogue));
  const wanted = [...indicatorsOfNarrative(definitions.narrative), ...definitions.forms.flatMap(indicatorsOfForm)];
  for (const id of wanted)
    if (!catalogue.has(id)) problems.push(`Thuyết minh hoặc biểu dùng chỉ tiêu không có: «${id}».`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const used = catalogue.closureOf(wanted);
  const kept: ReportDefinitions = {
    forms: definitions.forms,
    narrative: definitions.narrative,
    indicators: used.map((id) => catalogue.get(id)),
  };
  const text = canonicalJson(kept);
  return {
    ...kept,
    catalogue,
    text,
    hash: sha256(text),
    used,
    formHashes: new Map(
      definitions.forms.map((form) => {
        const own = catalogue.closureOf(indicatorsOfForm(form)).map((id) => catalogue.get(id));
        return [form.code, sha256(canonicalJson({ form, indicators: own }))];
      }),
    ),
  };
}

function indicatorsOfForm(form: FormDefinition): string[] {
  return form.parts.flatMap((part) =>
    part.columns.flatMap((column) => (column.content.kind === 'indicator' ? [column.content.indicator] : [])),
  );
}

const cache = new Map<string, LoadedDefinitions>();

/** Definitions in force on the last day of a period. @throws ServiceError where the law inside has none for it */
export function definitionsFor(period: ReportingPeriod): LoadedDefinitions {
  const cached = cache.get(period.through);
  if (cached !== undefined) return cached;
  const codes = [...new Set(FORMS.map((form) => form.code))].sort();
  const forms = codes.map((code) =>
    effectiveOn(
      FORMS.filter((form) => form.code === code),
      period.through,
    ),
  );
  const narrative = effectiveOn(NARRATIVES, period.through);
  const missing = codes.filter((_, index) => forms[index] === undefined);
  if (missing.length > 0 || narrative === undefined) {
    const first = FORMS.map((form) => form.effectiveFrom).sort()[0];
    throw new ServiceError(
      'NO_DEFINITION',
      `Chưa có mẫu biểu cho kỳ báo cáo kết thúc ngày ${formatDate(period.through)}; mẫu biểu trong hệ thống áp dụng cho kỳ kết thúc từ ngày ${first === undefined ? '–' : formatDate(first)}.`,
    );
  }
  const loaded = loadDefinitions({ forms: forms as FormDefinition[], narrative, indicators: INDICATORS });
  cache.set(period.through, loaded);
  return loaded;
}

/** A form by its code or short code, in any case. @throws ServiceError with the forms there are */
export function requireForm<T extends { readonly code: string; readonly shortCode: string }>(
  forms: readonly T[],
  wanted: string,
): T {
  const text = wanted.trim().toLowerCase();
  const form = forms.find(
    (candidate) => candidate.code.toLowerCase() === text || candidate.shortCode.toLowerCase() === text,
  );
  if (form === undefined) {
    throw new ServiceError(
      'UNKNOWN_FORM',
      `Không có biểu «${wanted}». Các biểu của kỳ này: ${forms.map((candidate) => candidate.shortCode).join(', ')}.`,
    );
  }
  return form;
}
