/**
 * Taking a report away (tải báo cáo): its files, its signed files, the dossiers behind a figure. Each is made first and then
 * noted in the log, so that nobody's place in the log waits for it; what cannot be noted is not given out.
 */
import type { AuditAct, AuditDetail } from '../../core/audit/acts.ts';
import type { ReportFormat } from '../../documents/report/index.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import type { SignedIn } from '../signed-in.ts';
import { signedFile } from '../signing/sign-report.ts';
import { requirePermission } from '../work/permission.ts';
import { requirePeriod } from './build-report.ts';
import { type FigureName, readFigure } from './figure.ts';
import { figureCsv } from './figure-csv.ts';
import { readReport } from './report-view.ts';
import { writeReportFiles } from './write-report.ts';

export interface Download {
  readonly user: SignedIn;
  readonly period: string;
  /** False where only the head of the answer is asked for, so that nothing leaves and nothing is noted. */
  readonly taken: boolean;
}

/** Absent: the newest version. */
interface WhichVersion {
  readonly version?: number;
  /** The log as it stands, also where the period is closed. */
  readonly live?: boolean;
}
const whichOf = ({ period, version, live }: Download & WhichVersion) => ({
  period,
  ...(version === undefined ? {} : { version }),
  ...(live === undefined ? {} : { live }),
});
/** Of figures that are not closed there is no version. */
const versionOf = (version: number | null): AuditDetail => (version === null ? {} : { version });

export interface DownloadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function noteDownload(
  { store, clock }: Installation,
  { user: { unitId, loginName }, taken }: Download,
  act: AuditAct,
  detail: AuditDetail,
): Promise<void> {
  if (!taken) return Promise.resolve();
  return within(store, [unitId], async (client) => {
    const place = await takeAuditHead(client, unitId, clock.now());
    await appendAudit(client, place, { actor: loginName, act, detail });
  });
}

/** @throws ServiceError `FORBIDDEN`, and where there is no such report */
export async function downloadReport(
  installation: Installation,
  input: Download & WhichVersion & { readonly format: ReportFormat },
): Promise<DownloadedFile> {
  const { model, version } = await readReport(installation, { actor: input.user, ...whichOf(input) });
  const [file] = await writeReportFiles(model, [input.format]);
  if (file === undefined) throw new Error(`Không lập được tệp ${input.format}.`);
  await noteDownload(installation, input, 'report.download', {
    period: model.period.id,
    ...versionOf(version),
    format: input.format,
  });
  return { name: file.name, bytes: file.bytes };
}

/** The dossiers behind a figure, for spreadsheets. @throws ServiceError `FORBIDDEN`, `NO_DOSSIERS`, and where there is no such figure */
export async function downloadFigure(
  installation: Installation,
  input: Download & WhichVersion & { readonly figure: FigureName },
): Promise<DownloadedFile> {
  requirePermission(input.user, ['report.view']);
  const figure = await readFigure(installation, {
    unitId: input.user.unitId,
    ...whichOf(input),
    figure: input.figure,
  });
  const { dossiers, model, version } = figure;
  if (dossiers === null) throw new ServiceError('NO_DOSSIERS', figure.noDossiers ?? 'Số liệu này không đếm hồ sơ.');
  const bytes = figureCsv(dossiers);
  await noteDownload(installation, input, 'report.downloadFigure', {
    period: model.period.id,
    ...versionOf(version),
    figure: input.figure.kind === 'cell' ? figure.where : `${figure.where}, «${figure.title}»`,
    dossiers: dossiers.length,
  });
  return { name: `ho-so-${model.period.id}.csv`.toLowerCase(), bytes };
}

/** A signed file as it was kept; null: there is none. @throws ServiceError `FORBIDDEN` */
export async function downloadSigned(
  installation: Installation,
  input: Download & { readonly version: number; readonly issue: number; readonly place: number },
): Promise<DownloadedFile | null> {
  const { user, period, version, issue, place } = input;
  const file = await signedFile(installation, { user, period, version, issue, place });
  if (file === null) return null;
  await noteDownload(installation, input, 'report.downloadSigned', {
    period: requirePeriod(period).id,
    version,
    issue,
    place,
  });
  return { name: file.fileName, bytes: file.bytes };
}
