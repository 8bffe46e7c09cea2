/** The day at the certification desk (sổ trong ngày): its lines, its running totals, what the next line begins with. */
import type { Book, CertificationKind } from '../../core/certification/kinds.ts';
import { type CertificationPayment, countsPages, lineFee } from '../../core/certification/line.ts';
import { dateOf, fromInstant } from '../../core/time/local-date-time.ts';
import type { PlainDate } from '../../core/time/plain-date.ts';
import { CERTIFICATION_KINDS, certificationKind } from '../../law/certification/kinds.ts';
import { FEE_SCHEDULES } from '../../law/fees/index.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import {
  type BookTotals,
  type EntryKey,
  type EntryVersion,
  findEntry,
  listDay,
  listVersions,
  type StoredEntry,
  totalsByBook,
} from '../../store/certification.ts';
import { listPeopleOf } from '../../store/dossier-people.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { demand } from '../reception/desk.ts';
import type { SignedIn } from '../signed-in.ts';
import { requireEntry } from './desk.ts';

export type { BookTotals, EntryKey, EntryVersion, StoredEntry };

/** Lines that a screen shows; a printed book shows {@link MOST_PRINTED}. */
export const LINES_SHOWN = 50;
export const MOST_PRINTED = 2000;

export interface DayBook {
  readonly day: PlainDate;
  readonly today: PlainDate;
  readonly entries: readonly StoredEntry[];
  readonly totals: readonly BookTotals[];
  /** Lines of the day in the chosen book, on whatever page. */
  readonly lineCount: number;
}

/** Today by the clock. */
export const today = ({ clock }: Pick<Installation, 'clock'>): PlainDate => dateOf(fromInstant(clock.now()));

const countOf = (totals: readonly BookTotals[], book: Book | 'eCopy' | undefined): number =>
  totals.reduce(
    (sum, of) => sum + (book === 'eCopy' ? of.eCopies : book === undefined || of.book === book ? of.lines : 0),
    0,
  );

/** Sổ của một ngày. @param page from 1 @throws ServiceError `FORBIDDEN` */
export async function dayBook(
  installation: Installation,
  input: {
    readonly user: SignedIn;
    readonly day?: PlainDate | undefined;
    readonly book?: Book | 'eCopy' | undefined;
    readonly order: 'latest' | 'number';
    readonly page?: number;
  },
): Promise<DayBook> {
  demand(input.user, 'certification.view');
  const homeUnitId = input.user.unitId;
  const now = today(installation);
  const day = input.day ?? now;
  const limit = input.order === 'latest' ? LINES_SHOWN : MOST_PRINTED;
  return within(
    installation.store,
    [homeUnitId],
    async (client) => {
      const query = { homeUnitId, day, book: input.book };
      const entries = await listDay(client, query, input.order, limit, ((input.page ?? 1) - 1) * limit);
      const totals = await totalsByBook(client, homeUnitId, day, day);
      return { day, today: now, entries, totals, lineCount: countOf(totals, input.book) };
    },
    { readOnly: true },
  );
}

/** Totals of days, both ends counted: the books' share of a report. @throws ServiceError `FORBIDDEN` */
export async function certificationTotals(
  { store }: Installation,
  input: { readonly user: SignedIn; readonly from: PlainDate; readonly through: PlainDate },
): Promise<readonly BookTotals[]> {
  demand(input.user, 'certification.view');
  return within(
    store,
    [input.user.unitId],
    (client) => totalsByBook(client, input.user.unitId, input.from, input.through),
    { readOnly: true },
  );
}

/** Who the dossier of a line names as its applicant, where that is no longer what the book says. */
export interface ApplicantSince {
  readonly fullName: string;
  readonly identityNumber: string;
}

/** A line with all its versions, and whom its dossier names since. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function showLine(
  { store }: Installation,
  input: { readonly user: SignedIn; readonly line: Omit<EntryKey, 'homeUnitId'> },
): Promise<{
  readonly entry: StoredEntry;
  readonly versions: readonly EntryVersion[];
  readonly since: ApplicantSince | null;
}> {
  demand(input.user, 'certification.view');
  const key = { ...input.line, homeUnitId: input.user.unitId };
  return within(
    store,
    [input.user.unitId],
    async (client) => {
      const entry = await requireEntry(client, key);
      const people = await listPeopleOf(client, key.homeUnitId, entry.dossierId);
      const now = people.find(({ role }) => role === 'applicant');
      const same =
        now === undefined || (now.fullName === entry.applicant && now.identityNumber === entry.identityNumber);
      return {
        entry,
        versions: await listVersions(client, key),
        since: same ? null : { fullName: now.fullName, identityNumber: now.identityNumber },
      };
    },
    { readOnly: true },
  );
}

/** The line whose applicant is here again; null for one that is not there. */
export async function findLine(
  { store }: Installation,
  input: { readonly user: SignedIn; readonly line: Omit<EntryKey, 'homeUnitId'> },
): Promise<StoredEntry | null> {
  demand(input.user, 'certification.view');
  const key = { ...input.line, homeUnitId: input.user.unitId };
  return within(store, [input.user.unitId], (client) => findEntry(client, key), { readOnly: true });
}

/** Hiện đủ số giấy tờ: who asked for whose whole number is written down. @throws ServiceError `FORBIDDEN`, `NOT_FOUND` */
export async function revealIdentity(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly line: Omit<EntryKey, 'homeUnitId'> },
): Promise<string> {
  demand(input.user, 'person.viewUnmasked');
  const homeUnitId = input.user.unitId;
  return within(store, [homeUnitId], async (client) => {
    const place = await takeAuditHead(client, homeUnitId, clock.now());
    const entry = await requireEntry(client, { ...input.line, homeUnitId });
    await appendAudit(client, place, {
      actor: input.user.loginName,
      act: 'person.viewUnmasked',
      detail: { ...input.line, dossierCode: entry.dossierCode },
    });
    return entry.identityNumber;
  });
}

export interface FeeAnswer {
  /** đồng; null where the figures do not make a line yet. */
  readonly fee: number | null;
  readonly kind: CertificationKind | undefined;
  readonly countsPages: boolean;
  /** Why there is none, to the officer; empty otherwise. */
  readonly message: string;
}

/** Tiền phí while the line is being typed. */
export function feeWhileTyping(
  installation: Pick<Installation, 'clock'>,
  typed: { readonly kind: string; readonly pages: string; readonly copies: string; readonly payment: string },
): FeeAnswer {
  const on = today(installation);
  const kind = certificationKind(typed.kind);
  if (kind === undefined) return { fee: null, kind, countsPages: false, message: 'Hãy chọn loại việc.' };
  const pagesCount = countsPages(FEE_SCHEDULES, kind, on);
  const payment: CertificationPayment = typed.payment === 'exempt' ? 'exempt' : 'cash';
  try {
    const pages = pagesCount ? Number(typed.pages) : 1;
    const fee = lineFee(FEE_SCHEDULES, kind, on, { pages, copies: Number(typed.copies), payment });
    return { fee, kind, countsPages: pagesCount, message: '' };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { fee: null, kind, countsPages: pagesCount, message: error.message };
  }
}

/** Loại việc that the desk offers, in the order of the list. */
export const offeredKinds = (): readonly CertificationKind[] => CERTIFICATION_KINDS;

/** As screens and books name the kind of a line. */
export const kindLabel = (entry: Pick<StoredEntry, 'kind'>): string =>
  certificationKind(entry.kind)?.label ?? entry.kind;
