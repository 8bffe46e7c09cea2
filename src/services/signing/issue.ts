/**
 * Number and date of a closed report (văn thư cho số, ngày). Its own append-only record beside the closed version: the
 * next files of that version print it, and no figure, word or digest of the version changes.
 */
import { ACT_LABELS, type Act, permits } from '../../core/access/permissions.ts';
import { DOCUMENT_NUMBER, type DocumentIssue, issued } from '../../core/reporting/issue.ts';
import type { ReportModel } from '../../core/reporting/model.ts';
import { periodLabel, reportingPeriod } from '../../core/reporting/period.ts';
import { dateOf, fromInstant } from '../../core/time/local-date-time.ts';
import { formatDate, type PlainDate } from '../../core/time/plain-date.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import {
  insertIssue,
  listIssues,
  listSignatures,
  numberTaken,
  type StoredIssue,
  type StoredSignature,
} from '../../store/report-issues.ts';
import { findReport, type StoredReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { requirePeriod } from '../report/build-report.ts';
import type { SignedIn } from '../signed-in.ts';

/** @throws ServiceError FORBIDDEN */
export function requireAct(user: SignedIn, act: Act): void {
  if (!permits(user, act, user.unitId))
    throw new ServiceError('FORBIDDEN', `Việc «${ACT_LABELS[act]}» không thuộc vai trò của bạn.`, { exitCode: 1 });
}

export interface Issuance {
  /** The number and date that hold, or null before the clerk gave any. */
  readonly issue: StoredIssue | null;
  readonly earlier: readonly StoredIssue[];
  /** Signatures of the issue that holds. */
  readonly signatures: readonly StoredSignature[];
  readonly earlierSignatures: readonly StoredSignature[];
}

/** How far a closed version is on its way out. */
export async function issuanceOf(
  { store }: Pick<Installation, 'store'>,
  key: { readonly unitId: string; readonly period: string; readonly version: number },
): Promise<Issuance> {
  const place = { homeUnitId: key.unitId, periodId: key.period, version: key.version };
  return within(
    store,
    [key.unitId],
    async (client) => {
      const issues = await listIssues(client, place);
      const signatures = await listSignatures(client, place);
      const issue = issues.at(-1) ?? null;
      return {
        issue,
        earlier: issues.slice(0, -1),
        signatures: signatures.filter((signature) => signature.issue === issue?.issue),
        earlierSignatures: signatures.filter((signature) => signature.issue !== issue?.issue),
      };
    },
    { readOnly: true },
  );
}

/** The model of a closed version as its files print it now: with the number and date that hold, where there are any. */
export async function printedModel(
  installation: Pick<Installation, 'store'>,
  closed: StoredReport,
): Promise<{ readonly model: ReportModel; readonly issue: StoredIssue | null }> {
  const { issue } = await issuanceOf(installation, {
    unitId: closed.homeUnitId,
    period: closed.periodId,
    version: closed.version,
  });
  const model = JSON.parse(closed.model) as ReportModel;
  return { model: issue === null ? model : issued(model, issue), issue };
}

/** What is wrong with a number and date, by field; nothing when they may stand. */
export function issueProblems(
  wanted: DocumentIssue,
  period: { readonly through: PlainDate },
  today: PlainDate,
): Partial<Record<'number' | 'date', string>> {
  return {
    ...(DOCUMENT_NUMBER.test(wanted.number)
      ? {}
      : { number: 'Số văn bản gồm tối đa 5 chữ số, có thể thêm một chữ cái thường, ví dụ 05 hoặc 104a.' }),
    ...(wanted.date <= period.through
      ? { date: `Ngày ban hành phải sau ngày cuối kỳ báo cáo (${formatDate(period.through)}).` }
      : wanted.date > today
        ? { date: `Ngày ban hành không được sau hôm nay (${formatDate(today)}).` }
        : {}),
  };
}

/**
 * Gives a closed version its number and date. The same again changes nothing; another one is the next issue, which has
 * to be signed anew.
 * @throws ServiceError BAD_ISSUE with `number: …`, `date: …` in its details; NOT_CLOSED; SUPERSEDED; FORBIDDEN
 */
export async function numberReport(
  { store, clock }: Installation,
  input: {
    readonly user: SignedIn;
    readonly period: string;
    readonly version: number;
    readonly number: string;
    readonly date: PlainDate;
  },
): Promise<StoredIssue> {
  requireAct(input.user, 'report.number');
  const period = requirePeriod(input.period);
  const now = clock.now();
  const unitId = input.user.unitId;
  const key = { homeUnitId: unitId, periodId: period.id, version: input.version };
  return within(store, [unitId], async (client) => {
    const head = await takeAuditHead(client, unitId, now);
    const newest = await findReport(client, unitId, period.id);
    requireNewest(newest, period.id, input.version);
    const problems = issueProblems(input, period, dateOf(fromInstant(now)));
    const taken = await numberTaken(client, key, input.number, input.date);
    if (taken !== null)
      problems.number ??= `Số ${input.number} năm ${input.date.slice(0, 4)} đã cấp cho báo cáo ${periodLabel(reportingPeriod(taken.periodId))}, phiên bản ${taken.version}.`;
    const found = Object.entries(problems);
    if (found.length > 0)
      throw new ServiceError('BAD_ISSUE', 'Chưa ghi được số, ngày của báo cáo.', {
        details: found.map(([field, message]) => `${field}: ${message}`),
      });
    const last = (await listIssues(client, key)).at(-1);
    if (last !== undefined && last.number === input.number && last.date === input.date) return last;
    const issue: StoredIssue = {
      ...key,
      issue: (last?.issue ?? 0) + 1,
      number: input.number,
      date: input.date,
      recordedAt: head.recordedAt,
      actor: input.user.loginName,
    };
    await insertIssue(client, issue);
    await appendAudit(client, head, {
      actor: input.user.loginName,
      act: 'numberReport',
      detail: {
        period: period.id,
        version: input.version,
        issue: issue.issue,
        number: issue.number,
        date: issue.date,
      },
    });
    return issue;
  });
}

/** Only the newest version goes out. @throws ServiceError NOT_CLOSED, SUPERSEDED */
export function requireNewest(newest: StoredReport | null, period: string, version: number): StoredReport {
  const label = periodLabel(reportingPeriod(period));
  if (newest === null)
    throw new ServiceError('NOT_CLOSED', `${label} chưa chốt số liệu nên chưa cho số, chưa ký được.`, { exitCode: 1 });
  if (newest.version !== version)
    throw new ServiceError(
      'SUPERSEDED',
      `${label} đã có phiên bản ${newest.version}; phiên bản ${version} chỉ còn để tra cứu, không cho số hay ký nữa.`,
      { exitCode: 1 },
    );
  return newest;
}
