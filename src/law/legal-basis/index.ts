/** Căn cứ pháp lý: every act that the program leans on, once. What cites a basis elsewhere in `law/` cites one of these. */
import type { LegalAct } from './act.ts';
import { CONTROL_ACTS } from './control.ts';
import { DIGITAL_ACTS } from './digital.ts';
import { ONE_STOP_ACTS } from './one-stop.ts';
import { SUBSTANCE_ACTS } from './substance.ts';

export const LEGAL_ACTS: readonly LegalAct[] = [...CONTROL_ACTS, ...ONE_STOP_ACTS, ...DIGITAL_ACTS, ...SUBSTANCE_ACTS];

/** The act with that code, or the one that a citation such as `NĐ 09/2019/NĐ-CP Điều 12` begins with. */
export function actCited(citation: string): LegalAct | undefined {
  return LEGAL_ACTS.find(({ code }) => citation === code || citation.startsWith(`${code} `));
}
