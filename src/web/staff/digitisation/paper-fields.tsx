/** The fields of one paper (giấy tờ và bản số của nó), for recording and for correcting. */
import { z } from 'zod';
import {
  PAPER_COPIES,
  PAPER_COPY_LABELS,
  PAPER_KIND_LABELS,
  PAPER_KINDS,
  type RawDigitisation,
  SCAN_CHOICE_LABELS,
  type ScanChoice,
} from '../../../core/digitisation/paper.ts';
import { DateField, FileField, type FormState, RadioField, SelectField, TextField } from '../../components/index.ts';
import { files, optionalDate } from '../../forms/fields.ts';
import { SCAN_ACCEPT, SCAN_BYTES, SCAN_HINT } from './shared.tsx';

/** The service says what is wrong with these. */
const typed = () => z.string();
export const PAPER_SHAPE = {
  name: typed(),
  documentNumber: typed(),
  kind: typed(),
  form: typed(),
  requiredPaper: typed(),
  issuedOn: optionalDate('ngày cấp'),
  validThrough: optionalDate('hạn sử dụng'),
  scan: typed(),
  file: files('tệp'),
  attachedFile: typed(),
  elsewhere: typed(),
};

export const oneOf = <V extends string>(values: readonly V[], text: string | undefined): V | undefined =>
  values.find((value) => value === text);
export const choicesOf = <V extends string>(values: readonly V[], labels: Readonly<Record<V, string>>) =>
  values.map((value) => ({ value, label: labels[value] }));

export function PaperFields(props: {
  readonly form: FormState;
  readonly values: RawDigitisation;
  readonly scanChoices: readonly ScanChoice[];
  readonly attached: readonly { readonly fileId: string; readonly name: string }[];
  readonly required: readonly string[];
  readonly dayText: (day: RawDigitisation['issuedOn']) => string;
}) {
  const { form, values, attached, required } = props;
  const scanChoices = props.scanChoices.filter((choice) => choice !== 'attached' || attached.length > 0);
  return (
    <>
      <div class="field-row">
        <TextField name="name" label="Tên giấy tờ" form={form} value={values.name} maxLength={300} width={30} />
        <TextField
          name="documentNumber"
          label="Số, ký hiệu"
          form={form}
          value={values.documentNumber}
          maxLength={60}
          width={14}
          optional
        />
      </div>
      <div class="field-row">
        <RadioField
          name="kind"
          label="Loại"
          form={form}
          value={values.kind}
          inline
          choices={choicesOf(PAPER_KINDS, PAPER_KIND_LABELS)}
        />
        <SelectField
          name="form"
          label="Bản"
          form={form}
          value={values.form}
          choices={choicesOf(PAPER_COPIES, PAPER_COPY_LABELS)}
        />
      </div>
      {required.length === 0 ? null : (
        <SelectField
          name="requiredPaper"
          label="Thay cho giấy tờ phải nộp"
          form={form}
          value={values.requiredPaper}
          empty="Không thay cho giấy tờ nào trong danh sách"
          choices={required.map((name) => ({ value: name, label: name }))}
          optional
        />
      )}
      <div class="field-row">
        <DateField name="issuedOn" label="Ngày cấp" form={form} value={props.dayText(values.issuedOn)} optional />
        <DateField
          name="validThrough"
          label="Dùng được đến hết ngày"
          form={form}
          value={props.dayText(values.validThrough)}
          optional
        />
      </div>
      <RadioField
        name="scan"
        label="Bản số"
        form={form}
        value={values.scan}
        choices={choicesOf(scanChoices, SCAN_CHOICE_LABELS)}
      />
      <div class="scan-sources">
        <FileField
          name="file"
          label="Tệp quét hoặc tệp ký số"
          hint={SCAN_HINT}
          form={form}
          accept={SCAN_ACCEPT}
          maxBytes={SCAN_BYTES}
          optional
        />
        {attached.length === 0 ? null : (
          <SelectField
            name="attachedFile"
            label="Tệp đã đính trong hồ sơ"
            form={form}
            value={values.attachedFile}
            empty="Chọn tệp"
            choices={attached.map((file) => ({ value: file.fileId, label: file.name }))}
            optional
          />
        )}
        <TextField
          name="elsewhere"
          label="Tên hệ thống đang lưu bản số"
          form={form}
          value={values.elsewhere}
          maxLength={200}
          width={30}
          optional
        />
      </div>
    </>
  );
}
