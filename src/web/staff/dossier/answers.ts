/** Refusals of services as pages (câu trả lời lỗi): what is not there, what is not allowed. */
import { ServiceError } from '../../../services/errors.ts';
import type { AppContext } from '../../env.ts';
import { errorPage, notFound } from '../../errors.tsx';

/** The page for a refusal that no field can mend; any other error is thrown on. */
export function refusalPage(c: AppContext, error: unknown): Response {
  if (error instanceof ServiceError && error.code === 'NOT_FOUND') return notFound(c, error.message);
  if (error instanceof ServiceError && error.code === 'FORBIDDEN') return errorPage(c, 403, 'forbidden', error.message);
  throw error;
}

/** The code in the address of a dossier's page. */
export const codeOf = (c: AppContext): string => (c.req.param('code') ?? '').slice(0, 64);
