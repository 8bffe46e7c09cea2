/** Before receiving: what will be recorded, when the result is due and why, what is missing. Nothing typed is lost. */
import { PERSON_KIND_LABELS } from '../../../core/reception/applicant.ts';
import { paperText } from '../../../core/reception/papers.ts';
import { FILING_LABELS, RESULT_LABELS } from '../../../core/reception/receipt.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import type { PreparedReceipt } from '../../../services/reception/prepare-receipt.ts';
import { feeText } from '../../../services/reception/write-receipt.ts';
import {
  ActualTimeQuestions,
  Button,
  ButtonRow,
  CheckboxField,
  DescriptionList,
  ErrorSummary,
  type Fact,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Section,
} from '../../components/index.ts';
import { ProcedureNote } from './procedure-note.tsx';
import { hiddenFields } from './receipt-form.ts';

export interface ConfirmReceiptProps {
  readonly prepared: PreparedReceipt;
  /** Number and phone as the page may show them. */
  readonly identityNumber: string;
  readonly phone: string;
  readonly typed: FormState;
  /** What the service asked about: `acceptMissing`, `separate`, `receivedAt`. */
  readonly questions: FormState;
  readonly onceKey: string | undefined;
}

export function ConfirmReceipt(props: ConfirmReceiptProps) {
  const { prepared, typed, questions } = props;
  const { procedure, receipt, person } = prepared;
  const facts: Fact[] = [
    { term: PERSON_KIND_LABELS[person.kind], value: <strong>{person.fullName}</strong> },
    { term: 'Số giấy tờ', value: props.identityNumber === '' ? 'không có' : props.identityNumber },
    { term: 'Điện thoại', value: props.phone },
    ...(receipt.representative === null
      ? []
      : [
          {
            term: 'Nộp thay',
            value: `${receipt.representative.fullName} (${receipt.representative.authority})`,
          },
        ]),
    ...(prepared.late === null
      ? []
      : [
          {
            term: 'Nhận lúc',
            value: (
              <>
                <strong>{formatLocal(prepared.receivedAt)}</strong>, ghi sau: {prepared.late.reason}
              </>
            ),
          },
        ]),
    { term: 'Hình thức nộp', value: FILING_LABELS[receipt.channel] },
    { term: 'Nhận kết quả', value: RESULT_LABELS[receipt.resultChannel] },
    ...(receipt.request === procedure.name ? [] : [{ term: 'Nội dung yêu cầu', value: receipt.request }]),
    { term: 'Phí, lệ phí', value: receipt.fee === null ? 'Không thu' : feeText(receipt.fee) },
    { term: 'Số bộ', value: String(receipt.sets) },
  ];
  const received = receipt.papers.filter((paper) => paper.received);
  return (
    <>
      <PageHeading
        title="Xem lại trước khi tiếp nhận"
        note={
          <>
            <strong>{procedure.name}</strong> · <ProcedureNote procedure={procedure} />
          </>
        }
      />
      <ErrorSummary form={questions} title="Cần xác nhận:" />
      <Form action="/tiep-nhan/ghi" once {...(props.onceKey === undefined ? {} : { onceKey: props.onceKey })}>
        {hiddenFields(typed).map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="receivedAt" value={prepared.receivedAt} />
        <div class="columns columns-even">
          <div>
            <Section title="Hồ sơ">
              <DescriptionList facts={facts} />
              {prepared.known && receipt.person !== null ? (
                <p class="hint">
                  {prepared.corrects === null
                    ? 'Số giấy tờ này đã có trong danh bạ; thông tin vừa nhập sẽ thay thông tin cũ.'
                    : `Đính chính mục «${prepared.corrects.fullName}» trong danh bạ và trong các hồ sơ của người này.`}
                </p>
              ) : null}
            </Section>
            <Section title="Giấy tờ đã nhận">
              {received.length === 0 ? (
                <p>Chưa nhận giấy tờ nào.</p>
              ) : (
                <ol class="tight">
                  {received.map((paper) => (
                    <li key={paper.name}>{paperText(paper)}</li>
                  ))}
                </ol>
              )}
              {prepared.missing.length === 0 ? null : (
                <>
                  <Notice kind="warning">
                    Còn thiếu giấy tờ bắt buộc: {prepared.missing.map((paper) => paper.name).join('; ')}.
                  </Notice>
                  <CheckboxField name="acceptMissing" label="Vẫn tiếp nhận dù còn thiếu" form={questions} />
                </>
              )}
            </Section>
          </div>
          <div>
            <Section title="Hẹn trả kết quả">
              <p class="due">
                <strong>{formatLocal(prepared.dueAt)}</strong>
              </p>
              <ol class="tight">
                {prepared.explanation.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
              {prepared.parts.length === 0 ? null : (
                <>
                  <p>Hồ sơ liên thông, mỗi cơ quan một phần:</p>
                  <ul class="tight">
                    {prepared.parts.map((part) => (
                      <li key={part.key}>
                        {part.name}: {part.part}, hạn {formatLocal(part.dueAt)}
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </Section>
            {prepared.late === null ? null : (
              <ActualTimeQuestions questions={prepared.late.questions} form={questions} />
            )}
            {prepared.sameAgain === null ? null : (
              <>
                <Notice kind="warning">
                  Người này vừa có hồ sơ{' '}
                  <a href={`/ho-so/${prepared.sameAgain.dossierCode}`}>{prepared.sameAgain.dossierCode}</a> cùng thủ
                  tục, do {prepared.sameAgain.officerName} tiếp nhận lúc {formatLocal(prepared.sameAgain.receivedAt)}.
                </Notice>
                <CheckboxField name="separate" label="Đây là một hồ sơ khác" form={questions} />
              </>
            )}
          </div>
        </div>
        <ButtonRow>
          <button type="submit" class="button button-primary" data-autofocus="">
            Tiếp nhận
          </button>
          <button type="submit" class="button button-secondary" formAction="/tiep-nhan/moi" name="viec" value="sua">
            Sửa lại
          </button>
          <Button kind="quiet" href="/tiep-nhan">
            Bỏ, không tiếp nhận
          </Button>
        </ButtonRow>
      </Form>
    </>
  );
}
