/** Reasons of a refusal or a request for completion, all at once, for the counter and for dossiers filed online. */
import type { ComponentChildren } from 'preact';
import { reasonField } from '../../../services/reception/turn-away.ts';
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  TextArea,
  TextField,
} from '../../components/index.ts';

export type TurnKind = 'completion' | 'refusal';

const WORDS = {
  completion: {
    title: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (Mẫu 02)',
    note: 'Ghi hết một lần tất cả những gì cần bổ sung, để người nộp không phải đi lại nhiều lần.',
    reason: 'Nội dung cần bổ sung',
    basis: 'Căn cứ',
    act: 'Lập phiếu yêu cầu bổ sung',
  },
  refusal: {
    title: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ (Mẫu 03)',
    note: 'Ghi tất cả lý do, mỗi lý do kèm căn cứ pháp lý.',
    reason: 'Lý do từ chối',
    basis: 'Căn cứ (điều, khoản, văn bản)',
    act: 'Từ chối và lập phiếu',
  },
} as const satisfies Record<TurnKind, Record<string, string>>;

export const turnTitle = (kind: TurnKind): string => WORDS[kind].title;

/** Lines of reasons to begin with; more come with the button. */
export const REASON_LINES = 4;

export function Reasons(props: {
  readonly kind: TurnKind;
  readonly action: string;
  readonly backHref: string | undefined;
  readonly backAction?: string;
  /** What the slip is about. */
  readonly children: ComponentChildren;
  readonly hidden: readonly (readonly [string, string])[];
  readonly lines: number;
  readonly form: FormState;
  readonly onceKey: string | undefined;
}) {
  const words = WORDS[props.kind];
  const lines = Array.from({ length: props.lines }, (_, index) => index);
  return (
    <>
      <PageHeading title={words.title} note={words.note} />
      <ErrorSummary form={props.form} title="Chưa lập được phiếu, hãy sửa:" />
      {props.children}
      <Form
        action={props.action}
        once
        {...(props.onceKey === undefined ? {} : { onceKey: props.onceKey })}
        guardUnsaved
      >
        {props.hidden.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="loai" value={props.kind} />
        <input type="hidden" name="reasonCount" value={String(props.lines)} />
        {lines.map((index) => (
          <div class="field-row reason" key={index}>
            <TextField
              name={reasonField(index, 'text')}
              label={`${words.reason} ${index + 1}`}
              form={props.form}
              optional={index > 0}
              autofocus={index === 0}
            />
            <TextField
              name={reasonField(index, 'basis')}
              label={words.basis}
              form={props.form}
              optional={props.kind === 'completion' || index > 0}
            />
          </div>
        ))}
        {props.kind === 'completion' ? (
          <TextArea name="note" label="Lý do chung" form={props.form} optional rows={2} maxLength={500} />
        ) : null}
        <ButtonRow>
          <Button kind={props.kind === 'refusal' ? 'warning' : 'primary'}>{words.act}</Button>
          {props.backAction === undefined ? null : (
            <button type="submit" class="button button-secondary" formAction={props.backAction} name="viec" value="sua">
              Quay lại
            </button>
          )}
          {props.backHref === undefined ? null : (
            <Button kind="secondary" href={props.backHref}>
              Quay lại
            </Button>
          )}
        </ButtonRow>
      </Form>
    </>
  );
}
