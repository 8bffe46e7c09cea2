/** The form of a receipt as a page, and the procedure and person that a posted one is about. */
import type { DeskProcedure } from '../../../services/reception/desk.ts';
import { loadPerson, type MaskedPerson } from '../../../services/reception/find-people.ts';
import { loadProcedureForDesk } from '../../../services/reception/prepare-receipt.ts';
import type { FormState } from '../../components/form.tsx';
import { type AppContext, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { page } from '../../page.tsx';
import type { ReadReceipt } from './receipt-form.ts';
import { ReceiptPage } from './receipt-page.tsx';

export const CRUMBS = [{ label: 'Tiếp nhận hồ sơ', href: '/tiep-nhan' }];

export function showForm(
  c: AppContext,
  procedure: DeskProcedure,
  person: MaskedPerson | undefined,
  form: FormState,
): Response {
  return page(
    c,
    { title: procedure.name, crumbs: [...CRUMBS, { label: procedure.code }], form },
    <ReceiptPage procedure={procedure} person={person} form={form} />,
  );
}

/** Procedure and person of a posted form; a response where they are gone. */
export async function placeOf(
  c: AppContext,
  read: ReadReceipt,
): Promise<{ readonly procedure: DeskProcedure; readonly person: MaskedPerson | undefined } | Response> {
  const user = signedIn(c);
  const procedure = await loadProcedureForDesk(c.get('deps').installation, {
    user,
    procedureCode: read.raw.procedureCode,
  });
  if (procedure === undefined) return notFound(c, 'Danh mục đang có hiệu lực không có thủ tục này.');
  const person =
    read.raw.personId === ''
      ? undefined
      : await loadPerson(c.get('deps').installation, { user, personId: read.raw.personId });
  return { procedure, person };
}
