/** The form of a receipt between browser and service: its fields by name, and what they stand for. */
import { z } from 'zod';
import { ACTUAL_TIME_FIELDS, HAPPENS_NOW, type RawActualTime } from '../../../core/process/late-recording.ts';
import { classifyPersonQuery, type Person } from '../../../core/reception/applicant.ts';
import { MOST_PAPERS, paperField, type RequiredPaper } from '../../../core/reception/papers.ts';
import type { RawReceipt } from '../../../core/reception/receipt.ts';
import type { FormState } from '../../components/form.tsx';
import type { AppContext } from '../../env.ts';
import { formBody } from '../../forms/body.ts';
import { readFields } from '../../forms/read-form.ts';

export const PERSON_FIELDS = [
  'kind',
  'fullName',
  'identityKind',
  'identityNumber',
  'phone',
  'email',
  'address',
] as const;

const PLAIN_FIELDS = [
  'procedureCode',
  'personId',
  'correctsId',
  ...PERSON_FIELDS,
  'byRepresentative',
  'repName',
  'repIdentity',
  'repPhone',
  'repAuthority',
  'channel',
  'request',
  'sets',
  'paperCount',
  'allReceived',
  'feePages',
  'feeCopies',
  'feeAmount',
  'feeExemption',
  'resultChannel',
  'resultAddress',
  ...ACTUAL_TIME_FIELDS,
] as const;

const PAPER_PARTS = ['name', 'form', 'copies', 'required', 'received'] as const;

export interface ReadReceipt {
  readonly form: FormState;
  readonly raw: RawReceipt;
  /** When it was received, where not now; what was said yes to is on the page after. */
  readonly actual: RawActualTime;
  readonly onceKey: string | undefined;
  /** Something cannot be read at all, such as control characters. */
  readonly hostile: boolean;
}

const one = (form: FormState, name: string): string => form.typed[name]?.[0] ?? '';

export function paperCount(form: FormState): number {
  const count = Number(one(form, 'paperCount'));
  return Number.isInteger(count) && count > 0 ? Math.min(count, MOST_PAPERS) : 0;
}

/** Reads whatever was sent; what it is worth the service says. */
export async function readReceipt(c: AppContext): Promise<ReadReceipt> {
  const body = await formBody(c);
  const lines = Math.min(Number(body.fields.get('paperCount')?.[0] ?? 0) || 0, MOST_PAPERS);
  const names: string[] = [...PLAIN_FIELDS];
  for (let index = 0; index < lines; index += 1) {
    for (const part of PAPER_PARTS) names.push(paperField(index, part));
  }
  const read = readFields(body, z.object(Object.fromEntries(names.map((name) => [name, z.string()]))));
  return {
    form: read.form,
    raw: rawOf(read.form),
    actual: actualOf(read.form),
    onceKey: read.onceKey,
    hostile: !read.ok,
  };
}

function actualOf(form: FormState): RawActualTime {
  const at = (name: (typeof ACTUAL_TIME_FIELDS)[number]): string => one(form, name);
  return {
    ...HAPPENS_NOW,
    actualDate: at('actualDate'),
    actualTime: at('actualTime'),
    actualReason: at('actualReason'),
  };
}

export function rawOf(form: FormState): RawReceipt {
  const at = (name: string): string => one(form, name);
  const everything = at('allReceived') !== '';
  return {
    procedureCode: at('procedureCode'),
    personId: at('personId'),
    correctsId: at('correctsId'),
    person: {
      kind: at('kind'),
      fullName: at('fullName'),
      identityKind: at('identityKind'),
      identityNumber: at('identityNumber'),
      phone: at('phone'),
      email: at('email'),
      address: at('address'),
    },
    byRepresentative: at('byRepresentative') !== '',
    repName: at('repName'),
    repIdentity: at('repIdentity'),
    repPhone: at('repPhone'),
    repAuthority: at('repAuthority'),
    channel: at('channel'),
    request: at('request'),
    sets: at('sets'),
    papers: Array.from({ length: paperCount(form) }, (_, index) => {
      const required = at(paperField(index, 'required')) !== '';
      return {
        name: at(paperField(index, 'name')),
        form: at(paperField(index, 'form')),
        copies: at(paperField(index, 'copies')),
        required,
        received: at(paperField(index, 'received')) !== '' || (everything && required),
      };
    }),
    fee: {
      pages: at('feePages'),
      copies: at('feeCopies'),
      amount: at('feeAmount'),
      exemption: at('feeExemption'),
    },
    resultChannel: at('resultChannel'),
    resultAddress: at('resultAddress'),
  };
}

/** Empty lines under the checklist, for papers that the procedure does not name. */
const SPARE_LINES = 1;

/** A form as it begins for a procedure. @param person whom it is filled in with; the search text of a new one */
export function freshForm(
  procedure: { readonly code: string; readonly papers: readonly RequiredPaper[]; readonly channels: readonly string[] },
  person: { readonly id?: string; readonly person?: Person; readonly typed?: string },
): FormState {
  const typed: Record<string, readonly string[]> = {
    procedureCode: [procedure.code],
    personId: [person.id ?? ''],
    kind: ['citizen'],
    identityKind: ['citizenId'],
    channel: [procedure.channels.includes('counter') ? 'counter' : (procedure.channels[0] ?? 'counter')],
    sets: ['1'],
    resultChannel: ['counter'],
    feeCopies: ['1'],
    feePages: ['1'],
    paperCount: [String(Math.min(procedure.papers.length + SPARE_LINES, MOST_PAPERS))],
  };
  for (const [index, paper] of procedure.papers.entries()) {
    typed[paperField(index, 'name')] = [paper.name];
    typed[paperField(index, 'form')] = [paper.form];
    typed[paperField(index, 'copies')] = [String(paper.copies)];
    typed[paperField(index, 'required')] = paper.required ? ['on'] : [];
  }
  for (let index = procedure.papers.length; index < procedure.papers.length + SPARE_LINES; index += 1) {
    typed[paperField(index, 'form')] = ['copy'];
    typed[paperField(index, 'copies')] = ['1'];
  }
  if (person.person !== undefined) {
    for (const name of PERSON_FIELDS) typed[name] = [person.person[name]];
  }
  const found = person.typed === undefined ? undefined : classifyPersonQuery(person.typed);
  if (found !== undefined) {
    const field = { identity: 'identityNumber', phone: 'phone', name: 'fullName' }[found.kind];
    typed[field] = [found.value];
    if (found.kind === 'identity' && !/^\d{12}$/.test(found.value)) {
      typed['identityKind'] = [/^\d+$/.test(found.value) ? 'taxCode' : 'passport'];
    }
  }
  return { typed, errors: {} };
}

/** The same form with further empty lines for papers. */
export function withMoreLines(form: FormState, more: number): FormState {
  const count = paperCount(form);
  const next = Math.min(count + more, MOST_PAPERS);
  const typed: Record<string, readonly string[]> = { ...form.typed, paperCount: [String(next)] };
  for (let index = count; index < next; index += 1) {
    typed[paperField(index, 'form')] = ['copy'];
    typed[paperField(index, 'copies')] = ['1'];
  }
  return { typed, errors: {} };
}

/** Everything that was typed, as hidden fields carry it over the next page. */
export function hiddenFields(form: FormState): readonly (readonly [string, string])[] {
  return Object.entries(form.typed).flatMap(([name, values]) => values.map((value) => [name, value] as const));
}
