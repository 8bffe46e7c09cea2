/** Đề cương báo cáo for periods ending on or after 15/02/2026: the outline before it stands in until the circular is read. */
import type { NarrativeDefinition } from '../../../core/reporting/definition.ts';
import { NARRATIVE as BEFORE } from '../2020-12-15/narrative.ts';

export const NARRATIVE = {
  ...BEFORE,
  pack: 'TT5-2025',
  effectiveFrom: '2026-02-15' as NarrativeDefinition['effectiveFrom'],
  effectiveThrough: null,
  status: 'provisional',
  legalBasis: ['TT 5/2025/TT-VPCP', ...BEFORE.legalBasis],
} as const satisfies NarrativeDefinition;
