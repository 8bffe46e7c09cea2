/** Loading the report that an address names, and saying why where there is none. */
import { ServiceError } from '../../../services/errors.ts';
import { readReport } from '../../../services/report/report-view.ts';
import { type AppContext, signedIn } from '../../env.ts';
import { errorPage, notFound, type TroubleName } from '../../errors.tsx';
import type { ReportFrame } from './frame.tsx';
import { whichOf } from './query.ts';

/** Refusals of what is there but cannot be done now; what is not here does not exist. */
const NOT_NOW: Readonly<Record<string, TroubleName>> = {
  PERIOD_NOT_BEGUN: 'notYet',
  PERIOD_NOT_OVER: 'notYet',
  NOT_CLOSED: 'notYet',
  NOT_NUMBERED: 'notYet',
  ALREADY_SIGNED: 'alreadyDone',
};

/** A refusal of a service becomes a page that says why. */
export async function orRefusal(c: AppContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === 'FORBIDDEN') return errorPage(c, 403, 'forbidden', error.message);
    const trouble = NOT_NOW[error.code];
    return trouble === undefined ? notFound(c, error.message) : errorPage(c, 409, trouble, error.message);
  }
}

/** The report that the address names, with all that its frame needs. */
export async function frameOf(c: AppContext, live = false): Promise<ReportFrame> {
  const which = live ? { period: whichOf(c).period, live } : whichOf(c);
  return { ...(await readReport(c.get('deps').installation, { actor: signedIn(c), ...which })), which };
}
