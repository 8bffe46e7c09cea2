/** Requests for completion and refusals at the counter: from the form as far as it was filled in, to the printed slip. */
import { z } from 'zod';
import { missingPapers } from '../../../core/reception/papers.ts';
import { slipNumber } from '../../../core/reception/slip.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import {
  listTurnedAwaySlips,
  MOST_REASONS,
  type RawReason,
  reasonField,
  turnAway,
} from '../../../services/reception/turn-away.ts';
import type { FormState } from '../../components/form.tsx';
import { DescriptionList, EmptyState, PageHeading, Table } from '../../components/index.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { formBody } from '../../forms/body.ts';
import { readFields } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { slipHref } from './done-page.tsx';
import { REASON_LINES, Reasons, type TurnKind, turnTitle } from './reasons-page.tsx';
import { hiddenFields, type ReadReceipt, readReceipt } from './receipt-form.ts';
import { placeOf, showForm } from './show-form.tsx';

/** Whether what was typed holds what no form may hold; the form has the sentences. */
export const isHostile = (form: FormState): boolean => Object.keys(form.errors).length > 0;

/** Reasons as they were typed. */
export async function readReasons(c: AppContext): Promise<{
  readonly kind: TurnKind;
  readonly lines: number;
  readonly reasons: readonly RawReason[];
  readonly form: FormState;
  readonly note: string;
}> {
  const body = await formBody(c);
  const kind: TurnKind = body.fields.get('loai')?.[0] === 'refusal' ? 'refusal' : 'completion';
  const count = Number(body.fields.get('reasonCount')?.[0] ?? 0);
  const lines = Number.isInteger(count) && count > 0 ? Math.min(count, MOST_REASONS) : 0;
  const names = Array.from({ length: lines }, (_, index) => [
    reasonField(index, 'text'),
    reasonField(index, 'basis'),
  ]).flat();
  const { form } = readFields(body, z.object(Object.fromEntries([...names, 'note'].map((name) => [name, z.string()]))));
  const at = (name: string): string => form.typed[name]?.[0] ?? '';
  return {
    kind,
    lines: lines === 0 ? REASON_LINES : lines,
    note: at('note'),
    form,
    reasons: Array.from({ length: lines }, (_, index) => ({
      text: at(reasonField(index, 'text')),
      legalBasis: at(reasonField(index, 'basis')),
    })),
  };
}

export function turnAwayPages(app: AppRouter): void {
  app.post('/tiep-nhan/tra-lai', requires('dossier.receive'), async (c) => {
    const read = await readReceipt(c);
    const { kind } = await readReasons(c);
    const missing = missingPapers(read.raw.papers.map((paper) => ({ ...paper, form: 'original', copies: 1 })));
    const typed: Record<string, readonly string[]> = {};
    if (kind === 'completion') {
      for (const [index, paper] of missing.entries()) typed[reasonField(index, 'text')] = [`Nộp ${paper.name}`];
    }
    const lines = Math.min(Math.max(REASON_LINES, missing.length + 1), MOST_REASONS);
    return showReasons(c, read, kind, lines, { typed, errors: {} });
  });
  app.post('/tiep-nhan/tra-lai/ghi', requires('dossier.receive'), async (c) => {
    const read = await readReceipt(c);
    const given = await readReasons(c);
    const place = await placeOf(c, read);
    if (place instanceof Response) return place;
    // What no form may hold (invisible characters, endless text) stops here: what is accepted is printed and signed.
    if (read.hostile) return showForm(c, place.procedure, place.person, read.form);
    if (isHostile(given.form)) return showReasons(c, read, given.kind, given.lines, given.form);
    const deps = c.get('deps');
    const answer = await turnAway(deps.installation, deps.random, {
      user: signedIn(c),
      formKey: read.onceKey,
      kind: given.kind,
      procedureCode: read.raw.procedureCode,
      personId: read.raw.personId,
      correctsId: read.raw.correctsId,
      person: read.raw.person,
      request: read.raw.request,
      reasons: given.reasons,
      note: given.note,
    });
    if (answer.ok) {
      flash(
        c,
        'success',
        given.kind === 'refusal'
          ? 'Đã lập phiếu từ chối. Hãy in và giao cho người nộp.'
          : 'Đã lập phiếu yêu cầu bổ sung. Hãy in và giao cho người nộp.',
      );
      return c.redirect(`/phieu/${answer.kind}/${answer.year}/${answer.number}`, 303);
    }
    const ofReasons = Object.keys(answer.errors).filter(
      (name) => name.startsWith('reason-') || name === 'note' || name === '',
    );
    // What is wrong with the applicant is mended on the form that it was typed on.
    if (ofReasons.length === 0) {
      return showForm(c, place.procedure, place.person, { typed: read.form.typed, errors: answer.errors });
    }
    return showReasons(c, read, given.kind, given.lines, { typed: given.form.typed, errors: answer.errors });
  });
  app.get('/tiep-nhan/tra-lai', requires('dossier.receive'), async (c) => {
    const slips = await listTurnedAwaySlips(c.get('deps').installation, { user: signedIn(c) });
    return page(
      c,
      {
        title: 'Phiếu đã lập khi chưa tiếp nhận',
        crumbs: [{ label: 'Tiếp nhận hồ sơ', href: '/tiep-nhan' }, { label: 'Phiếu đã lập' }],
      },
      <>
        <PageHeading
          title="Phiếu đã lập khi chưa tiếp nhận"
          note="Phiếu yêu cầu bổ sung và phiếu từ chối tại quầy, mới nhất trước."
        />
        <Table
          caption="Phiếu đã lập"
          hideCaption
          rows={slips}
          rowKey={(slip) => `${slip.kind} ${slip.issuedAt} ${slip.number}`}
          columns={[
            {
              title: 'Phiếu',
              heading: true,
              cell: (slip) => (
                <a href={slipHref(slip)}>
                  {slip.form.title} số {slipNumber(slip)}
                </a>
              ),
            },
            { title: 'Người nộp', cell: (slip) => slip.person.fullName },
            { title: 'Thủ tục', cell: (slip) => slip.procedureName, minor: true },
            { title: 'Lập lúc', cell: (slip) => formatLocal(slip.issuedAt), noWrap: true },
            { title: 'Cán bộ', cell: (slip) => slip.officer, minor: true },
          ]}
          empty={
            <EmptyState title="Chưa lập phiếu nào.">
              Khi giấy tờ chưa đủ hoặc việc không thuộc thẩm quyền, bấm «Yêu cầu bổ sung (Mẫu 02)» hoặc «Từ chối (Mẫu
              03)» ở cuối trang tiếp nhận; phiếu in ra nằm lại ở đây.
            </EmptyState>
          }
        />
      </>,
    );
  });
}

async function showReasons(
  c: AppContext,
  read: ReadReceipt,
  kind: TurnKind,
  lines: number,
  form: FormState,
): Promise<Response> {
  const place = await placeOf(c, read);
  if (place instanceof Response) return place;
  const name = place.person?.fullName ?? read.raw.person.fullName;
  return page(
    c,
    {
      title: turnTitle(kind),
      crumbs: [{ label: 'Tiếp nhận hồ sơ', href: '/tiep-nhan' }, { label: place.procedure.code }],
      form,
    },
    <Reasons
      kind={kind}
      action="/tiep-nhan/tra-lai/ghi"
      backHref={undefined}
      backAction="/tiep-nhan/moi"
      hidden={hiddenFields(read.form)}
      lines={lines}
      form={form}
      onceKey={read.onceKey}
    >
      <DescriptionList
        facts={[
          { term: 'Thủ tục', value: place.procedure.name },
          { term: 'Người nộp', value: name === '' ? 'chưa nhập' : name },
        ]}
      />
    </Reasons>,
  );
}
