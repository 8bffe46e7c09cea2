/** Forms (biểu nhập): plain posts with their token, fields that keep what was typed and say what is wrong beside it. */
import type { ComponentChildren, JSX } from 'preact';
import { useView } from '../view.ts';

/** What a form shows again: what was typed, and what is wrong with it, by field. */
export interface FormState {
  readonly typed: Readonly<Record<string, readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
}

export const EMPTY_FORM: FormState = { typed: {}, errors: {} };

/** The identifier of a field's control on the page; the error summary links to it. */
export const fieldId = (name: string): string => `f-${name}`;

export interface FormProps {
  readonly action: string;
  /** A GET form (search, filter) carries no token. */
  readonly method?: 'post' | 'get';
  /** Carries a key under which the act is answered once, however often it is sent. */
  readonly once?: boolean;
  /** The key that came back with errors, so that a corrected form is still the same one. */
  readonly onceKey?: string;
  /** For files. */
  readonly multipart?: boolean;
  /** Ask before leaving with unsaved input. */
  readonly guardUnsaved?: boolean;
  readonly class?: string;
  readonly label?: string;
  readonly children: ComponentChildren;
}

export function Form(props: FormProps) {
  const view = useView();
  const method = props.method ?? 'post';
  return (
    <form
      method={method}
      action={props.action}
      class={props.class}
      aria-label={props.label}
      encType={props.multipart === true ? 'multipart/form-data' : undefined}
      noValidate
      data-guard-unsaved={props.guardUnsaved === true ? '' : undefined}
    >
      {method === 'get' ? null : <input type="hidden" name="_token" value={view.formToken} />}
      {props.once === true ? <input type="hidden" name="_once" value={props.onceKey ?? view.newFormKey()} /> : null}
      {props.children}
    </form>
  );
}

/** Everything wrong with a form, at its head, each line leading to its field (GOV.UK's pattern). */
export function ErrorSummary({
  form,
  title = 'Chưa ghi được, hãy sửa:',
}: {
  readonly form: FormState;
  readonly title?: string;
}) {
  const errors = Object.entries(form.errors);
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" role="alert" aria-labelledby="tom-tat-loi" tabIndex={-1} data-focus>
      <h2 id="tom-tat-loi">{title}</h2>
      <ul>
        {errors.map(([name, message]) => (
          <li key={name}>{name === '' ? message : <a href={`#${fieldId(name)}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  /** What the field wants, under its label. */
  readonly hint?: string;
  readonly form?: FormState;
  /** Shown where nothing was typed yet. */
  readonly value?: string;
  /** Marked «không bắt buộc». */
  readonly optional?: boolean;
  /** Where the words of the label are clear from the table or heading around it. */
  readonly hideLabel?: boolean;
  readonly autofocus?: boolean;
}

function describedBy(props: Pick<FieldProps, 'name' | 'hint' | 'form'>): string | undefined {
  const ids = [
    props.hint === undefined ? '' : `${fieldId(props.name)}-hint`,
    props.form?.errors[props.name] === undefined ? '' : `${fieldId(props.name)}-error`,
  ].filter((id) => id !== '');
  return ids.length === 0 ? undefined : ids.join(' ');
}

export const typedOr = (props: Pick<FieldProps, 'name' | 'form' | 'value'>): string =>
  props.form?.typed[props.name]?.[0] ?? props.value ?? '';

const Optional = () => <span class="optional"> (không bắt buộc)</span>;

function HintAndError(props: Pick<FieldProps, 'name' | 'hint' | 'form'>) {
  const error = props.form?.errors[props.name];
  return (
    <>
      {props.hint === undefined ? null : (
        <p class="hint" id={`${fieldId(props.name)}-hint`}>
          {props.hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="field-error" id={`${fieldId(props.name)}-error`}>
          <span class="visually-hidden">Lỗi: </span>
          {error}
        </p>
      )}
    </>
  );
}

function FieldShell(props: FieldProps & { readonly children: ComponentChildren }) {
  return (
    <div class={`field${props.form?.errors[props.name] === undefined ? '' : ' field-wrong'}`}>
      <label for={fieldId(props.name)} class={props.hideLabel === true ? 'visually-hidden' : undefined}>
        {props.label}
        {props.optional === true ? <Optional /> : null}
      </label>
      <HintAndError {...props} />
      {props.children}
    </div>
  );
}

const common = (props: FieldProps) => ({
  id: fieldId(props.name),
  name: props.name,
  'aria-describedby': describedBy(props),
  'aria-invalid': props.form?.errors[props.name] === undefined ? undefined : true,
  'data-autofocus': props.autofocus === true ? '' : undefined,
});

export interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'password' | 'search' | 'email' | 'tel';
  readonly maxLength?: number;
  readonly autocomplete?: 'off' | 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'name' | 'tel';
  readonly inputMode?: 'text' | 'numeric' | 'tel' | 'decimal' | 'search';
  /** Characters that the field is wide; the whole column where absent. */
  readonly width?: 2 | 4 | 6 | 10 | 14 | 20 | 30;
  readonly suffix?: string;
  readonly readOnly?: boolean;
  readonly list?: string;
}

export function TextField(props: TextFieldProps) {
  const attributes = {
    ...common(props),
    type: props.type ?? 'text',
    value: props.type === 'password' ? '' : typedOr(props),
    maxLength: props.maxLength,
    autocomplete: props.autocomplete ?? 'off',
    inputMode: props.inputMode,
    readOnly: props.readOnly,
    list: props.list,
    spellcheck: false,
    class: props.width === undefined ? undefined : `width-${props.width}`,
    // The types know which attributes fit which kind of input; here the kind is only known when the page is made.
  } as JSX.IntrinsicElements['input'];
  return (
    <FieldShell {...props}>
      <span class="control">
        <input {...attributes} />
        {props.suffix === undefined ? null : <span class="suffix">{props.suffix}</span>}
      </span>
    </FieldShell>
  );
}

/** Ngày, typed as dd/mm/yyyy. */
export function DateField(props: FieldProps) {
  return (
    <TextField
      {...props}
      hint={props.hint ?? 'Ngày/tháng/năm, ví dụ 05/09/2023'}
      width={10}
      inputMode="numeric"
      maxLength={10}
    />
  );
}

/** Số tiền in whole đồng, typed with or without dots. */
export function MoneyField(props: FieldProps) {
  return <TextField {...props} width={14} inputMode="numeric" maxLength={20} suffix="đồng" />;
}

export function TextArea(props: FieldProps & { readonly rows?: number; readonly maxLength?: number }) {
  return (
    <FieldShell {...props}>
      <textarea {...common(props)} rows={props.rows ?? 4} maxLength={props.maxLength}>
        {typedOr(props)}
      </textarea>
    </FieldShell>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export function SelectField(props: FieldProps & { readonly choices: readonly Choice[]; readonly empty?: string }) {
  const chosen = typedOr(props);
  return (
    <FieldShell {...props}>
      <select {...common(props)}>
        {props.empty === undefined ? null : <option value="">{props.empty}</option>}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldShell>
  );
}

interface GroupProps extends FieldProps {
  readonly choices: readonly Choice[];
  /** Side by side, for two or three short answers. */
  readonly inline?: boolean;
  /** Shown where nothing was sent yet. */
  readonly values?: readonly string[];
}

function Group(props: GroupProps & { readonly type: 'radio' | 'checkbox' }) {
  const sent = Object.keys(props.form?.typed ?? {}).length > 0;
  const chosen = sent
    ? (props.form?.typed[props.name] ?? [])
    : (props.values ?? (props.value === undefined ? [] : [props.value]));
  return (
    <fieldset
      class={`field${props.form?.errors[props.name] === undefined ? '' : ' field-wrong'}`}
      aria-describedby={describedBy(props)}
    >
      <legend class={props.hideLabel === true ? 'visually-hidden' : undefined}>
        {props.label}
        {props.optional === true ? <Optional /> : null}
      </legend>
      <HintAndError {...props} />
      <div class={props.inline === true ? 'choices choices-inline' : 'choices'}>
        {props.choices.map((choice, index) => {
          const id = index === 0 ? fieldId(props.name) : `${fieldId(props.name)}-${index}`;
          return (
            <div class="choice" key={choice.value}>
              <input
                type={props.type}
                id={id}
                name={props.name}
                value={choice.value}
                checked={chosen.includes(choice.value)}
                aria-describedby={choice.hint === undefined ? undefined : `${id}-hint`}
              />
              <label for={id}>{choice.label}</label>
              {choice.hint === undefined ? null : (
                <span class="hint" id={`${id}-hint`}>
                  {choice.hint}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

export const RadioField = (props: GroupProps) => <Group {...props} type="radio" />;
export const CheckboxesField = (props: GroupProps) => <Group {...props} type="checkbox" />;

/** One box by itself: agreed or not. */
export function CheckboxField(props: FieldProps & { readonly checked?: boolean }) {
  const sent = Object.keys(props.form?.typed ?? {}).length > 0;
  const checked = sent ? (props.form?.typed[props.name] ?? []).length > 0 : props.checked === true;
  return (
    <div class={`field${props.form?.errors[props.name] === undefined ? '' : ' field-wrong'}`}>
      <HintAndError name={props.name} {...(props.form === undefined ? {} : { form: props.form })} />
      <div class="choice">
        <input {...common(props)} type="checkbox" value="on" checked={checked} />
        <label for={fieldId(props.name)}>{props.label}</label>
        {props.hint === undefined ? null : (
          <span class="hint" id={`${fieldId(props.name)}-hint`}>
            {props.hint}
          </span>
        )}
      </div>
    </div>
  );
}

export function FileField(
  props: FieldProps & { readonly accept?: string; readonly multiple?: boolean; readonly maxBytes?: number },
) {
  return (
    <FieldShell {...props}>
      <input
        {...common(props)}
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        data-max-bytes={props.maxBytes}
      />
    </FieldShell>
  );
}

export function Button({
  kind = 'primary',
  name,
  value,
  href,
  children,
}: {
  readonly kind?: 'primary' | 'secondary' | 'warning' | 'quiet';
  readonly name?: string;
  readonly value?: string;
  /** With an address the button is a link that looks like one. */
  readonly href?: string;
  readonly children: ComponentChildren;
}) {
  if (href !== undefined) {
    return (
      <a class={`button button-${kind}`} href={href}>
        {children}
      </a>
    );
  }
  return (
    <button type="submit" class={`button button-${kind}`} name={name} value={value}>
      {children}
    </button>
  );
}

/** Buttons at the end of a form, the main one first. */
export function ButtonRow({ children }: { readonly children: ComponentChildren }) {
  return <div class="button-row">{children}</div>;
}
