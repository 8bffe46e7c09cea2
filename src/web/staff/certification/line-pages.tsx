/** Pages of one line of a certification book (trang của một dòng): shown, corrected, voided. */
import { PAYMENT_LABELS } from '../../../core/certification/line.ts';
import { maskNumber } from '../../../core/reception/masking.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { formatLocal, fromInstant } from '../../../core/time/local-date-time.ts';
import { kindLabel, offeredKinds, type StoredEntry, type showLine } from '../../../services/certification/day-book.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  ErrorSummary,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Section,
  Table,
  Tag,
  TextField,
} from '../../components/index.ts';
import { type AppContext, may } from '../../env.ts';
import { page } from '../../page.tsx';
import { crumbsTo, LineFields, linePath, nameOf, valuesOf } from './line-form.tsx';

/** A line with every version of it. @param wholeIdentity shown in place of the masked number */
export function linePage(
  c: AppContext,
  entry: StoredEntry,
  { versions, since }: Pick<Awaited<ReturnType<typeof showLine>>, 'versions' | 'since'>,
  wholeIdentity?: string,
): Response {
  const stands = entry.voidReason === '';
  const mayChange = may(c, 'certification.register') && stands;
  const path = linePath(entry);
  return page(
    c,
    { title: `Số ${nameOf(entry)}`, crumbs: crumbsTo(nameOf(entry)) },
    <>
      <PageHeading title={`Số ${nameOf(entry)}`} note={stands ? undefined : <Tag colour="red">Đã hủy</Tag>}>
        {mayChange ? (
          <>
            <Button kind="secondary" href={`${path}/dinh-chinh`}>
              Đính chính
            </Button>
            <Button kind="secondary" href={`${path}/huy`}>
              Hủy dòng
            </Button>
          </>
        ) : null}
      </PageHeading>
      {since === null ? null : (
        <Notice kind="info">
          Hồ sơ {entry.dossierCode} nay ghi người nộp là {since.fullName}
          {since.identityNumber === '' ? '' : `, số giấy tờ ${maskNumber(since.identityNumber)}`}, vì người nộp đã được
          đính chính. Sổ giữ điều đã ghi.
          {mayChange ? ' Nếu chính sổ ghi sai, hãy đính chính dòng này.' : ''}
        </Notice>
      )}
      <DescriptionList
        columns={2}
        facts={[
          { term: 'Việc', value: kindLabel(entry) },
          { term: 'Giấy tờ', value: entry.documentName },
          { term: 'Người yêu cầu', value: entry.applicant },
          {
            term: 'Số giấy tờ',
            value: (
              <>
                {entry.identityNumber === '' ? 'Không ghi' : (wholeIdentity ?? maskNumber(entry.identityNumber))}
                {entry.identityNumber === '' || wholeIdentity !== undefined || !may(c, 'person.viewUnmasked') ? null : (
                  <Form action={`${path}/hien-so`} class="inline-form">
                    <Button kind="quiet">Hiện đủ số</Button>
                  </Form>
                )}
              </>
            ),
          },
          {
            term: 'Số trang, số bản',
            value: `${formatInteger(entry.pages)} trang, ${formatInteger(entry.copies)} bản`,
          },
          { term: 'Bản điện tử', value: entry.eCopy ? `Số ${entry.eCopyNumber}/${entry.year}` : 'Không' },
          { term: 'Phí', value: `${formatInteger(entry.fee)} đồng, ${PAYMENT_LABELS[entry.payment].toLowerCase()}` },
          { term: 'Người ký chứng thực', value: entry.signer },
          { term: 'Vào sổ', value: `${formatLocal(fromInstant(entry.enteredAt))}, ${entry.officerName}` },
          { term: 'Hồ sơ', value: <a href={`/ho-so/${entry.dossierCode}`}>{entry.dossierCode}</a> },
          ...(entry.note === '' ? [] : [{ term: 'Ghi chú', value: entry.note }]),
          ...(stands ? [] : [{ term: 'Lý do hủy', value: entry.voidReason }]),
        ]}
      />
      {versions.length < 2 ? null : (
        <Section title="Các bản của dòng này">
          <Table
            caption="Các bản của dòng này"
            hideCaption
            rows={versions}
            rowKey={(version) => String(version.version)}
            columns={[
              { title: 'Lần ghi', numeric: true, heading: true, cell: (v) => v.version },
              { title: 'Ghi lúc', noWrap: true, cell: (v) => formatLocal(fromInstant(v.recordedAt)) },
              { title: 'Người ghi', cell: (v) => v.actorName },
              { title: 'Người yêu cầu', cell: (v) => v.entry.applicant },
              { title: 'Giấy tờ', cell: (v) => v.entry.documentName },
              { title: 'Trang', numeric: true, cell: (v) => formatInteger(v.entry.pages) },
              { title: 'Bản', numeric: true, cell: (v) => formatInteger(v.entry.copies) },
              { title: 'Phí (đ)', numeric: true, cell: (v) => formatInteger(v.entry.fee) },
              { title: 'Lý do', cell: (v) => v.reason },
            ]}
          />
        </Section>
      )}
    </>,
  );
}

/** Asks what a line should have said, and why it did not. */
export function correctPage(c: AppContext, entry: StoredEntry, form: FormState, onceKey?: string): Response {
  const name = nameOf(entry);
  return page(
    c,
    { title: `Đính chính số ${name}`, form, scripts: ['certification.js'], crumbs: crumbsTo(`Đính chính ${name}`) },
    <>
      <PageHeading
        title={`Đính chính số ${name}`}
        note="Số, ngày vào sổ và mã hồ sơ giữ nguyên; bản cũ còn lại với lý do."
      />
      <ErrorSummary form={form} />
      <Form action={`${linePath(entry)}/dinh-chinh`} once {...(onceKey === undefined ? {} : { onceKey })} guardUnsaved>
        <input type="hidden" name="seenVersion" value={form.typed['seenVersion']?.[0] ?? String(entry.version)} />
        <LineFields
          form={form}
          kinds={offeredKinds().filter(({ book }) => book === entry.book)}
          values={valuesOf(entry)}
        />
        <output class="line-fee" for="f-kind f-pages f-copies" aria-live="polite" />
        <TextField name="reason" label="Lý do đính chính" form={form} maxLength={300} />
        <ButtonRow>
          <Button>Ghi đính chính</Button>
          <Button kind="secondary" href={linePath(entry)}>
            Quay lại
          </Button>
        </ButtonRow>
      </Form>
    </>,
  );
}

/** Asks before a line is voided: what happens to its number, its dossier, its fee. */
export function voidPage(c: AppContext, entry: StoredEntry, form: FormState, onceKey?: string): Response {
  const name = nameOf(entry);
  return page(
    c,
    { title: `Hủy số ${name}`, form, crumbs: crumbsTo(`Hủy ${name}`) },
    <>
      <PageHeading title={`Hủy số ${name}`} />
      <ErrorSummary form={form} />
      <div class="panel">
        <p>
          {entry.applicant}, {entry.documentName}, {formatInteger(entry.copies)} bản. Số {name} giữ lại trong sổ với lý
          do và không cấp lại; hồ sơ {entry.dossierCode} ghi là đã rút
          {entry.fee > 0 ? `; phải trả lại người nộp ${formatInteger(entry.fee)} đồng` : ''}.
        </p>
        <Form action={`${linePath(entry)}/huy`} once {...(onceKey === undefined ? {} : { onceKey })}>
          <TextField name="reason" label="Lý do hủy" form={form} maxLength={300} autofocus />
          <ButtonRow>
            <Button kind="warning">Hủy dòng {name}</Button>
            <Button kind="secondary" href={linePath(entry)}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>,
  );
}
