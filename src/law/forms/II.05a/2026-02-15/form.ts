/** Biểu II.05a for periods ending on or after 15/02/2026: its circular's annex could not be read, so the form before it stands in. */
import type { FormDefinition } from '../../../../core/reporting/definition.ts';
import { FORM as BEFORE } from '../2020-12-15/form.ts';

export const FORM = {
  ...BEFORE,
  pack: 'TT5-2025',
  effectiveFrom: '2026-02-15' as FormDefinition['effectiveFrom'],
  effectiveThrough: null,
  status: 'provisional',
  statusNote: 'Mẫu của Thông tư 5/2025/TT-VPCP chưa đối chiếu được; tạm dùng bố cục của Thông tư 01/2020/TT-VPCP',
  legalBasis: ['TT 5/2025/TT-VPCP', ...BEFORE.legalBasis],
} as const satisfies FormDefinition;
