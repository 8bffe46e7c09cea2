/**
 * Proving a closed report (chứng minh báo cáo đã chốt không đổi): it is built again from the log as it stood at its
 * cut-off, with the definitions it carries, and compared with what was kept; and the facts it counted are folded again
 * from the events themselves.
 */
import type pg from 'pg';
import { canonicalJson } from '../../core/canonical-json.ts';
import { type Dossier, fold } from '../../core/dossier/dossier.ts';
import type { DossierFacts } from '../../core/dossier/facts.ts';
import { factsOf } from '../../core/dossier/facts-of.ts';
import type { ReportModel } from '../../core/reporting/model.ts';
import { opensAt, periodLabel } from '../../core/reporting/period.ts';
import { fromInstant } from '../../core/time/local-date-time.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { listFacts } from '../../store/counting.ts';
import { loadEventsOfUnit } from '../../store/event-log.ts';
import { closingDigest, findReport, reportDigest, type StoredReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import { type Installation, loadCalendar } from '../installation.ts';
import type { CellProofs } from './assemble.ts';
import { computeReport, type ReportPlace, reportPlace } from './build-report.ts';
import { loadDefinitions, type ReportDefinitions, sha256 } from './definitions.ts';
import { cellDifferences } from './differences.ts';

export interface Verification {
  readonly unit: string;
  readonly period: string;
  readonly version: number;
  readonly holds: boolean;
  readonly cells: number;
  readonly dossiers: number;
  readonly faults: readonly string[];
}

/** @throws ServiceError when there is no such closed report */
export async function verifyReport(
  { store }: Installation,
  input: { readonly unitId: string; readonly period: string; readonly version?: number },
): Promise<Verification> {
  const place = await reportPlace(store, input.unitId, input.period);
  return within(
    store,
    [...new Set([...place.homes, place.unit.id])],
    async (client) => {
      await client.query('set local statement_timeout = 0');
      const stored = await findReport(
        client,
        place.unit.id,
        place.period.id,
        input.version === undefined ? {} : { version: input.version },
      );
      if (stored === null)
        throw new ServiceError(
          'NOT_CLOSED',
          `${place.unit.name} chưa chốt ${periodLabel(place.period)}${input.version === undefined ? '' : ` phiên bản ${input.version}`}.`,
        );
      const faults: string[] = [];
      if (sha256(stored.definition) !== stored.definitionHash)
        faults.push('Định nghĩa kèm theo báo cáo đã bị sửa: mã băm không khớp.');
      const kept = { model: JSON.parse(stored.model) as ReportModel, cells: JSON.parse(stored.cells) as CellProofs };
      const again = await computeReport(client, place, {
        recordedThrough: stored.recordedThrough,
        now: stored.closedAt,
        asOf: fromInstant(stored.asOf),
        prove: true,
        version: { number: stored.version, closedAt: stored.closedAt },
        definitions: loadDefinitions(JSON.parse(stored.definition) as ReportDefinitions),
      });
      for (const difference of cellDifferences(kept, again)) {
        faults.push(
          `Biểu ${difference.form}, hàng «${difference.row}», cột (${difference.column}): đã chốt ${String(difference.from)}, lập lại được ${String(difference.to)}${difference.sameFigure ? ' nhưng từ các hồ sơ khác' : ''}.`,
        );
      }
      if ((await closingDigest(client, place.unit.id, stored)) !== reportDigest(stored))
        faults.push('Bản lưu của báo cáo khác với bản đã ghi vào nhật ký khi chốt: có người đã sửa sau khi chốt.');
      if (faults.length === 0 && canonicalJson(kept.model) !== canonicalJson(again.model))
        faults.push('Lời văn hoặc phần đầu, phần cuối của báo cáo lập lại khác bản đã chốt.');
      const refolded = await refoldFaults(client, place, stored);
      return {
        unit: place.unit.id,
        period: place.period.id,
        version: stored.version,
        holds: faults.length + refolded.faults.length === 0,
        cells: Object.keys(kept.cells).length,
        dossiers: refolded.count,
        faults: [...faults, ...refolded.faults],
      };
    },
    { readOnly: true, isolation: 'repeatable read' },
  );
}

/** Facts as counted against facts folded from the events again. A computed due date may have moved with a later calendar; a slip's cannot. */
async function refoldFaults(
  client: pg.ClientBase,
  place: ReportPlace,
  stored: StoredReport,
): Promise<{ count: number; faults: string[] }> {
  const faults: string[] = [];
  let count = 0;
  for (const home of place.homes) {
    const calendar = await loadCalendar(client, home, stored.recordedThrough);
    const frame = { opensAt: opensAt(place.period), asOf: fromInstant(stored.asOf), granularity: 'minute' as const };
    const counted = await listFacts(client, { homes: [home], frame, recordedThrough: stored.recordedThrough });
    const logs = await loadEventsOfUnit(
      client,
      home,
      counted.map((facts) => facts.dossierId),
      stored.recordedThrough,
    );
    for (const facts of counted) {
      count += 1;
      let dossier: Dossier;
      let again: DossierFacts | null;
      try {
        dossier = fold(NATIONAL_DOSSIER, logs.get(facts.dossierId) ?? []);
        again = factsOf(facts, dossier, calendar);
      } catch (error) {
        faults.push(`Hồ sơ ${facts.dossierCode}: diễn biến đã ghi tự mâu thuẫn (${(error as Error).message})`);
        continue;
      }
      const comparable = (value: DossierFacts | null): string =>
        canonicalJson(
          value === null ? null : dossier.slipDueAt === null ? { ...value, dueAt: null, lapsedDuring: [] } : value,
        );
      if (comparable(again) !== comparable(facts))
        faults.push(`Hồ sơ ${facts.dossierCode}: số liệu để đếm khác với diễn biến đã ghi.`);
    }
  }
  return { count, faults };
}
