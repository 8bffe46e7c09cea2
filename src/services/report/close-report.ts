/**
 * Closing a period (chốt số liệu). It fixes the recorded-at cut-off, the definitions, the figures, and for each figure a
 * digest of the dossiers behind it. Closing again after a correction makes the next version with its differences
 * (số liệu điều chỉnh); the one before stays as it was signed.
 */
import type pg from 'pg';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { ReportModel } from '../../core/reporting/model.ts';
import { closesAt, periodLabel } from '../../core/reporting/period.ts';
import { fromInstant, type Instant, toInstant } from '../../core/time/local-date-time.ts';
import { formatDate } from '../../core/time/plain-date.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import type { ChangedFact } from '../../store/changes.ts';
import { findReport, insertReport, reportDigest, type StoredReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import type { CellProofs } from './assemble.ts';
import { computeReport, reportPlace } from './build-report.ts';
import { type CellDifference, cellDifferences } from './differences.ts';
import { restatedDossiers } from './restated-dossiers.ts';

export interface RestatementDifferences {
  readonly cells: readonly CellDifference[];
  /** Recorded or corrected since the version before, and counted otherwise for it. */
  readonly dossiers: readonly ChangedFact[];
}

export interface CloseResult {
  readonly unit: string;
  readonly period: string;
  readonly version: number;
  /** False when the period was closed already and nothing has changed since. */
  readonly written: boolean;
  readonly closedAt: Instant;
  readonly definitionHash: string;
  readonly fingerprint: string;
  readonly differences: RestatementDifferences | null;
  readonly warnings: readonly string[];
}

/** No transaction of these units can be recorded at or before the cut-off any more. */
async function cutOff(client: pg.ClientBase, homes: readonly string[], unitId: string, now: Instant): Promise<Instant> {
  let latest = now;
  for (const home of [...new Set([...homes, unitId])].sort()) {
    const place = await takeAuditHead(client, home, now);
    if (place.recordedAt > latest) latest = place.recordedAt;
  }
  await client.query('update audit_head set recorded_at = $2 where home_unit_id = any ($1) and recorded_at < $2', [
    [...homes, unitId],
    latest,
  ]);
  return latest;
}

/** @throws ServiceError: exit 1 when the period is not over or a check of severity error fails */
export async function closeReport(
  { store, clock }: Installation,
  input: { readonly unitId: string; readonly period: string; readonly actor: string; readonly reason?: string },
): Promise<CloseResult> {
  const place = await reportPlace(store, input.unitId, input.period);
  const { unit, period, homes } = place;
  const now = clock.now();
  if (fromInstant(now) <= closesAt(period)) {
    throw new ServiceError(
      'PERIOD_NOT_OVER',
      `${periodLabel(period)} kết thúc hết ngày ${formatDate(period.through)}; chỉ chốt được sau ngày đó.`,
      { exitCode: 1 },
    );
  }
  return within(store, [...new Set([...homes, unit.id])], async (client) => {
    await client.query('set local statement_timeout = 0');
    const recordedThrough = await cutOff(client, homes, unit.id, now);
    const before = await findReport(client, unit.id, period.id);
    const number = (before?.version ?? 0) + 1;
    const { model, cells, definitions, frame } = await computeReport(client, place, {
      recordedThrough,
      now: recordedThrough,
      prove: true,
      version: { number, closedAt: recordedThrough },
    });
    const failing = model.checks.filter((check) => check.severity === 'error' && !check.holds);
    if (failing.length > 0) {
      throw new ServiceError(
        'CHECKS_FAIL',
        `Chưa chốt được ${periodLabel(period)}: ${failing.length} kiểm tra không đạt.`,
        { exitCode: 1, details: failing.map((check) => `${check.code}: ${check.message}`) },
      );
    }
    const warnings = model.checks.filter((check) => !check.holds).map((check) => `${check.code}: ${check.message}`);
    const previous =
      before === null
        ? null
        : { model: JSON.parse(before.model) as ReportModel, cells: JSON.parse(before.cells) as CellProofs };
    const changedCells = previous === null ? [] : cellDifferences(previous, { model, cells });
    const sameFigures =
      previous !== null &&
      before !== null &&
      changedCells.length === 0 &&
      previous.model.fingerprint === model.fingerprint &&
      textOf(previous.model) === textOf(model) &&
      // The period before may have been closed again since, so that what did not agree with it does now.
      failingOf(previous.model) === failingOf(model) &&
      before.definitionHash === definitions.hash;
    if (before !== null && sameFigures) {
      return {
        unit: unit.id,
        period: period.id,
        version: before.version,
        written: false,
        closedAt: before.closedAt,
        definitionHash: before.definitionHash,
        fingerprint: previous.model.fingerprint,
        differences: null,
        warnings,
      };
    }
    const differences: RestatementDifferences | null =
      before === null || previous === null
        ? null
        : {
            cells: changedCells,
            dossiers: await restatedDossiers(client, homes, definitions.catalogue.basesOf(definitions.used), {
              before: {
                frame: { ...frame, granularity: previous.model.timelinessGranularity },
                recordedThrough: before.recordedThrough,
              },
              after: { frame, recordedThrough },
            }),
          };
    const report: StoredReport = {
      homeUnitId: unit.id,
      periodId: period.id,
      version: number,
      asOf: toInstant(frame.asOf),
      recordedThrough,
      closedAt: recordedThrough,
      closedBy: input.actor,
      reason: input.reason ?? (before === null ? 'Chốt số liệu kỳ báo cáo' : 'Số liệu điều chỉnh'),
      definitionHash: definitions.hash,
      definition: definitions.text,
      model: JSON.stringify(model),
      cells: canonicalJson(cells),
      differences: canonicalJson(differences),
    };
    await insertReport(client, report);
    const head = await takeAuditHead(client, unit.id, recordedThrough);
    await appendAudit(client, head, {
      actor: input.actor,
      act: 'closeReport',
      detail: {
        period: period.id,
        version: number,
        fingerprint: model.fingerprint,
        definitionHash: definitions.hash,
        digest: reportDigest(report),
      },
    });
    return {
      unit: unit.id,
      period: period.id,
      version: number,
      written: true,
      closedAt: recordedThrough,
      definitionHash: definitions.hash,
      fingerprint: model.fingerprint,
      differences,
      warnings,
    };
  });
}

/** Codes of the checks that do not hold. */
const failingOf = (model: ReportModel): string =>
  model.checks
    .filter((check) => !check.holds)
    .map((check) => check.code)
    .sort()
    .join();

/** The words of a report: they may change where no figure does. */
const textOf = (model: ReportModel): string =>
  JSON.stringify([model.sections, model.document, model.unit, model.receiver]);
