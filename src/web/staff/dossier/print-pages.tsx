/** Printing (in): the control slip on screen and as PDF, slips as issued, the unit's register of a time. */
import { formatInteger } from '../../../core/reporting/format.ts';
import { formatLocal, fromInstant, type LocalDateTime } from '../../../core/time/local-date-time.ts';
import { formatDate, type PlainDate } from '../../../core/time/plain-date.ts';
import { ServiceError } from '../../../services/errors.ts';
import { controlSlip, controlSlipPdf, registerPage, registerPdf } from '../../../services/work/print-slips.ts';
import {
  Button,
  DateField,
  DescriptionList,
  DossierCode,
  EMPTY_FORM,
  EmptyState,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  Pagination,
  Table,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { readDate } from '../../forms/fields.ts';
import { cleanText } from '../../forms/read-form.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { dossierHref } from '../inbox/inbox.tsx';
import { codeOf, refusalPage } from './answers.ts';

function pdf(bytes: Uint8Array, name: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${name}"`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
    },
  });
}

const fileSafe = (text: string): string => text.replace(/[^\w.-]/g, '_');

export function printPages(app: AppRouter): void {
  app.get('/ho-so/:code/phieu-kiem-soat', requires('dossier.print'), async (c) => {
    try {
      return await showControlSlip(c);
    } catch (error) {
      return refusalPage(c, error);
    }
  });
  app.get('/ho-so/:code/phieu-kiem-soat.pdf', requires('dossier.print'), async (c) => {
    try {
      const code = codeOf(c);
      const bytes = await controlSlipPdf(c.get('deps').installation, { user: signedIn(c), dossierCode: code });
      return pdf(bytes, `phieu-kiem-soat-${fileSafe(code)}.pdf`);
    } catch (error) {
      return refusalPage(c, error);
    }
  });
  app.get('/so-theo-doi', requires('dossier.print'), (c) => showRegister(c));
  app.get('/so-theo-doi.pdf', requires('dossier.print'), async (c) => {
    const { from, through, form } = range(c);
    if (Object.keys(form.errors).length > 0) return showRegister(c);
    try {
      const bytes = await registerPdf(c.get('deps').installation, { user: signedIn(c), from, through });
      return pdf(bytes, `so-theo-doi-${from}-${through}.pdf`);
    } catch (error) {
      if (error instanceof ServiceError && (error.code === 'TOO_LONG' || error.code === 'EMPTY_REGISTER'))
        return showRegister(c, error.message);
      return refusalPage(c, error);
    }
  });
}

async function showControlSlip(c: AppContext): Promise<Response> {
  const code = codeOf(c);
  const slip = await controlSlip(c.get('deps').installation, { user: signedIn(c), dossierCode: code });
  return page(
    c,
    {
      title: slip.form.title,
      crumbs: [{ label: `Hồ sơ ${code}`, href: dossierHref(code) }, { label: 'Phiếu kiểm soát' }],
    },
    <>
      <PageHeading title={slip.form.title} note={slip.form.legalBasis}>
        <Button href={`${dossierHref(code)}/phieu-kiem-soat.pdf`}>In (PDF)</Button>
      </PageHeading>
      <DescriptionList
        facts={[
          { term: 'Mã hồ sơ', value: slip.dossierCode },
          { term: 'Thủ tục', value: slip.procedureName },
          { term: 'Cơ quan giải quyết', value: slip.competent },
        ]}
      />
      <Table
        caption="Các lần giao nhận hồ sơ"
        hideCaption
        columns={[
          { title: 'Giao', heading: true, cell: (line: (typeof slip.handOvers)[number]) => line.from },
          { title: 'Nhận', cell: (line) => line.to },
          { title: 'Thời điểm', noWrap: true, cell: (line) => formatLocal(line.at) },
          { title: 'Kết quả bước trước', noWrap: true, cell: (line) => line.outcome },
          { title: 'Ghi chú', cell: (line) => line.note },
        ]}
        rows={slip.handOvers}
        rowKey={(line) => `${line.at} ${line.from} ${line.to}`}
        empty={
          <EmptyState title="Hồ sơ chưa qua bước nào.">Mỗi lần chuyển bước hoặc chuyển người thêm một dòng.</EmptyState>
        }
      />
    </>,
  );
}

const PAGE_SIZE = 50;

/** The days asked for; this month up to today where none are given. */
/** What is shown again of something that is no date. */
const LONGEST_DATE = 100;

function range(c: AppContext): { from: PlainDate; through: PlainDate; form: FormState } {
  const today = fromInstant(c.get('deps').installation.clock.now()).slice(0, 10) as PlainDate;
  const read = (name: string, fallback: PlainDate): { date: PlainDate; typed: string; error?: string } => {
    const typed = cleanText(c.req.query(name) ?? '');
    if (typed === '') return { date: fallback, typed: formatDate(fallback) };
    const date = readDate(typed);
    return date === undefined ? { date: fallback, typed, error: 'Viết ngày có thật như 05/09/2023.' } : { date, typed };
  };
  const from = read('tu', `${today.slice(0, 8)}01` as PlainDate);
  const through = read('den', today);
  const errors: Record<string, string> = {};
  if (from.error !== undefined) errors['tu'] = from.error;
  if (through.error !== undefined) errors['den'] = through.error;
  if (Object.keys(errors).length === 0 && from.date > through.date)
    errors['den'] = 'Ngày cuối phải từ ngày đầu trở đi.';
  return {
    from: from.date,
    through: through.date,
    form: { typed: { tu: [from.typed.slice(0, LONGEST_DATE)], den: [through.typed.slice(0, LONGEST_DATE)] }, errors },
  };
}

async function showRegister(c: AppContext, problem?: string): Promise<Response> {
  const asked = range(c);
  const form: FormState =
    problem === undefined ? asked.form : { typed: asked.form.typed, errors: { ...asked.form.errors, den: problem } };
  const wrong = Object.keys(asked.form.errors).length > 0;
  const number = Number(c.req.query('trang') ?? '1');
  const present = Number.isInteger(number) && number > 0 && number < 100_000 ? number : 1;
  const { rows, total } = wrong
    ? { rows: [], total: 0 }
    : await registerPage(
        c.get('deps').installation,
        { user: signedIn(c), from: asked.from, through: asked.through },
        present,
        PAGE_SIZE,
      );
  const query = (extra: Readonly<Record<string, string>>): string =>
    new URLSearchParams({ tu: formatDate(asked.from), den: formatDate(asked.through), ...extra }).toString();
  const day = (at: LocalDateTime | null): string =>
    at === null ? '' : `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;
  return page(
    c,
    { title: 'Sổ theo dõi hồ sơ', form: wrong || problem !== undefined ? form : EMPTY_FORM },
    <>
      <PageHeading
        title="Sổ theo dõi hồ sơ"
        note={
          wrong
            ? undefined
            : `${formatInteger(total)} hồ sơ tiếp nhận từ ${formatDate(asked.from)} đến ${formatDate(asked.through)}`
        }
      >
        {total > 0 ? <Button href={`/so-theo-doi.pdf?${query({})}`}>In sổ (PDF)</Button> : null}
      </PageHeading>
      <ErrorSummary form={form} title="Chưa lập được sổ:" />
      <Form action="/so-theo-doi" method="get" class="filters" label="Thời gian của sổ">
        <DateField name="tu" label="Tiếp nhận từ ngày" form={form} hint="dd/mm/yyyy" />
        <DateField name="den" label="đến hết ngày" form={form} hint="dd/mm/yyyy" />
        <Button kind="secondary">Xem</Button>
      </Form>
      <Table
        caption="Sổ theo dõi hồ sơ"
        hideCaption
        columns={[
          {
            title: 'Mã hồ sơ',
            heading: true,
            noWrap: 'wide',
            cell: (row: (typeof rows)[number]) => (
              <a href={dossierHref(row.dossierCode)}>
                <DossierCode code={row.dossierCode} />
              </a>
            ),
          },
          { title: 'Thủ tục', cell: (row) => <span class="clip">{row.procedureName}</span> },
          { title: 'Cá nhân, tổ chức', cell: (row) => row.applicant },
          { title: 'Điện thoại', minor: true, noWrap: true, cell: (row) => row.phone },
          { title: 'Nhận', noWrap: true, cell: (row) => day(row.receivedAt) },
          { title: 'Hẹn trả', noWrap: true, cell: (row) => day(row.dueAt) },
          { title: 'Có kết quả', noWrap: true, minor: true, cell: (row) => day(row.resolvedAt) },
          { title: 'Trả', noWrap: true, cell: (row) => day(row.handedOverAt) },
          {
            title: 'Ghi chú',
            cell: (row) =>
              row.cancelledAt !== null
                ? 'rút, dừng'
                : row.resolvedAt !== null && row.resolvedAt > row.dueAt
                  ? 'quá hạn'
                  : '',
          },
        ]}
        rows={rows}
        rowKey={(row) => row.dossierCode}
        empty={
          <EmptyState title="Không có hồ sơ nào tiếp nhận trong thời gian này">
            Chọn khoảng ngày khác ở trên.
          </EmptyState>
        }
      />
      <Pagination
        page={present}
        pageCount={Math.max(1, Math.ceil(total / PAGE_SIZE))}
        total={total}
        href={(n) => `/so-theo-doi?${query({ trang: String(n) })}`}
      />
    </>,
  );
}
