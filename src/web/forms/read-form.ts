/**
 * From what was typed to values (đọc biểu nhập): text in NFC, hostile characters refused, one sentence beside each field
 * that is wrong, and everything that was typed kept for showing again.
 */
import { z } from 'zod';
import { vi } from 'zod/locales';
import type { FormState } from '../components/form.tsx';
import type { AppContext } from '../env.ts';
import { formBody } from './body.ts';
import type { FormBody, UploadedFile } from './multipart.ts';

// Under a strict content policy and inside tests alike, schemas are read and never compiled into code.
z.config({ ...vi(), jitless: true });

/** The longest text of one field that is looked at; schemas set lower limits of their own. */
const LONGEST_FIELD = 20_000;

export type FormResult<Values> =
  | { readonly ok: true; readonly values: Values; readonly form: FormState; readonly onceKey: string | undefined }
  | { readonly ok: false; readonly form: FormState; readonly onceKey: string | undefined };

/** Characters that no form may hold: controls other than tab and line ends, direction overrides, unpaired surrogates. */
const HOSTILE = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/u;

/** Text as it is kept: NFC, line ends as \n, no spaces around. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .normalize('NFC')
    .trim();
}

type Shape = Readonly<Record<string, z.ZodType>>;

function wantsList(type: z.ZodType): boolean {
  let inner: z.ZodType = type;
  for (;;) {
    const definition = inner._zod.def as { type: string; innerType?: z.ZodType; in?: z.ZodType };
    if (definition.type === 'array' || definition.type === 'set') return true;
    const next = definition.innerType ?? definition.in;
    if (next === undefined) return false;
    inner = next;
  }
}

/**
 * Reads the posted form of a request. A field's name is its key in the schema; a field declared as an array gets every
 * value sent under its name, any other the first, and an absent one the empty text.
 */
export async function readForm<S extends Shape>(
  c: AppContext,
  schema: z.ZodObject<S>,
): Promise<FormResult<z.infer<z.ZodObject<S>>>> {
  return readFields(await formBody(c), schema);
}

/** {@link readForm} over a body that was already read. */
export function readFields<S extends Shape>(
  body: FormBody,
  schema: z.ZodObject<S>,
): FormResult<z.infer<z.ZodObject<S>>> {
  const typed: Record<string, readonly string[]> = {};
  const errors: Record<string, string> = {};
  const input: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(schema.shape as Shape)) {
    const files = body.files.get(name);
    const raw = (body.fields.get(name) ?? []).map((text) => text.slice(0, LONGEST_FIELD + 1));
    const clean = raw.map(cleanText);
    typed[name] = clean;
    if (clean.some((text) => text.length > LONGEST_FIELD)) {
      errors[name] = 'Nội dung quá dài. Hãy rút ngắn lại.';
    } else if (clean.some((text) => HOSTILE.test(text))) {
      errors[name] = 'Có ký tự điều khiển không nhìn thấy được. Hãy xóa ô này và gõ lại, đừng dán từ tệp khác.';
    }
    input[name] = files ?? (wantsList(type) ? clean : (clean[0] ?? ''));
  }
  const onceKey = body.fields.get('_once')?.[0];
  const form = { typed, errors };
  const result = schema.safeParse(input);
  if (!result.success) {
    for (const issue of result.error.issues) {
      const name = String(issue.path[0] ?? '');
      // The first sentence about a field is enough; the next one comes when this one is mended.
      errors[name] ??= issue.message;
    }
  }
  const key = onceKey !== undefined && /^[0-9a-f-]{36}$/.test(onceKey) ? onceKey : undefined;
  if (Object.keys(errors).length > 0) return { ok: false, form: inOrder(form, schema), onceKey: key };
  return { ok: true, values: result.data as z.infer<z.ZodObject<S>>, form, onceKey: key };
}

/** Errors in the order of the fields, as the summary lists them. */
function inOrder(form: FormState, schema: z.ZodObject): FormState {
  const names = Object.keys(schema.shape);
  const place = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length);
  return {
    typed: form.typed,
    errors: Object.fromEntries(Object.entries(form.errors).sort(([a], [b]) => place(a) - place(b))),
  };
}

/** The form again, with a refusal that a service gave: beside a field, or over the form under the empty name. */
export function withError(form: FormState, name: string, message: string): FormState {
  return { typed: form.typed, errors: { ...form.errors, [name]: message } };
}

export type { UploadedFile };
