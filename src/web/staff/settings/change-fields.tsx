/** Fields of a change (ô của biểu thay đổi): each is named once, with how it is read and how it is shown. */
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import {
  CheckboxesField,
  type Choice,
  DateField,
  type FormState,
  RadioField,
  TextArea,
  TextField,
  type TextFieldProps,
} from '../../components/index.ts';
import {
  choice,
  choices,
  date,
  longText,
  optionalDate,
  optionalText,
  requiredText,
  wholeNumber,
} from '../../forms/fields.ts';

export interface ChangeField<Read extends z.ZodType = z.ZodType> {
  readonly read: Read;
  readonly show: (name: string, form: FormState) => ComponentChildren;
}
export type ChangeFields = Readonly<Record<string, ChangeField>>;
/** What is read from fields, by their names. */
export type ValuesOf<Fields extends ChangeFields> = {
  readonly [Name in keyof Fields]: z.output<Fields[Name]['read']>;
};

interface Words {
  readonly label: string;
  /** The label inside a sentence; absent: the label with a small letter. */
  readonly said?: string;
  readonly hint?: string;
}
const saidOf = ({ label, said }: Words): string => said ?? label.slice(0, 1).toLowerCase() + label.slice(1);
const wordsOf = ({ label, hint }: Words) => ({ label, ...(hint === undefined ? {} : { hint }) });

export const dayField = (words: Words): ChangeField<ReturnType<typeof date>> => ({
  read: date(saidOf(words)),
  show: (name, form) => <DateField name={name} form={form} {...wordsOf(words)} />,
});

export const optionalDayField = (words: Words): ChangeField<ReturnType<typeof optionalDate>> => ({
  read: optionalDate(saidOf(words)),
  show: (name, form) => <DateField name={name} form={form} optional {...wordsOf(words)} />,
});

interface TextWords extends Words {
  /** Characters. */
  readonly most: number;
  /** False: the service says what is missing, together with what else is wrong. */
  readonly required?: boolean;
  /** As it is today. */
  readonly value?: string;
}

export const textField = (
  words: TextWords & Pick<TextFieldProps, 'width'>,
): ChangeField<ReturnType<typeof requiredText> | ReturnType<typeof optionalText>> => ({
  read: (words.required === false ? optionalText : requiredText)(saidOf(words), words.most),
  show: (name, form) => (
    <TextField
      name={name}
      form={form}
      maxLength={words.most}
      value={words.value ?? ''}
      {...(words.width === undefined ? {} : { width: words.width })}
      {...wordsOf(words)}
    />
  ),
});

export const areaField = (words: TextWords & { readonly rows: number }): ChangeField<ReturnType<typeof longText>> => ({
  read: longText(saidOf(words), words.most, words.required ?? true),
  show: (name, form) => (
    <TextArea
      name={name}
      form={form}
      rows={words.rows}
      maxLength={words.most}
      value={words.value ?? ''}
      {...wordsOf(words)}
    />
  ),
});

/** A whole number from nought on. */
export const countField = (
  words: Words & { readonly most: number; readonly unit: string; readonly value: number | undefined },
): ChangeField<ReturnType<typeof wholeNumber>> => ({
  read: wholeNumber(saidOf(words), 0, words.most),
  show: (name, form) => (
    <TextField
      name={name}
      form={form}
      value={words.value === undefined ? '' : String(words.value)}
      width={4}
      maxLength={String(words.most).length}
      inputMode="numeric"
      suffix={words.unit}
      {...wordsOf(words)}
    />
  ),
});

/** A time of day, typed as 7:30, 07h30 or 7h; minutes since midnight. */
function clockTime(said: string, required: boolean) {
  return z.string().transform((text, context): number | undefined => {
    if (text === '' && !required) return undefined;
    const match = /^(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?$/i.exec(text);
    const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? '0')];
    if (match !== null && hour <= 23 && minute <= 59) return hour * 60 + minute;
    context.addIssue({ code: 'custom', message: text === '' ? `Hãy nhập ${said}.` : `Hãy viết ${said} như 07:30.` });
    return z.NEVER;
  });
}

export const clockField = (
  words: Words & { readonly required: boolean; readonly value: string },
): ChangeField<ReturnType<typeof clockTime>> => ({
  read: clockTime(saidOf(words), words.required),
  show: (name, form) => (
    <TextField
      name={name}
      form={form}
      value={words.value}
      width={6}
      maxLength={5}
      inputMode="text"
      {...wordsOf(words)}
    />
  ),
});

type ChoiceOf<Value extends string> = Choice & { readonly value: Value };
const valuesOf = <Value extends string>(offered: readonly ChoiceOf<Value>[]) =>
  offered.map((one) => one.value) as unknown as readonly [Value, ...Value[]];

export const oneField = <const Value extends string>(
  words: Words & { readonly choices: readonly ChoiceOf<Value>[] },
): ChangeField<z.ZodType<Value, string>> => ({
  read: choice(saidOf(words), valuesOf(words.choices)) as unknown as z.ZodType<Value, string>,
  show: (name, form) => <RadioField name={name} form={form} choices={words.choices} {...wordsOf(words)} />,
});

/** At least one of them. */
export const someField = <const Value extends string>(
  words: Words & { readonly choices: readonly ChoiceOf<Value>[]; readonly chosen: readonly Value[] },
): ChangeField<z.ZodType<Value[], string[]>> => ({
  read: choices(saidOf(words), valuesOf(words.choices), 1) as unknown as z.ZodType<Value[], string[]>,
  show: (name, form) => (
    <CheckboxesField name={name} form={form} values={words.chosen} choices={words.choices} {...wordsOf(words)} />
  ),
});

/**
 * Fields in their order. @param beside names of those that stand in one row, each row's by each other in the order
 */
export function ShownFields(props: {
  readonly fields: ChangeFields;
  readonly beside: readonly (readonly string[])[];
  readonly form: FormState;
}) {
  const { fields, beside, form } = props;
  const shown = (name: string) => <>{fields[name]?.show(name, form)}</>;
  return (
    <>
      {Object.keys(fields).map((name) => {
        const row = beside.find((names) => names.includes(name));
        if (row === undefined) return shown(name);
        return row[0] === name ? <div class="field-row">{row.map(shown)}</div> : null;
      })}
    </>
  );
}
