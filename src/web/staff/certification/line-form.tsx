/** The line that is typed (dòng đang vào): one row of fields, Enter writes it; the fee is said while it is typed. */
import { z } from 'zod';
import type { CertificationKind } from '../../../core/certification/kinds.ts';
import { entryNumber, parseEntryNumber } from '../../../core/certification/kinds.ts';
import {
  LINE_LENGTHS,
  NEXT_PAYMENT,
  PAYMENT_LABELS,
  PAYMENTS,
  type RawLine,
} from '../../../core/certification/line.ts';
import { ACTUAL_TIME_QUESTIONS, type ActualTimeQuestion } from '../../../core/process/late-recording.ts';
import { maskNumber } from '../../../core/reception/masking.ts';
import type { StoredEntry } from '../../../services/certification/day-book.ts';
import {
  ActualTime,
  Button,
  CheckboxField,
  ErrorSummary,
  Form,
  type FormState,
  SelectField,
  TextField,
} from '../../components/index.ts';
import { ACTUAL_TIME_SCHEMA, checkbox } from '../../forms/fields.ts';
import { useView } from '../../view.ts';

export const TITLE = 'Chứng thực';
export const HOME = '/chung-thuc';
export const crumbsTo = (label: string) => [{ label: TITLE, href: HOME }, { label }];

/** The service says what is wrong with a line; here its fields are only read. */
const typed = () => z.string();
export const LINE_FIELDS = {
  kind: typed(),
  applicant: typed(),
  identityNumber: typed(),
  documentName: typed(),
  pages: typed(),
  copies: typed(),
  eCopy: checkbox(),
  payment: typed(),
  signer: typed(),
  note: typed(),
};
export const ENTER_SCHEMA = z.object({ ...LINE_FIELDS, sameAs: typed(), ...ACTUAL_TIME_SCHEMA });
export const CORRECT_SCHEMA = z.object({ ...LINE_FIELDS, seenVersion: typed(), reason: typed() });
export const VOID_SCHEMA = z.object({ reason: typed() });

/** The line among the fields of a form. */
export function rawLine(values: RawLine): RawLine {
  const { kind, applicant, identityNumber, documentName, pages, copies, eCopy, payment, signer, note } = values;
  return { kind, applicant, identityNumber, documentName, pages, copies, eCopy, payment, signer, note };
}

/** `12-2023-BS`, as addresses carry a line. */
export const linePath = (entry: Pick<StoredEntry, 'book' | 'number' | 'year'>): string =>
  `/chung-thuc/${entryNumber(entry.book, entry.number, entry.year).replaceAll('/', '-')}`;

/** `12/2023/BS` */
export const nameOf = (entry: Pick<StoredEntry, 'book' | 'number' | 'year'>): string =>
  entryNumber(entry.book, entry.number, entry.year);

export const lineKey = (text: string) => parseEntryNumber(text);

const COMMON_DOCUMENTS = [
  'Căn cước công dân',
  'Sổ hộ khẩu',
  'Giấy khai sinh',
  'Giấy chứng nhận kết hôn',
  'Giấy chứng nhận quyền sử dụng đất',
  'Bằng tốt nghiệp trung học phổ thông',
  'Bằng tốt nghiệp đại học',
  'Học bạ',
  'Giấy phép lái xe',
  'Giấy đăng ký xe',
  'Giấy chứng nhận đăng ký doanh nghiệp',
  'Sơ yếu lý lịch',
  'Giấy ủy quyền',
] as const;

export interface LineValues {
  readonly kind: string;
  readonly applicant: string;
  readonly identityNumber: string;
  readonly documentName: string;
  readonly pages: string;
  readonly copies: string;
  readonly eCopy: boolean;
  readonly payment: string;
  readonly signer: string;
  readonly note: string;
}

/** What the next line begins with: of a known applicant, the person; of the line before, kind, payment and signer. */
export function nextLine(before: StoredEntry | undefined, sameAs: StoredEntry | undefined): LineValues {
  return {
    kind: before?.kind ?? 'copy',
    applicant: sameAs?.applicant ?? '',
    identityNumber: sameAs === undefined ? '' : maskNumber(sameAs.identityNumber),
    documentName: '',
    pages: '1',
    copies: '1',
    eCopy: false,
    payment: before === undefined ? 'cash' : NEXT_PAYMENT[before.payment],
    signer: before?.signer ?? '',
    note: '',
  };
}

export const valuesOf = (entry: StoredEntry): LineValues => ({
  ...entry,
  identityNumber: maskNumber(entry.identityNumber),
  pages: String(entry.pages),
  copies: String(entry.copies),
});

/** The fields of a line; the same for entering and for correcting. */
export function LineFields(props: {
  readonly form: FormState;
  readonly kinds: readonly CertificationKind[];
  readonly values: LineValues;
}) {
  const { form, kinds, values } = props;
  return (
    <div class="line-fields" data-fee-at="/chung-thuc/phi">
      <TextField
        name="applicant"
        label="Người yêu cầu"
        form={form}
        value={values.applicant}
        maxLength={LINE_LENGTHS.applicant}
        width={20}
        autofocus
      />
      <TextField
        name="identityNumber"
        label="Số giấy tờ"
        form={form}
        value={values.identityNumber}
        maxLength={LINE_LENGTHS.identityNumber + 10}
        width={10}
      />
      <SelectField
        name="kind"
        label="Loại việc"
        form={form}
        value={values.kind}
        choices={kinds.map(({ key, label }) => ({ value: key, label }))}
      />
      <TextField
        name="documentName"
        label="Tên giấy tờ"
        form={form}
        value={values.documentName}
        maxLength={LINE_LENGTHS.documentName}
        width={20}
        list="ten-giay-to"
      />
      <TextField
        name="pages"
        label="Số trang"
        form={form}
        value={values.pages}
        maxLength={5}
        width={4}
        inputMode="numeric"
      />
      <TextField
        name="copies"
        label="Số bản"
        form={form}
        value={values.copies}
        maxLength={5}
        width={4}
        inputMode="numeric"
      />
      <CheckboxField name="eCopy" label="Bản điện tử" form={form} checked={values.eCopy} />
      <SelectField
        name="payment"
        label="Thu phí"
        form={form}
        value={values.payment}
        choices={PAYMENTS.map((key) => ({ value: key, label: PAYMENT_LABELS[key] }))}
      />
      <TextField
        name="signer"
        label="Người ký chứng thực"
        form={form}
        value={values.signer}
        maxLength={LINE_LENGTHS.signer}
        width={20}
      />
      <TextField
        name="note"
        label="Ghi chú"
        form={form}
        value={values.note}
        maxLength={LINE_LENGTHS.note}
        width={14}
        optional
      />
      <datalist id="ten-giay-to">
        {COMMON_DOCUMENTS.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

/** The questions about an earlier time that a form came back with or that were answered in it. */
const asked = (form: FormState): Readonly<Partial<Record<ActualTimeQuestion, string>>> =>
  Object.fromEntries(
    ACTUAL_TIME_QUESTIONS.filter((name) => form.errors[name] !== undefined || (form.typed[name] ?? []).length > 0).map(
      (name) => [name, form.errors[name] ?? 'Đã đồng ý ở lần trước; bỏ đánh dấu nếu không ghi nữa.'],
    ),
  );

/** The form of the next line. `recent`: whose applicants the up arrow brings back, the latest first. */
export function EnterForm(props: {
  readonly form: FormState;
  readonly onceKey: string | undefined;
  readonly kinds: readonly CertificationKind[];
  readonly values: LineValues;
  readonly sameAs: string;
  readonly recent: readonly StoredEntry[];
}) {
  const view = useView();
  const seen = new Set<string>();
  const recent = props.recent.filter(({ applicant, identityNumber, voidReason }) => {
    const who = `${applicant}\n${identityNumber}`;
    if (voidReason !== '' || seen.has(who)) return false;
    seen.add(who);
    return true;
  });
  if (!view.may('certification.register')) return null;
  return (
    <>
      <ErrorSummary form={props.form} />
      <Form
        action="/chung-thuc"
        once
        {...(props.onceKey === undefined ? {} : { onceKey: props.onceKey })}
        class="line-form"
        label="Dòng mới"
      >
        <input type="hidden" name="sameAs" value={props.form.typed['sameAs']?.[0] ?? props.sameAs} />
        <LineFields form={props.form} kinds={props.kinds} values={props.values} />
        <div class="line-end">
          <Button>Vào sổ</Button>
          <output class="line-fee" for="f-kind f-pages f-copies" aria-live="polite" />
          <p class="hint no-print">
            <kbd>Enter</kbd> vào sổ, sang dòng mới. <kbd>↑</kbd> ở ô người yêu cầu: lặp người vừa làm.
          </p>
        </div>
        <ActualTime form={props.form} questions={asked(props.form)} />
        <template data-applicants>
          {recent.map((entry) => (
            <i
              key={linePath(entry)}
              data-line={entryNumber(entry.book, entry.number, entry.year)}
              data-name={entry.applicant}
              data-identity={maskNumber(entry.identityNumber)}
            />
          ))}
        </template>
      </Form>
    </>
  );
}
