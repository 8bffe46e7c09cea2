/** Số hóa: papers and results found without marks, the papers of a dossier, earlier ones used again. */
import { z } from 'zod';
import {
  DIGITAL_STATE_LABELS,
  DIGITAL_STATES,
  type DigitalState,
  PAPER_COPIES,
  PAPER_COPY_LABELS,
  PAPER_KIND_LABELS,
  PAPER_KINDS,
} from '../../../core/digitisation/paper.ts';
import { maskNumber } from '../../../core/reception/masking.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { formatDatePadded } from '../../../core/time/plain-date.ts';
import {
  type DossierPapers,
  findPapers,
  PAPERS_SHOWN,
  papersOf,
  type StoredPaper,
} from '../../../services/digitisation/find-papers.ts';
import { addPaper, digitisePaper, type PaperOutcome, reusePaper } from '../../../services/digitisation/record-paper.ts';
import { ServiceError } from '../../../services/errors.ts';
import {
  Button,
  ButtonRow,
  CheckboxField,
  DateField,
  EMPTY_FORM,
  EmptyState,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  Pagination,
  RadioField,
  Section,
  SelectField,
  Table,
  Tag,
  TextField,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { checkbox, optionalDate } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';

const TITLE = 'Số hóa';
const HOME = '/so-hoa';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The service says what is wrong with the other fields. */
const typed = () => z.string();
const PAPER = z.object({
  kind: typed(),
  name: typed(),
  form: typed(),
  digitised: checkbox(),
  documentNumber: typed(),
  issuedOn: optionalDate('ngày cấp'),
  validThrough: optionalDate('hạn sử dụng'),
});

const STATE_COLOURS = {
  notDigitised: 'amber',
  digitised: 'green',
  reused: 'blue',
  reusedResult: 'blue',
} as const satisfies Record<DigitalState, string>;

const dossierPath = (dossierCode: string): string => `${HOME}/ho-so/${dossierCode}`;
const oneOf = <V extends string>(values: readonly V[], text: string | undefined): V | undefined =>
  values.find((value) => value === text);
const choices = <V extends string>(values: readonly V[], labels: Readonly<Record<V, string>>) =>
  values.map((value) => ({ value, label: labels[value] }));
const dayText = (day: StoredPaper['issuedOn']): string => (day === null ? '' : formatDatePadded(day));

const nameColumn = { title: 'Giấy tờ', heading: true, cell: (paper: StoredPaper) => paper.name };
const stateColumn = {
  title: 'Trạng thái',
  noWrap: true,
  cell: (paper: StoredPaper) => <Tag colour={STATE_COLOURS[paper.state]}>{DIGITAL_STATE_LABELS[paper.state]}</Tag>,
};
const numberColumn = { title: 'Số, ký hiệu', minor: true, cell: (paper: StoredPaper) => paper.documentNumber };
const issuedColumn = {
  title: 'Ngày cấp',
  noWrap: true,
  minor: true,
  cell: (paper: StoredPaper) => dayText(paper.issuedOn),
};
const validColumn = { title: 'Dùng đến hết', noWrap: true, cell: (paper: StoredPaper) => dayText(paper.validThrough) };

async function ofDossier(c: AppContext, work: (dossierCode: string) => Promise<Response>): Promise<Response> {
  try {
    return await work(c.req.param('ma') ?? '');
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'NOT_FOUND') return notFound(c);
    throw error;
  }
}

async function dossierPage(c: AppContext, dossierCode: string, form: FormState, onceKey?: string): Promise<Response> {
  const found = await papersOf(c.get('deps').installation, { user: signedIn(c), dossierCode });
  const mayRecord = may(c, 'digitisation.record');
  return page(
    c,
    { title: `${TITLE} ${dossierCode}`, form, crumbs: [{ label: TITLE, href: HOME }, { label: dossierCode }] },
    <>
      <PageHeading title={`Giấy tờ hồ sơ ${dossierCode}`} note={found.applicant}>
        <Button kind="secondary" href={`/ho-so/${dossierCode}`}>
          Mở hồ sơ
        </Button>
      </PageHeading>
      <ErrorSummary form={form} />
      <Table
        caption="Giấy tờ của hồ sơ"
        hideCaption
        rows={found.papers}
        rowKey={(paper) => paper.paperId}
        columns={[
          nameColumn,
          { title: 'Loại', cell: (paper) => PAPER_KIND_LABELS[paper.kind] },
          { title: 'Bản', minor: true, cell: (paper) => PAPER_COPY_LABELS[paper.form] },
          numberColumn,
          issuedColumn,
          validColumn,
          stateColumn,
          {
            title: 'Việc',
            cell: (paper) =>
              mayRecord && paper.state === 'notDigitised' ? (
                <Form action={`${dossierPath(dossierCode)}/${paper.paperId}/da-so-hoa`} once>
                  <button type="submit" class="button button-quiet" aria-label={`Đã số hóa ${paper.name}`}>
                    Đã số hóa
                  </button>
                </Form>
              ) : null,
          },
        ]}
        empty={<EmptyState title="Hồ sơ chưa ghi giấy tờ nào.">Ghi từng giấy tờ bên dưới khi quét xong.</EmptyState>}
      />
      {mayRecord ? <Earlier found={found} /> : null}
      {mayRecord ? <AddPaper found={found} form={form} onceKey={onceKey} /> : null}
    </>,
  );
}

function Earlier({ found }: { readonly found: DossierPapers }) {
  if (found.earlier.length === 0) return null;
  return (
    <Section title="Giấy tờ đã có của người nộp, dùng lại được">
      <Table
        caption="Giấy tờ đã có của người nộp"
        hideCaption
        rows={found.earlier}
        rowKey={(paper) => paper.paperId}
        columns={[
          nameColumn,
          {
            title: 'Từ hồ sơ',
            noWrap: true,
            cell: (paper) => <a href={dossierPath(paper.dossierCode)}>{paper.dossierCode}</a>,
          },
          { title: 'Loại', minor: true, cell: (paper) => PAPER_KIND_LABELS[paper.kind] },
          numberColumn,
          issuedColumn,
          validColumn,
          {
            title: 'Việc',
            cell: (paper) => (
              <Form action={`${dossierPath(found.dossierCode)}/${paper.paperId}/dung-lai`} once>
                <button type="submit" class="button button-quiet" aria-label={`Dùng lại ${paper.name}`}>
                  Dùng lại
                </button>
              </Form>
            ),
          },
        ]}
      />
    </Section>
  );
}

function AddPaper(props: {
  readonly found: DossierPapers;
  readonly form: FormState;
  readonly onceKey: string | undefined;
}) {
  const { found, form, onceKey } = props;
  return (
    <Section title="Ghi thêm giấy tờ">
      <Form action={dossierPath(found.dossierCode)} once {...(onceKey === undefined ? {} : { onceKey })} guardUnsaved>
        <div class="field-row">
          <TextField
            name="name"
            label="Tên giấy tờ"
            form={form}
            value={found.handedIn[0] ?? ''}
            maxLength={200}
            width={30}
            list="giay-to-da-nhan"
            autofocus
          />
          <TextField name="documentNumber" label="Số, ký hiệu" form={form} maxLength={60} width={14} optional />
        </div>
        <datalist id="giay-to-da-nhan">
          {found.handedIn.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <div class="field-row">
          <RadioField
            name="kind"
            label="Loại"
            form={form}
            value="component"
            inline
            choices={choices(PAPER_KINDS, PAPER_KIND_LABELS)}
          />
          <SelectField
            name="form"
            label="Bản"
            form={form}
            value="original"
            choices={choices(PAPER_COPIES, PAPER_COPY_LABELS)}
          />
        </div>
        <div class="field-row">
          <DateField name="issuedOn" label="Ngày cấp" form={form} optional />
          <DateField name="validThrough" label="Dùng được đến hết ngày" form={form} optional />
        </div>
        <CheckboxField name="digitised" label="Đã quét, ký số" form={form} checked />
        <ButtonRow>
          <Button>Ghi giấy tờ</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

export function pages(app: AppRouter): void {
  app.get(HOME, requires('digitisation.view'), async (c) => {
    const query = c.req.query();
    const text = (query['q'] ?? '').slice(0, 200);
    const kind = oneOf(PAPER_KINDS, query['loai']);
    const state = oneOf(DIGITAL_STATES, query['trang-thai']);
    const at = Math.min(Math.max(Math.trunc(Number(query['trang'] ?? '1')) || 1, 1), 10_000);
    const found = await findPapers(c.get('deps').installation, { user: signedIn(c), text, kind, state, page: at });
    const count = (of: DigitalState): number =>
      found.counts.reduce((sum, row) => sum + (row.state === of ? row.papers : 0), 0);
    const link = (n: number): string =>
      `${HOME}?${new URLSearchParams({ q: text, loai: kind ?? '', 'trang-thai': state ?? '', trang: String(n) })}`;
    return page(
      c,
      { title: TITLE },
      <>
        <PageHeading title={TITLE} note={`Giấy tờ của hồ sơ tiếp nhận trong ${found.period}`} />
        <dl class="day-totals">
          {DIGITAL_STATES.map((of) => (
            <div key={of}>
              <dt>{DIGITAL_STATE_LABELS[of]}</dt>
              <dd>{formatInteger(count(of))}</dd>
            </div>
          ))}
        </dl>
        <Form action={HOME} method="get" class="filters" label="Tìm giấy tờ">
          <TextField
            name="q"
            label="Người nộp, tên giấy tờ, số"
            type="search"
            value={text}
            maxLength={200}
            width={30}
          />
          <SelectField
            name="loai"
            label="Loại"
            value={kind ?? ''}
            empty="Tất cả"
            choices={choices(PAPER_KINDS, PAPER_KIND_LABELS)}
          />
          <SelectField
            name="trang-thai"
            label="Trạng thái"
            value={state ?? ''}
            empty="Tất cả"
            choices={choices(DIGITAL_STATES, DIGITAL_STATE_LABELS)}
          />
          <Button>Tìm</Button>
        </Form>
        <Table
          caption="Giấy tờ tìm thấy, mới nhất trước"
          hideCaption
          rows={found.papers}
          rowKey={(paper) => paper.paperId}
          columns={[
            { ...nameColumn, cell: (paper) => <a href={dossierPath(paper.dossierCode)}>{paper.name}</a> },
            { title: 'Người nộp', cell: (paper) => paper.applicant },
            { title: 'Số giấy tờ', noWrap: true, minor: true, cell: (paper) => maskNumber(paper.identityNumber) },
            { title: 'Loại', minor: true, cell: (paper) => PAPER_KIND_LABELS[paper.kind] },
            numberColumn,
            validColumn,
            stateColumn,
            { title: 'Hồ sơ', noWrap: true, minor: true, cell: (paper) => paper.dossierCode },
          ]}
          empty={
            <EmptyState title="Không tìm thấy giấy tờ nào.">
              {text === ''
                ? 'Giấy tờ hiện ra khi được ghi từ trang của hồ sơ.'
                : 'Thử ít chữ hơn; gõ không dấu cũng tìm được.'}
            </EmptyState>
          }
        />
        <Pagination page={at} pageCount={Math.ceil(found.total / PAPERS_SHOWN)} total={found.total} href={link} />
      </>,
    );
  });

  app.get(`${HOME}/ho-so/:ma`, requires('digitisation.view'), (c) =>
    ofDossier(c, (dossierCode) => dossierPage(c, dossierCode, EMPTY_FORM)),
  );

  app.post(`${HOME}/ho-so/:ma`, requires('digitisation.record'), (c) =>
    ofDossier(c, async (dossierCode) => {
      const read = await readForm(c, PAPER);
      if (!read.ok) return dossierPage(c, dossierCode, read.form, read.onceKey);
      const { installation, random } = c.get('deps');
      const outcome = await addPaper(installation, random, {
        user: signedIn(c),
        dossierCode,
        raw: read.values,
        formKey: read.onceKey,
      });
      return answer(c, dossierCode, outcome, read.form, read.onceKey);
    }),
  );

  for (const [path, act] of [
    ['da-so-hoa', 'digitise'],
    ['dung-lai', 'reuse'],
  ] as const)
    app.post(`${HOME}/ho-so/:ma/:giay/${path}`, requires('digitisation.record'), (c) =>
      ofDossier(c, async (dossierCode) => {
        const paperId = c.req.param('giay') ?? '';
        if (!UUID.test(paperId)) return notFound(c);
        const read = await readForm(c, z.object({}));
        const { installation, random } = c.get('deps');
        const input = { user: signedIn(c), dossierCode, formKey: read.onceKey };
        const outcome =
          act === 'digitise'
            ? await digitisePaper(installation, { ...input, paperId })
            : await reusePaper(installation, random, { ...input, sourcePaperId: paperId });
        return answer(c, dossierCode, outcome, EMPTY_FORM);
      }),
    );
}

function answer(
  c: AppContext,
  dossierCode: string,
  outcome: PaperOutcome,
  form: FormState,
  onceKey?: string,
): Response | Promise<Response> {
  if (!outcome.ok) {
    const wrong = Object.entries(outcome.errors).reduce(
      (all, [field, message]) => withError(all, field, message),
      form,
    );
    return dossierPage(c, dossierCode, wrong, onceKey);
  }
  flash(c, 'success', `«${outcome.paper.name}»: ${DIGITAL_STATE_LABELS[outcome.paper.state].toLowerCase()}.`);
  return c.redirect(dossierPath(dossierCode), 303);
}
