/** The body of a posted form (dữ liệu gửi lên), read once per request and within limits. */
import type { AppContext } from '../env.ts';
import { boundaryOf, type FormBody, type MultipartLimits, readMultipart } from './multipart.ts';

/** A form without files: 1 MiB. */
const MAX_FORM_BYTES = 1_048_576;
const MAX_FIELDS = 1000;
/** The largest file that any page takes: 20 MiB. A page may want less. */
export const MAX_FILE_BYTES = 20 * 1_048_576;
/** All files of one form together: 80 MiB. */
export const MAX_KEPT_BYTES = 4 * MAX_FILE_BYTES;

const LIMITS: MultipartLimits = {
  maxFields: MAX_FIELDS,
  maxFieldBytes: 262_144,
  maxFiles: 20,
  maxFileBytes: MAX_FILE_BYTES,
  maxKeptBytes: MAX_KEPT_BYTES,
  // Read and thrown away beyond what is kept, so that the answer arrives: 2 GiB.
  maxBodyBytes: 2 * 1024 ** 3,
};
/** Nobody who is not signed in has a file to give. */
const STRANGERS: MultipartLimits = { ...LIMITS, maxFileBytes: 0, maxKeptBytes: 0, maxBodyBytes: MAX_FORM_BYTES };

const EMPTY: FormBody = { fields: new Map(), files: new Map() };
const known = new WeakMap<Request, Promise<FormBody>>();

/** Fields and files of the request; empty for a body that is no form. */
export function formBody(c: AppContext): Promise<FormBody> {
  let body = known.get(c.req.raw);
  if (body === undefined) {
    body = read(c);
    known.set(c.req.raw, body);
  }
  return body;
}

async function read(c: AppContext): Promise<FormBody> {
  const type = c.req.header('content-type') ?? '';
  const stream = c.req.raw.body;
  if (stream === null) return EMPTY;
  const boundary = boundaryOf(type);
  if (boundary !== undefined) {
    return readMultipart(stream, boundary, c.get('user') === undefined ? STRANGERS : LIMITS);
  }
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return EMPTY;
  const text = await readText(stream, MAX_FORM_BYTES);
  if (text === undefined) return { ...EMPTY, problem: 'tooLarge' };
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > MAX_FIELDS) return { ...EMPTY, problem: 'tooLarge' };
    const list = fields.get(name);
    if (list === undefined) fields.set(name, [value]);
    else list.push(value);
  }
  return { fields, files: new Map() };
}

/** A body as text; undefined when it is longer than `limit` bytes. What is too long is read to its end, up to 64 times. */
async function readText(stream: ReadableStream<Uint8Array>, limit: number): Promise<string | undefined> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > 64 * limit) {
      await reader.cancel();
      break;
    }
    if (size <= limit) pieces.push(value);
  }
  return size > limit ? undefined : Buffer.concat(pieces).toString('utf8');
}

/** A JSON body of a script of ours; undefined when it is none or longer than 64 KiB. */
export async function jsonBody(c: AppContext): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '') || c.req.raw.body === null) return undefined;
  const text = await readText(c.req.raw.body, 65_536);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
