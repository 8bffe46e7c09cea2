/** Thời điểm thực tế: when an act really happened, folded away because it is nearly always now. */
import type { ActualTimeQuestion } from '../../core/process/late-recording.ts';
import { ACTUAL_TIME_FIELDS, ACTUAL_TIME_QUESTIONS } from '../../core/process/late-recording.ts';
import { CheckboxField, type FormState, TextField } from './form.tsx';
import { Notice } from './layout.tsx';

const QUESTION_LABELS = {
  confirmOld: 'Đã có giấy tờ chứng minh, vẫn ghi',
  confirmClosed: 'Vẫn ghi, sẽ lập số liệu điều chỉnh',
} as const satisfies Record<ActualTimeQuestion, string>;

/** What about an earlier time the officer has to say yes to, each with its reason beside it. */
export function ActualTimeQuestions({
  questions,
  form,
}: {
  readonly questions: Readonly<Partial<Record<ActualTimeQuestion, string>>>;
  readonly form: FormState;
}) {
  return (
    <>
      {ACTUAL_TIME_QUESTIONS.map((name) => {
        const question = questions[name];
        if (question === undefined) return null;
        return (
          <div key={name}>
            {form.errors[name] === undefined ? <Notice kind="warning">{question}</Notice> : null}
            <CheckboxField name={name} label={QUESTION_LABELS[name]} form={form} />
          </div>
        );
      })}
    </>
  );
}

/** Ô nhập thời điểm thực tế; left alone, the act happens now. @param open unfolded from the start */
export function ActualTime({
  form,
  open = false,
  questions = {},
}: {
  readonly form: FormState;
  readonly open?: boolean;
  readonly questions?: Readonly<Partial<Record<ActualTimeQuestion, string>>>;
}) {
  const used =
    open ||
    Object.keys(questions).length > 0 ||
    ACTUAL_TIME_FIELDS.some((name) => form.errors[name] !== undefined || (form.typed[name]?.[0] ?? '') !== '');
  return (
    <details class="more" open={used}>
      <summary>Thời điểm thực tế{used ? '' : ': bây giờ (bấm nếu đã xảy ra từ trước)'}</summary>
      <p class="hint">
        Hạn trả, đúng hạn hay quá hạn, số liệu báo cáo đều tính theo thời điểm này; nhật ký giữ cả lúc ghi.
      </p>
      <div class="field-row">
        <TextField
          name="actualDate"
          label="Ngày thực tế"
          hint="Ngày/tháng/năm"
          form={form}
          width={10}
          maxLength={14}
          inputMode="numeric"
        />
        <TextField name="actualTime" label="Giờ thực tế" hint="Ví dụ 16:30" form={form} width={6} maxLength={7} />
      </div>
      <TextField
        name="actualReason"
        label="Lý do ghi sau"
        hint="Không ghi họ tên, số giấy tờ của người dân"
        form={form}
        maxLength={300}
      />
      <ActualTimeQuestions questions={questions} form={form} />
    </details>
  );
}
