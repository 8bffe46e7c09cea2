/** Papers of one dossier (giấy tờ hồ sơ): its checklist with what is digital, scanning, using again, anything else. */
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { DIGITAL_STATE_LABELS, type DigitalState, PAPER_KIND_LABELS } from '../../../core/digitisation/paper.ts';
import type { PlainDate } from '../../../core/time/plain-date.ts';
import { NEW_PAPER_CHOICES } from '../../../services/digitisation/desk.ts';
import { type DossierPapers, papersOf, type StoredPaper } from '../../../services/digitisation/find-papers.ts';
import { addPaper, reusePaper } from '../../../services/digitisation/record-paper.ts';
import { type ScanLine, scanField, scanPapers } from '../../../services/digitisation/scan-papers.ts';
import {
  Button,
  ButtonRow,
  EMPTY_FORM,
  EmptyState,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  Section,
  Table,
  Tag,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { formBody } from '../../forms/body.ts';
import { files, optionalDate } from '../../forms/fields.ts';
import { readForm, type UploadedFile } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { oneOf, PAPER_SHAPE, PaperFields } from './paper-fields.tsx';
import { RETURNS, type ReturnTo, ScanForm } from './scan-form.tsx';
import {
  dayText,
  dossierPapersHref,
  HOME,
  orNotFound,
  paperHref,
  paperIdOf,
  placeText,
  ScanLink,
  StateTag,
  TITLE,
  withRefusal,
} from './shared.tsx';

/** Which form of the page came back, and how. */
type Returned =
  | { readonly which: 'none' }
  | {
      readonly which: 'scan';
      readonly form: FormState;
      readonly onceKey: string | undefined;
      /** Where the form was filled in; a mended one still leads back there. */
      readonly returnTo: ReturnTo;
    }
  | { readonly which: 'add' | 'reuse'; readonly form: FormState; readonly onceKey: string | undefined };

const codeOf = (c: AppContext): string => (c.req.param('ma') ?? '').slice(0, 64);
const load = (c: AppContext, dossierCode: string): Promise<DossierPapers> =>
  papersOf(c.get('deps').installation, { user: signedIn(c), dossierCode });

interface Row {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly kind: string;
  readonly state: DigitalState | null;
  readonly papers: readonly StoredPaper[];
}

function rowsOf(found: DossierPapers): readonly Row[] {
  const paperRow = (paper: StoredPaper): Row => ({
    key: paper.paperId,
    title: paper.name,
    note: '',
    kind: PAPER_KIND_LABELS[paper.kind],
    state: paper.state,
    papers: [paper],
  });
  return [
    ...found.checklist.map((entry, index) => ({
      key: `line ${index}`,
      title: entry.line.name,
      note: !entry.line.received && entry.papers.length > 0 ? 'không phải nộp lại' : '',
      kind: PAPER_KIND_LABELS.component,
      state: entry.line.received || entry.papers.length > 0 ? entry.state : null,
      papers: entry.papers,
    })),
    ...found.others.map(paperRow),
    ...found.results.map(paperRow),
    ...(found.results.length === 0 && found.resolved
      ? [
          {
            key: 'result',
            title: found.resultName,
            note: '',
            kind: PAPER_KIND_LABELS.result,
            state: 'notDigitised' as const,
            papers: [],
          },
        ]
      : []),
  ];
}

function Papers({ found }: { readonly found: DossierPapers }) {
  const each = (row: Row, show: (paper: StoredPaper) => ComponentChildren) =>
    row.papers.map((paper) => (
      <span class="detail" key={paper.paperId}>
        {show(paper)}
      </span>
    ));
  return (
    <Table
      caption="Giấy tờ của hồ sơ"
      hideCaption
      rows={rowsOf(found)}
      rowKey={(row) => row.key}
      columns={[
        {
          title: 'Giấy tờ',
          heading: true,
          cell: (row) => (
            <>
              {row.title}
              {row.note === '' ? null : <span class="soft"> ({row.note})</span>}
            </>
          ),
        },
        { title: 'Loại', minor: true, cell: (row) => row.kind },
        {
          title: 'Trạng thái',
          cell: (row) => (row.state === null ? <Tag>Chưa nộp</Tag> : <StateTag state={row.state} />),
        },
        { title: 'Bản số', cell: (row) => each(row, (paper) => <ScanLink paper={paper} />) },
        { title: 'Số, ký hiệu', minor: true, cell: (row) => each(row, (paper) => paper.documentNumber) },
        {
          title: 'Dùng đến hết',
          noWrap: true,
          minor: true,
          cell: (row) => each(row, (paper) => dayText(paper.validThrough)),
        },
      ]}
      empty={
        <EmptyState title="Hồ sơ chưa ghi giấy tờ nào.">
          Chọn tệp quét bên dưới; tệp và giấy tờ ghi cùng một lúc.
        </EmptyState>
      }
    />
  );
}

function Earlier({ found }: { readonly found: DossierPapers }) {
  if (found.earlier.length === 0) return null;
  const lines = found.checklist.filter(({ state }) => state === 'notDigitised').map(({ line }) => line.name);
  return (
    <Section title="Giấy tờ đã có của người nộp" id="dung-lai">
      <p class="hint">Mở xem trước khi dùng lại. Tệp vẫn ở hồ sơ gốc, không chép thêm bản nào.</p>
      <ul class="plain offers">
        {found.earlier.map(({ paper, decision }) => (
          <li key={paper.paperId}>
            <p>
              <a href={paperHref(paper.paperId)}>{paper.name}</a>{' '}
              <span class="soft">
                {PAPER_KIND_LABELS[paper.kind].toLowerCase()} của hồ sơ{' '}
                <a href={dossierPapersHref(paper.dossierCode)}>{paper.dossierCode}</a>
                {paper.documentNumber === '' ? '' : `, số ${paper.documentNumber}`}
                {paper.validThrough === null ? '' : `, dùng đến hết ${dayText(paper.validThrough)}`}
                {placeText(paper) === '' ? '' : `, ${placeText(paper)}`}
              </span>
            </p>
            {decision.ok ? (
              <Form
                action={`${dossierPapersHref(found.dossierCode)}/${paper.paperId}/dung-lai`}
                once
                class="inline-act"
              >
                {lines.length === 0 ? null : (
                  <>
                    <label class="visually-hidden" for={`thay-${paper.paperId}`}>
                      {paper.name} thay cho
                    </label>
                    <select id={`thay-${paper.paperId}`} name="requiredPaper">
                      <option value="">Không thay cho giấy tờ nào trong danh sách</option>
                      {lines.map((name) => (
                        <option key={name} value={name} selected={name === paper.name}>
                          Thay cho: {name}
                        </option>
                      ))}
                    </select>
                  </>
                )}
                <button type="submit" class="button button-quiet" aria-label={`Dùng lại ${paper.name}`}>
                  Dùng lại
                </button>
              </Form>
            ) : (
              <p class="soft">{decision.reason}</p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AddPaper({
  found,
  returned,
  c,
}: {
  readonly found: DossierPapers;
  readonly returned: Returned;
  readonly c: AppContext;
}) {
  const own = returned.which === 'add' ? returned : undefined;
  const chosen = found.attached.find(({ fileId }) => fileId === c.req.query('tep'));
  const asResult = chosen?.purpose === 'result';
  const onceKey = own?.onceKey;
  return (
    <Section title="Giấy tờ khác" id="them">
      <details class="more no-print" open={own !== undefined || chosen !== undefined || found.checklist.length === 0}>
        <summary>Ghi giấy tờ ngoài danh sách, tệp đã đính, bản số ở hệ thống khác</summary>
        <Form
          action={dossierPapersHref(found.dossierCode)}
          multipart
          once
          {...(onceKey === undefined ? {} : { onceKey })}
          guardUnsaved
          label="Ghi giấy tờ khác"
        >
          <PaperFields
            form={own?.form ?? EMPTY_FORM}
            values={{
              name: asResult ? found.resultName : '',
              kind: asResult ? 'result' : 'component',
              form: 'original',
              documentNumber: asResult ? found.resultNumber : '',
              issuedOn: undefined,
              validThrough: undefined,
              requiredPaper: '',
              scan: chosen === undefined ? 'upload' : 'attached',
              attachedFile: chosen?.fileId ?? '',
              elsewhere: '',
            }}
            scanChoices={NEW_PAPER_CHOICES}
            attached={found.attached}
            required={found.checklist.map(({ line }) => line.name)}
            dayText={(day) => dayText(day ?? null)}
          />
          <ButtonRow>
            <Button kind="secondary">Ghi giấy tờ</Button>
          </ButtonRow>
        </Form>
      </details>
    </Section>
  );
}

async function show(c: AppContext, dossierCode: string, returned: Returned = { which: 'none' }): Promise<Response> {
  const found = await load(c, dossierCode);
  const mayRecord = may(c, 'digitisation.record');
  const form = returned.which === 'none' ? EMPTY_FORM : returned.form;
  const scanned = returned.which === 'scan' ? returned : undefined;
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
      <Papers found={found} />
      {mayRecord ? (
        <>
          <Earlier found={found} />
          <ScanSection
            found={found}
            form={scanned?.form}
            onceKey={scanned?.onceKey}
            returnTo={scanned?.returnTo ?? 'so-hoa'}
          />
          <AddPaper found={found} returned={returned} c={c} />
        </>
      ) : null}
      {found.voided.length === 0 ? null : (
        <Section title="Đã hủy">
          <ul class="plain">
            {found.voided.map((paper) => (
              <li key={paper.paperId}>
                <a href={paperHref(paper.paperId)}>{paper.name}</a> <span class="soft">{paper.voidReason}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>,
  );
}

function ScanSection(props: {
  readonly found: DossierPapers;
  readonly form: FormState | undefined;
  readonly onceKey: string | undefined;
  readonly returnTo: ReturnTo;
}) {
  const content = ScanForm({
    found: props.found,
    returnTo: props.returnTo,
    onceKey: props.onceKey,
    ...(props.form === undefined ? {} : { form: props.form }),
  });
  return content === null ? null : (
    <Section title="Quét và số hóa" id="quet">
      {content}
    </Section>
  );
}

/** The fields of a scan form over a checklist of so many lines. */
function scanShape(lines: readonly ScanLine[]) {
  const shape: Record<string, z.ZodType> = {};
  for (const line of lines) {
    shape[scanField(line, 'file')] = files('tệp');
    shape[scanField(line, 'number')] = z.string();
    shape[scanField(line, 'valid')] = optionalDate('hạn sử dụng');
    if (line === 'result') shape[scanField(line, 'form')] = z.string();
  }
  return z.object(shape);
}

async function scan(c: AppContext): Promise<Response> {
  const dossierCode = codeOf(c);
  const found = await load(c, dossierCode);
  const body = await formBody(c);
  const returnTo = oneOf(Object.keys(RETURNS) as ReturnTo[], body.fields.get('ve')?.[0]) ?? 'so-hoa';
  const lines: readonly ScanLine[] = [...found.checklist.keys(), 'result'];
  const read = await readForm(c, scanShape(lines));
  const sent = (line: ScanLine): UploadedFile | undefined => body.files.get(scanField(line, 'file'))?.[0];
  const chosen = Object.fromEntries(
    lines.flatMap((line) => {
      const file = sent(line);
      return file === undefined ? [] : [[scanField(line, 'file'), file.name]];
    }),
  );
  const back = (errors: Readonly<Record<string, string>>): Promise<Response> =>
    show(c, dossierCode, {
      which: 'scan',
      form: withRefusal({ typed: read.form.typed, errors: {} }, errors, chosen),
      onceKey: read.onceKey,
      returnTo,
    });
  if (!read.ok) return back(read.form.errors);
  const values = read.values as Readonly<Record<string, unknown>>;
  const { installation, random } = c.get('deps');
  const outcome = await scanPapers(installation, random, {
    user: signedIn(c),
    dossierCode,
    lines: lines.map((line) => ({
      line,
      upload: (values[scanField(line, 'file')] as readonly UploadedFile[])[0],
      documentNumber: givenNumber(found, line, values[scanField(line, 'number')] as string, sent(line)),
      validThrough: values[scanField(line, 'valid')] as PlainDate | undefined,
      form: (values[scanField(line, 'form')] as string | undefined) ?? '',
    })),
    formKey: read.onceKey,
  });
  if (!outcome.ok) return back(outcome.errors);
  const names = outcome.papers.map(({ name }) => `«${name}»`).join(', ');
  flash(c, 'success', `Đã số hóa ${outcome.papers.length} giấy tờ: ${names}.`);
  return c.redirect(RETURNS[returnTo](dossierCode), 303);
}

/** The number of the result is filled in for the officer; without a file it says nothing. */
const givenNumber = (found: DossierPapers, line: ScanLine, typed: string, file: UploadedFile | undefined): string =>
  line === 'result' && file === undefined && typed === found.resultNumber ? '' : typed;

export function dossierPages(app: AppRouter): void {
  app.get(`${HOME}/ho-so/:ma`, requires('digitisation.view'), (c) => orNotFound(c, () => show(c, codeOf(c))));

  app.post(`${HOME}/ho-so/:ma/quet`, requires('digitisation.record'), (c) => orNotFound(c, () => scan(c)));

  app.post(`${HOME}/ho-so/:ma`, requires('digitisation.record'), (c) =>
    orNotFound(c, async () => {
      const dossierCode = codeOf(c);
      const read = await readForm(c, z.object(PAPER_SHAPE));
      const sent = (await formBody(c)).files.get('file')?.[0];
      const back = (errors: Readonly<Record<string, string>>): Promise<Response> =>
        show(c, dossierCode, {
          which: 'add',
          form: withRefusal(
            { typed: read.form.typed, errors: {} },
            errors,
            sent === undefined || errors['scan'] !== undefined ? {} : { file: sent.name },
          ),
          onceKey: read.onceKey,
        });
      if (!read.ok) return back(read.form.errors);
      const { installation, random } = c.get('deps');
      const outcome = await addPaper(installation, random, {
        user: signedIn(c),
        dossierCode,
        raw: read.values,
        upload: read.values.file[0],
        formKey: read.onceKey,
      });
      if (!outcome.ok) return back(outcome.errors);
      return done(c, dossierCode, outcome.paper);
    }),
  );

  app.post(`${HOME}/ho-so/:ma/:giay/dung-lai`, requires('digitisation.record'), (c) =>
    orNotFound(c, async () => {
      const paperId = paperIdOf(c);
      if (paperId === undefined) return notFound(c);
      const dossierCode = codeOf(c);
      const read = await readForm(c, z.object({ requiredPaper: z.string() }));
      const { installation, random } = c.get('deps');
      const outcome = await reusePaper(installation, random, {
        user: signedIn(c),
        dossierCode,
        sourcePaperId: paperId,
        requiredPaper: read.ok ? read.values.requiredPaper : '',
        formKey: read.onceKey,
      });
      if (!outcome.ok)
        return show(c, dossierCode, {
          which: 'reuse',
          form: withRefusal(EMPTY_FORM, outcome.errors, {}),
          onceKey: undefined,
        });
      return done(c, dossierCode, outcome.paper);
    }),
  );
}

function done(c: AppContext, dossierCode: string, paper: StoredPaper): Response {
  flash(c, 'success', `«${paper.name}»: ${DIGITAL_STATE_LABELS[paper.state].toLowerCase()}.`);
  return c.redirect(dossierPapersHref(dossierCode), 303);
}
