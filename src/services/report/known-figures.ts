/** What the product itself knows of a unit's period, for holding a hand-written report against it. */
import type { ReportModel } from '../../core/reporting/model.ts';
import { previousPeriod } from '../../core/reporting/period.ts';
import { findReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import type { Installation } from '../installation.ts';
import { buildReport, reportPlace } from './build-report.ts';

export interface KnownReportFigures {
  readonly indicators: Readonly<Record<string, number>>;
  readonly previousClosing?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

/** Whole figures of the report, and those of the previous closing by form, row and column. @throws ServiceError */
export async function knownFigures(
  installation: Installation,
  unitId: string,
  period: string,
): Promise<KnownReportFigures> {
  const { model } = await buildReport(installation, { unitId, period, prove: false });
  const place = await reportPlace(installation.store, unitId, period);
  const stored = await within(
    installation.store,
    [unitId],
    (client) => findReport(client, unitId, previousPeriod(place.period).id),
    { readOnly: true },
  );
  const indicators = Object.fromEntries(
    model.indicators.flatMap((i) => (i.kind === 'ratio' || i.value === null ? [] : [[i.id, i.value]])),
  );
  return stored === null
    ? { indicators }
    : { indicators, previousClosing: figuresOf(JSON.parse(stored.model) as ReportModel) };
}

function figuresOf(model: ReportModel): KnownReportFigures['previousClosing'] & object {
  return Object.fromEntries(
    model.forms.map((form) => [
      form.shortCode,
      Object.fromEntries(
        form.parts.flatMap((part) =>
          [
            ...part.rows.map((row) => [row.label, row] as const),
            ...(part.total === null ? [] : [['total', part.total] as const]),
          ].map(([label, row]) => [
            label,
            Object.fromEntries(
              Object.entries(row.cells).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
            ),
          ]),
        ),
      ),
    ]),
  );
}
