/** Danh mục chỉ tiêu: every figure that a form or the text may show. */
import type { IndicatorDefinition } from '../../core/reporting/definition.ts';
import { DOSSIER_INDICATORS } from './dossiers.ts';
import { PROCEDURE_INDICATORS } from './procedures.ts';
import { ACTIVITY_INDICATORS, FEEDBACK_INDICATORS, REVIEW_INDICATORS } from './registers.ts';

export const INDICATORS: readonly IndicatorDefinition[] = [
  ...DOSSIER_INDICATORS,
  ...PROCEDURE_INDICATORS,
  ...FEEDBACK_INDICATORS,
  ...REVIEW_INDICATORS,
  ...ACTIVITY_INDICATORS,
];
