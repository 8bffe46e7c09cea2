/** The form that takes scans of a dossier's checklist and result in one step (quét và số hóa), on every page that offers it. */
import { PAPER_COPY_LABELS } from '../../../core/digitisation/paper.ts';
import type { DossierPapers } from '../../../services/digitisation/find-papers.ts';
import { MOST_SCANS, type ScanLine, scanField } from '../../../services/digitisation/scan-papers.ts';
import {
  Button,
  ButtonRow,
  EMPTY_FORM,
  FileField,
  Form,
  type FormState,
  SelectField,
  Tag,
  TextField,
} from '../../components/index.ts';
import { dossierPapersHref, SCAN_ACCEPT, SCAN_BYTES, SCAN_HINT } from './shared.tsx';

/** Where the form stands, and where one comes back to when all is kept. */
export const RETURNS = {
  'so-hoa': (code: string) => dossierPapersHref(code),
  'ho-so': (code: string) => `/ho-so/${code}#giay-to`,
  'tiep-nhan': (code: string) => `/tiep-nhan/xong/${code}`,
} as const;
export type ReturnTo = keyof typeof RETURNS;

interface OpenLine {
  readonly line: ScanLine;
  readonly title: string;
  readonly received: boolean;
  readonly documentNumber: string;
}

/** Lines of the checklist without a digital form, those handed in first; then the result, once there is one. */
export function openLines(found: DossierPapers): readonly OpenLine[] {
  const lines = found.checklist
    .map((entry, line) => ({
      line,
      title: entry.line.name,
      received: entry.line.received,
      documentNumber: '',
      state: entry.state,
    }))
    .filter(({ state }) => state === 'notDigitised');
  const result: readonly OpenLine[] =
    found.results.some(({ state }) => state === 'digitised') || !(found.resolved || found.resultNumber !== '')
      ? []
      : [{ line: 'result', title: found.resultName, received: true, documentNumber: found.resultNumber }];
  return [...lines.filter(({ received }) => received), ...lines.filter(({ received }) => !received), ...result];
}

export function ScanForm(props: {
  readonly found: DossierPapers;
  readonly returnTo: ReturnTo;
  readonly form?: FormState;
  readonly onceKey?: string | undefined;
}) {
  const { found, returnTo, form = EMPTY_FORM, onceKey } = props;
  const lines = openLines(found);
  const shown = lines.slice(0, MOST_SCANS);
  if (shown.length === 0) return null;
  return (
    <Form
      action={`${dossierPapersHref(found.dossierCode)}/quet`}
      multipart
      once
      {...(onceKey === undefined ? {} : { onceKey })}
      guardUnsaved
      label="Số hóa giấy tờ của hồ sơ"
      class="no-print"
    >
      <input type="hidden" name="ve" value={returnTo} />
      <p class="hint">
        Chọn tệp cho giấy tờ vừa quét; giấy tờ nào chưa quét thì để trống. {SCAN_HINT} mỗi tệp. Hạn dùng viết
        ngày/tháng/năm.
      </p>
      {shown.map(({ line, title, received, documentNumber }) => (
        <fieldset key={line} class="scan-line">
          <legend>
            {title} {received ? null : <Tag>chưa nộp</Tag>}
            {line === 'result' ? <Tag colour="blue">kết quả</Tag> : null}
          </legend>
          <div class="field-row">
            <FileField
              name={scanField(line, 'file')}
              label="Tệp quét hoặc ký số"
              form={form}
              accept={SCAN_ACCEPT}
              maxBytes={SCAN_BYTES}
            />
            <TextField
              name={scanField(line, 'number')}
              label="Số, ký hiệu"
              form={form}
              value={documentNumber}
              maxLength={60}
              width={14}
            />
            <TextField
              name={scanField(line, 'valid')}
              label="Dùng đến hết ngày"
              form={form}
              maxLength={10}
              width={10}
              inputMode="numeric"
            />
            {line === 'result' ? (
              <SelectField
                name={scanField(line, 'form')}
                label="Bản"
                form={form}
                value="original"
                choices={[
                  { value: 'original', label: `${PAPER_COPY_LABELS.original}, quét` },
                  { value: 'electronic', label: `${PAPER_COPY_LABELS.electronic} ký số` },
                ]}
              />
            ) : null}
          </div>
        </fieldset>
      ))}
      {lines.length > shown.length ? (
        <p class="hint">Còn {lines.length - shown.length} giấy tờ nữa, hiện ra sau khi ghi những giấy tờ trên.</p>
      ) : null}
      <ButtonRow>
        <Button kind={returnTo === 'so-hoa' ? 'primary' : 'secondary'}>Số hóa các tệp đã chọn</Button>
      </ButtonRow>
    </Form>
  );
}
