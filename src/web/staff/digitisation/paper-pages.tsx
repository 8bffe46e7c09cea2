/** One digitised paper (một giấy tờ): its file, where it is used, its earlier versions; correcting and voiding with a reason. */
import { z } from 'zod';
import {
  DIGITAL_STATE_LABELS,
  PAPER_COPY_LABELS,
  PAPER_KIND_LABELS,
  type RawDigitisation,
} from '../../../core/digitisation/paper.ts';
import { maskNumber } from '../../../core/reception/masking.ts';
import { formatLocal, fromInstant } from '../../../core/time/local-date-time.ts';
import {
  attachScan,
  changeChoices,
  correctPaper,
  isCorrectable,
  voidPaper,
} from '../../../services/digitisation/change-paper.ts';
import type { StoredPaper } from '../../../services/digitisation/find-papers.ts';
import { openScan, type PaperVersion, type PaperView, viewPaper } from '../../../services/digitisation/open-scan.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  EMPTY_FORM,
  ErrorSummary,
  type Fact,
  FileField,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Section,
  Table,
  Tag,
  TextField,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { formBody } from '../../forms/body.ts';
import { files, wholeNumber } from '../../forms/fields.ts';
import { readForm } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { shownSize } from '../dossier/parts.tsx';
import { serveFile } from '../dossier/serve-file.ts';
import { PAPER_SHAPE, PaperFields } from './paper-fields.tsx';
import {
  dayText,
  dossierPapersHref,
  HOME,
  orNotFound,
  paperHref,
  paperIdOf,
  placeText,
  SCAN_ACCEPT,
  SCAN_BYTES,
  SCAN_HINT,
  StateTag,
  scanHref,
  TITLE,
  withRefusal,
} from './shared.tsx';

const SEEN = { version: wholeNumber('bản', 1, 1_000_000) };
const ATTACH = z.object({ ...SEEN, file: files('tệp') });
const VOID = z.object({ ...SEEN, reason: z.string() });
const CORRECT = z.object({ ...PAPER_SHAPE, ...SEEN, reason: z.string() });

interface Returned {
  readonly form: FormState;
  readonly onceKey?: string | undefined;
}
const FRESH: Returned = { form: EMPTY_FORM };
const keyOf = ({ onceKey }: Returned) => (onceKey === undefined ? {} : { onceKey });

const crumbsTo = (paper: StoredPaper, last?: string) => [
  { label: TITLE, href: HOME },
  { label: paper.dossierCode, href: dossierPapersHref(paper.dossierCode) },
  last === undefined ? { label: paper.name } : { label: paper.name, href: paperHref(paper.paperId) },
  ...(last === undefined ? [] : [{ label: last }]),
];

/** Runs a handler on the paper of the address. */
const ofPaper = (c: AppContext, work: (paperId: string) => Promise<Response>): Promise<Response> => {
  const paperId = paperIdOf(c);
  return paperId === undefined ? Promise.resolve(notFound(c)) : orNotFound(c, () => work(paperId));
};
const load = (c: AppContext, paperId: string): Promise<PaperView> =>
  viewPaper(c.get('deps').installation, { user: signedIn(c), paperId });

const Seen = ({ paper }: { readonly paper: StoredPaper }) => (
  <input type="hidden" name="version" value={String(paper.version)} />
);

function factsOf({ paper, scan, source }: PaperView): Fact[] {
  const facts: Fact[] = [
    {
      term: 'Trạng thái',
      value: paper.voidReason === '' ? <StateTag state={paper.state} /> : <Tag>Đã hủy</Tag>,
    },
    { term: 'Hồ sơ', value: <a href={dossierPapersHref(paper.dossierCode)}>{paper.dossierCode}</a> },
    { term: 'Người nộp', value: paper.applicant === '' ? 'chưa ghi' : paper.applicant },
  ];
  const add = (term: string, value: string): void => {
    if (value !== '') facts.push({ term, value });
  };
  add('Số giấy tờ', maskNumber(paper.identityNumber));
  add('Loại', `${PAPER_KIND_LABELS[paper.kind]}, ${PAPER_COPY_LABELS[paper.form].toLowerCase()}`);
  add('Thay cho', paper.requiredPaper === paper.name ? '' : paper.requiredPaper);
  add('Số, ký hiệu', paper.documentNumber);
  add('Ngày cấp', dayText(paper.issuedOn));
  add('Dùng đến hết', dayText(paper.validThrough));
  if (source !== null)
    facts.push({
      term: 'Dùng lại từ',
      value: (
        <>
          <a href={paperHref(source.paperId)}>{source.name}</a>, hồ sơ{' '}
          <a href={dossierPapersHref(source.dossierCode)}>{source.dossierCode}</a>
        </>
      ),
    });
  add('Bản số', scan === null ? placeText(paper) : `${shownSize(scan.sizeBytes)}, ${KINDS[scan.mediaType] ?? 'tệp'}`);
  if (scan !== null) facts.push({ term: 'SHA-256', value: <code class="digest">{scan.sha256}</code> });
  add('Ghi lúc', `${formatLocal(fromInstant(paper.recordedAt))}, bởi ${paper.officer}`);
  return facts;
}

const KINDS: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'ảnh JPEG',
  'image/png': 'ảnh PNG',
};

/** What whoever opens the paper has to know first. */
function Warnings({ view }: { readonly view: PaperView }) {
  const { paper, place, source, sourceChanged } = view;
  if (paper.voidReason !== '') return <Notice kind="warning">Bản số này đã hủy: {paper.voidReason}</Notice>;
  return (
    <>
      {sourceChanged && source !== null ? (
        <Notice kind="warning">
          {source.voidReason === ''
            ? `Sau khi dùng lại, bản số gốc ở hồ sơ ${source.dossierCode} đã được thay. Tệp ở đây là tệp lúc dùng lại.`
            : `Sau khi dùng lại, bản số gốc ở hồ sơ ${source.dossierCode} đã hủy: ${source.voidReason}.`}{' '}
          Kiểm tra lại; nếu không còn đúng, hủy giấy tờ này và dùng bản khác.
        </Notice>
      ) : null}
      {place === 'unrecorded' ? (
        <Notice kind="info">
          Giấy tờ này được ghi là đã số hóa từ trước khi bản số có tệp đi kèm, nên chưa có tệp ở đây để mở.
        </Notice>
      ) : null}
    </>
  );
}

const Versions = ({ view }: { readonly view: PaperView }) =>
  view.versions.length === 0 ? null : (
    <Section title="Các bản trước">
      <Table
        caption="Các bản trước của giấy tờ, mới nhất trước"
        hideCaption
        rows={view.versions}
        rowKey={({ paper }) => String(paper.version)}
        columns={[
          { title: 'Bản', cell: ({ paper }: PaperVersion) => String(paper.version) },
          { title: 'Giấy tờ', heading: true, cell: ({ paper }) => paper.name },
          { title: 'Người nộp', cell: ({ paper }) => (paper.applicant === '' ? 'chưa ghi' : paper.applicant) },
          { title: 'Trạng thái', cell: ({ paper }) => <StateTag state={paper.state} /> },
          { title: 'Lý do đổi', cell: ({ reason }) => reason },
          { title: 'Người đổi', minor: true, cell: ({ actorName }) => actorName },
          { title: 'Lúc', minor: true, noWrap: true, cell: ({ recordedAt }) => formatLocal(fromInstant(recordedAt)) },
          {
            title: 'Tệp',
            cell: ({ paper }) =>
              paper.fileSha256 === '' ? (
                <span class="soft">{placeText(paper)}</span>
              ) : (
                <a href={scanHref(paper.paperId, paper.version)} aria-label={`Mở tệp của bản ${paper.version}`}>
                  Mở
                </a>
              ),
          },
        ]}
      />
    </Section>
  );

async function show(c: AppContext, paperId: string, returned: Returned = FRESH): Promise<Response> {
  const view = await load(c, paperId);
  const { paper, place, scan, usedIn } = view;
  const changeable = may(c, 'digitisation.record') && paper.voidReason === '';
  const wantsFile = changeable && isCorrectable(paper) && (place === 'none' || place === 'unrecorded');
  return page(
    c,
    { title: paper.name, crumbs: crumbsTo(paper), form: returned.form },
    <>
      <PageHeading title={paper.name} note={PAPER_KIND_LABELS[paper.kind]}>
        {scan === null ? null : (
          <>
            <Button href={scanHref(paperId)}>{scan.mediaType === 'application/pdf' ? 'Mở PDF' : 'Mở ảnh'}</Button>
            <Button kind="secondary" href={`${scanHref(paperId)}?tai=1`}>
              Tải về
            </Button>
          </>
        )}
        {changeable && isCorrectable(paper) ? (
          <Button kind="secondary" href={`${paperHref(paperId)}/dinh-chinh`}>
            Đính chính
          </Button>
        ) : null}
        {changeable ? (
          <Button kind="secondary" href={`${paperHref(paperId)}/huy`}>
            Hủy
          </Button>
        ) : null}
      </PageHeading>
      <Warnings view={view} />
      <ErrorSummary form={returned.form} />
      <DescriptionList facts={factsOf(view)} />
      {wantsFile ? (
        <Section title="Bổ sung tệp">
          <Form action={`${paperHref(paperId)}/tep`} multipart once {...keyOf(returned)}>
            <Seen paper={paper} />
            <FileField
              name="file"
              label="Tệp quét hoặc tệp ký số"
              hint={SCAN_HINT}
              form={returned.form}
              accept={SCAN_ACCEPT}
              maxBytes={SCAN_BYTES}
            />
            <ButtonRow>
              <Button>Bổ sung tệp</Button>
            </ButtonRow>
          </Form>
        </Section>
      ) : null}
      {scan?.mediaType.startsWith('image/') === true ? (
        <p>
          <img class="preview" src={scanHref(paperId)} alt={`Bản số ${paper.name}`} />
        </p>
      ) : null}
      {usedIn.length === 0 ? null : (
        <Section title="Được dùng lại ở">
          <ul class="plain">
            {usedIn.map((used) => (
              <li key={used.paperId}>
                Hồ sơ <a href={paperHref(used.paperId)}>{used.dossierCode}</a>,{' '}
                {formatLocal(fromInstant(used.recordedAt))}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Versions view={view} />
    </>,
  );
}

const typedOf = (paper: StoredPaper): RawDigitisation => ({
  kind: paper.kind,
  name: paper.name,
  form: paper.form,
  documentNumber: paper.documentNumber,
  issuedOn: paper.issuedOn ?? undefined,
  validThrough: paper.validThrough ?? undefined,
  requiredPaper: paper.requiredPaper,
  scan: changeChoices(paper)[0] ?? 'none',
  attachedFile: '',
  elsewhere: paper.keptElsewhere,
});

async function showCorrection(c: AppContext, paperId: string, returned: Returned = FRESH): Promise<Response> {
  const view = await load(c, paperId);
  const { paper } = view;
  const { form } = returned;
  return page(
    c,
    { title: `Đính chính ${paper.name}`, crumbs: crumbsTo(paper, 'Đính chính'), form },
    <>
      <PageHeading title="Đính chính giấy tờ" note="Bản đang có được giữ lại cùng lý do, và vẫn mở được." />
      <ErrorSummary form={form} />
      <UsedAgain view={view} />
      {isCorrectable(paper) ? (
        <Form action={`${paperHref(paperId)}/dinh-chinh`} multipart once {...keyOf(returned)} guardUnsaved>
          <Seen paper={paper} />
          <PaperFields
            form={form}
            values={typedOf(paper)}
            scanChoices={changeChoices(paper)}
            attached={view.attached.filter(({ fileId }) => fileId !== paper.fileId)}
            required={view.required}
            dayText={(day) => dayText(day ?? null)}
          />
          <TextField name="reason" label="Lý do đính chính" form={form} maxLength={300} width={30} />
          <ButtonRow>
            <Button>Đính chính</Button>
            <Button kind="secondary" href={paperHref(paperId)}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      ) : (
        <>
          <Notice kind="info">
            {paper.voidReason === ''
              ? 'Giấy tờ dùng lại không đính chính ở đây. Hủy giấy tờ này rồi dùng lại bản đúng.'
              : 'Bản số này đã hủy, không đính chính được nữa.'}
          </Notice>
          <ButtonRow>
            <Button kind="secondary" href={paperHref(paperId)}>
              Quay lại
            </Button>
          </ButtonRow>
        </>
      )}
    </>,
  );
}

/** Whoever changes a paper must know who relies on it. */
const UsedAgain = ({ view }: { readonly view: PaperView }) =>
  view.usedIn.length === 0 ? null : (
    <Notice kind="warning">
      Giấy tờ này đang được dùng lại ở hồ sơ {view.usedIn.map(({ dossierCode }) => dossierCode).join(', ')}. Các hồ sơ
      đó giữ tệp lúc dùng lại và hiện lời nhắc kiểm tra.
    </Notice>
  );

async function showVoid(c: AppContext, paperId: string, returned: Returned = FRESH): Promise<Response> {
  const view = await load(c, paperId);
  const { paper } = view;
  const { form } = returned;
  return page(
    c,
    { title: `Hủy ${paper.name}`, crumbs: crumbsTo(paper, 'Hủy'), form },
    <>
      <PageHeading title="Hủy bản số" />
      <div class="panel">
        <ErrorSummary form={form} />
        <UsedAgain view={view} />
        {paper.voidReason === '' ? (
          <>
            <p>
              «{paper.name}» của hồ sơ {paper.dossierCode} không còn được tính là{' '}
              {DIGITAL_STATE_LABELS[paper.state].toLowerCase()}.
              {paper.fileId === null ? '' : ' Tệp được gỡ khỏi hồ sơ cùng lúc.'} Giấy tờ, tệp và lý do vẫn xem được ở
              mục «Đã hủy».
            </p>
            <Form action={`${paperHref(paperId)}/huy`} once {...keyOf(returned)}>
              <Seen paper={paper} />
              <TextField name="reason" label="Lý do hủy" form={form} maxLength={300} autofocus />
              <ButtonRow>
                <Button kind="warning">Hủy bản số</Button>
                <Button kind="secondary" href={paperHref(paperId)}>
                  Quay lại
                </Button>
              </ButtonRow>
            </Form>
          </>
        ) : (
          <>
            <Notice kind="info">Bản số này đã hủy từ trước: {paper.voidReason}</Notice>
            <ButtonRow>
              <Button kind="secondary" href={paperHref(paperId)}>
                Quay lại
              </Button>
            </ButtonRow>
          </>
        )}
      </div>
    </>,
  );
}

export function paperPages(app: AppRouter): void {
  app.get(`${HOME}/giay/:giay`, requires('digitisation.view'), (c) => ofPaper(c, (paperId) => show(c, paperId)));

  app.get(`${HOME}/giay/:giay/noi-dung`, requires('digitisation.view'), (c) =>
    ofPaper(c, async (paperId) => {
      const asked = c.req.query('ban');
      const version = asked === undefined ? undefined : /^\d{1,7}$/.test(asked) ? Number(asked) : 0;
      return serveFile(c, await openScan(c.get('deps').installation, { user: signedIn(c), paperId, version }));
    }),
  );

  app.post(`${HOME}/giay/:giay/tep`, requires('digitisation.record'), (c) =>
    ofPaper(c, async (paperId) => {
      const read = await readForm(c, ATTACH);
      if (!read.ok) return show(c, paperId, read);
      const { installation, random } = c.get('deps');
      const outcome = await attachScan(installation, random, {
        user: signedIn(c),
        paperId,
        seenVersion: read.values.version,
        upload: read.values.file[0],
        formKey: read.onceKey,
      });
      if (!outcome.ok)
        return show(c, paperId, { form: withRefusal(EMPTY_FORM, outcome.errors, {}), onceKey: read.onceKey });
      flash(c, 'success', `«${outcome.paper.name}» đã có tệp.`);
      return c.redirect(paperHref(paperId), 303);
    }),
  );

  app.get(`${HOME}/giay/:giay/dinh-chinh`, requires('digitisation.record'), (c) =>
    ofPaper(c, (paperId) => showCorrection(c, paperId)),
  );
  app.post(`${HOME}/giay/:giay/dinh-chinh`, requires('digitisation.record'), (c) =>
    ofPaper(c, async (paperId) => {
      const read = await readForm(c, CORRECT);
      const sent = (await formBody(c)).files.get('file')?.[0];
      const back = (errors: Readonly<Record<string, string>>): Promise<Response> =>
        showCorrection(c, paperId, {
          form: withRefusal(
            { typed: read.form.typed, errors: {} },
            errors,
            sent === undefined || errors['scan'] !== undefined ? {} : { file: sent.name },
          ),
          onceKey: read.onceKey,
        });
      if (!read.ok) return back(read.form.errors);
      const { installation, random } = c.get('deps');
      const outcome = await correctPaper(installation, random, {
        user: signedIn(c),
        paperId,
        seenVersion: read.values.version,
        reason: read.values.reason,
        raw: read.values,
        upload: read.values.file[0],
        formKey: read.onceKey,
      });
      if (!outcome.ok) return back(outcome.errors);
      flash(c, 'success', `Đã đính chính «${outcome.paper.name}»; bản trước vẫn được giữ.`);
      return c.redirect(paperHref(paperId), 303);
    }),
  );

  app.get(`${HOME}/giay/:giay/huy`, requires('digitisation.record'), (c) =>
    ofPaper(c, (paperId) => showVoid(c, paperId)),
  );
  app.post(`${HOME}/giay/:giay/huy`, requires('digitisation.record'), (c) =>
    ofPaper(c, async (paperId) => {
      const read = await readForm(c, VOID);
      if (!read.ok) return showVoid(c, paperId, read);
      const outcome = await voidPaper(c.get('deps').installation, {
        user: signedIn(c),
        paperId,
        seenVersion: read.values.version,
        reason: read.values.reason,
        formKey: read.onceKey,
      });
      if (!outcome.ok)
        return showVoid(c, paperId, { form: withRefusal(read.form, outcome.errors, {}), onceKey: read.onceKey });
      flash(c, 'success', `Đã hủy bản số «${outcome.paper.name}».`);
      return c.redirect(dossierPapersHref(outcome.paper.dossierCode), 303);
    }),
  );
}
