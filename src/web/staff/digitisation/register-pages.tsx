/** The register of digitised papers (tra cứu số hóa): found without marks, counted by state, and what still waits. */
import {
  DIGITAL_STATE_LABELS,
  DIGITAL_STATES,
  type DigitalState,
  PAPER_KIND_LABELS,
  PAPER_KINDS,
} from '../../../core/digitisation/paper.ts';
import { maskNumber } from '../../../core/reception/masking.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { dateOf, fromInstant } from '../../../core/time/local-date-time.ts';
import { formatDatePadded } from '../../../core/time/plain-date.ts';
import { type FoundPapers, findPapers, findWaiting, PAPERS_SHOWN } from '../../../services/digitisation/find-papers.ts';
import {
  Button,
  EmptyState,
  Form,
  PageHeading,
  Pagination,
  SelectField,
  Table,
  Tag,
  TextField,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { choicesOf, oneOf } from './paper-fields.tsx';
import { dayText, dossierPapersHref, HOME, paperHref, placeText, StateTag, TITLE, WAITING_PATH } from './shared.tsx';

/** States, and two questions across them. */
const SOUGHT = [...DIGITAL_STATES, 'withoutFile', 'voided'] as const;
const SOUGHT_LABELS = { ...DIGITAL_STATE_LABELS, withoutFile: 'Không có tệp ở đây', voided: 'Đã hủy' } as const;

const pageOf = (c: AppContext): number =>
  Math.min(Math.max(Math.trunc(Number(c.req.query('trang') ?? '1')) || 1, 1), 10_000);

function Totals({ found }: { readonly found: FoundPapers }) {
  const sum = (of: DigitalState, part: 'papers' | 'withoutFile'): number =>
    found.counts.reduce((all, row) => all + (row.state === of ? row[part] : 0), 0);
  const without = DIGITAL_STATES.reduce((all, state) => all + sum(state, 'withoutFile'), 0);
  return (
    <dl class="day-totals">
      <div>
        <dt>{DIGITAL_STATE_LABELS.notDigitised}</dt>
        <dd>{found.waiting === 0 ? '0' : <a href={WAITING_PATH}>{formatInteger(found.waiting)}</a>}</dd>
      </div>
      {DIGITAL_STATES.filter((state) => state !== 'notDigitised').map((state) => (
        <div key={state}>
          <dt>{DIGITAL_STATE_LABELS[state]}</dt>
          <dd>{formatInteger(sum(state, 'papers'))}</dd>
        </div>
      ))}
      {without === 0 ? null : (
        <div>
          <dt>Trong đó không có tệp ở đây</dt>
          <dd>
            <a href={`${HOME}?trang-thai=withoutFile`}>{formatInteger(without)}</a>
          </dd>
        </div>
      )}
    </dl>
  );
}

export function registerPages(app: AppRouter): void {
  app.get(HOME, requires('digitisation.view'), async (c) => {
    const query = c.req.query();
    const text = (query['q'] ?? '').slice(0, 200);
    const kind = oneOf(PAPER_KINDS, query['loai']);
    const sought = oneOf(SOUGHT, query['trang-thai']);
    const at = pageOf(c);
    const found = await findPapers(c.get('deps').installation, {
      user: signedIn(c),
      text,
      kind,
      state: sought === 'withoutFile' ? undefined : sought,
      withoutFile: sought === 'withoutFile',
      page: at,
    });
    const link = (n: number): string =>
      `${HOME}?${new URLSearchParams({ q: text, loai: kind ?? '', 'trang-thai': sought ?? '', trang: String(n) })}`;
    return page(
      c,
      { title: TITLE },
      <>
        <PageHeading title={TITLE} note={`Giấy tờ của hồ sơ tiếp nhận trong ${found.period}`} />
        <Totals found={found} />
        <Form action={HOME} method="get" class="filters" label="Tìm giấy tờ">
          <TextField
            name="q"
            label="Người nộp, tên giấy tờ, số"
            type="search"
            value={text}
            maxLength={200}
            width={20}
          />
          <SelectField
            name="loai"
            label="Loại"
            value={kind ?? ''}
            empty="Tất cả"
            choices={choicesOf(PAPER_KINDS, PAPER_KIND_LABELS)}
          />
          <SelectField
            name="trang-thai"
            label="Trạng thái"
            value={sought ?? ''}
            empty="Tất cả"
            choices={choicesOf(SOUGHT, SOUGHT_LABELS)}
          />
          <Button>Tìm</Button>
        </Form>
        <Table
          caption="Giấy tờ tìm thấy, mới nhất trước"
          hideCaption
          rows={found.papers}
          rowKey={(paper) => paper.paperId}
          rowClass={(paper) => (paper.voidReason === '' ? undefined : 'voided')}
          columns={[
            {
              title: 'Giấy tờ',
              heading: true,
              cell: (paper) => (
                <>
                  <a href={paperHref(paper.paperId)}>{paper.name}</a>
                  {placeText(paper) === '' ? null : <span class="soft"> {placeText(paper)}</span>}
                </>
              ),
            },
            { title: 'Người nộp', cell: (paper) => paper.applicant },
            { title: 'Số giấy tờ', noWrap: true, minor: true, cell: (paper) => maskNumber(paper.identityNumber) },
            { title: 'Loại', minor: true, cell: (paper) => PAPER_KIND_LABELS[paper.kind] },
            { title: 'Số, ký hiệu', minor: true, cell: (paper) => paper.documentNumber },
            { title: 'Dùng đến hết', noWrap: true, minor: true, cell: (paper) => dayText(paper.validThrough) },
            {
              title: 'Trạng thái',
              cell: (paper) => (paper.voidReason === '' ? <StateTag state={paper.state} /> : <Tag>Đã hủy</Tag>),
            },
            {
              title: 'Hồ sơ',
              noWrap: true,
              minor: true,
              cell: (paper) => <a href={dossierPapersHref(paper.dossierCode)}>{paper.dossierCode}</a>,
            },
          ]}
          empty={
            <EmptyState title="Không tìm thấy giấy tờ nào.">
              {text === ''
                ? 'Giấy tờ hiện ra khi được số hóa lúc tiếp nhận hoặc từ trang của hồ sơ.'
                : 'Thử ít chữ hơn; gõ không dấu cũng tìm được.'}
            </EmptyState>
          }
        />
        <Pagination page={at} pageCount={Math.ceil(found.total / PAPERS_SHOWN)} total={found.total} href={link} />
      </>,
    );
  });

  app.get(WAITING_PATH, requires('digitisation.view'), async (c) => {
    const at = pageOf(c);
    const found = await findWaiting(c.get('deps').installation, { user: signedIn(c), page: at });
    return page(
      c,
      { title: 'Giấy tờ chưa số hóa', crumbs: [{ label: TITLE, href: HOME }, { label: 'Chưa số hóa' }] },
      <>
        <PageHeading
          title="Giấy tờ chưa số hóa"
          note={`${formatInteger(found.total)} giấy tờ đã nhận của hồ sơ tiếp nhận trong ${found.period}, hồ sơ lâu nhất trước`}
        />
        <Table
          caption="Giấy tờ chưa số hóa"
          hideCaption
          rows={found.papers.map((paper, index) => ({ ...paper, index }))}
          rowKey={(row) => String(row.index)}
          columns={[
            {
              title: 'Giấy tờ',
              heading: true,
              cell: (row) => <a href={`${dossierPapersHref(row.dossierCode)}#quet`}>{row.name}</a>,
            },
            { title: 'Người nộp', cell: (row) => row.applicant },
            { title: 'Hồ sơ', noWrap: true, cell: (row) => row.dossierCode },
            {
              title: 'Tiếp nhận',
              noWrap: true,
              minor: true,
              cell: (row) => formatDatePadded(dateOf(fromInstant(row.receivedAt))),
            },
          ]}
          empty={
            <EmptyState title="Không còn giấy tờ nào chờ số hóa.">
              Mọi giấy tờ đã nhận trong kỳ đã có bản số.
            </EmptyState>
          }
        />
        <Pagination
          page={at}
          pageCount={Math.ceil(found.total / PAPERS_SHOWN)}
          total={found.total}
          href={(n) => `${WAITING_PATH}?trang=${n}`}
        />
      </>,
    );
  });
}
