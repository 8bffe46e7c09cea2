/** The report on screen (báo cáo trên màn hình): reading, the figures behind it, versions, files. */
import type { ComponentChildren } from 'preact';
import { ServiceError } from '../../../services/errors.ts';
import { buildReport, requirePeriod } from '../../../services/report/build-report.ts';
import { compareVersions } from '../../../services/report/compare-reports.ts';
import {
  type DownloadedFile,
  downloadFigure,
  downloadReport,
  downloadSigned,
} from '../../../services/report/download-report.ts';
import { type FigureName, readFigure } from '../../../services/report/figure.ts';
import { listPeriods } from '../../../services/report/list-periods.ts';
import { explainDifferences, movedDossiers } from '../../../services/report/moved-dossiers.ts';
import { verifyReport } from '../../../services/report/verify-report.ts';
import { formatsOf } from '../../../services/report/write-report.ts';
import { issuanceOf } from '../../../services/signing/issue.ts';
import { EMPTY_FORM } from '../../components/index.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { cleanText, withError } from '../../forms/read-form.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { actPages } from './act-pages.tsx';
import { FigurePage } from './figure.tsx';
import { FormTable } from './form-table.tsx';
import { Frame, type ReportFrame } from './frame.tsx';
import { PeriodList } from './list.tsx';
import { frameOf, orRefusal } from './load.ts';
import { Narrative } from './narrative.tsx';
import { PATH, periodName, reportHref, whichOf } from './query.ts';
import { Checks, Differences, Verified, Versions } from './versions.tsx';

const MEDIA = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
} as const;

function download({ name, bytes }: DownloadedFile, type: string): Response {
  return new Response(Uint8Array.from(bytes), {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}

/** Who downloads; a question for the head alone takes nothing away. */
const downloadOf = (c: AppContext) => ({ user: signedIn(c), taken: c.req.method !== 'HEAD' });

function figureOf(c: AppContext): FigureName {
  const indicator = c.req.query('chi-tieu');
  return indicator !== undefined
    ? { kind: 'indicator', indicator }
    : {
        kind: 'cell',
        form: c.req.query('bieu') ?? '',
        row: c.req.query('hang') ?? '',
        column: c.req.query('cot') ?? '',
      };
}

const crumbsTo = (
  frame: { readonly model: ReportFrame['model']; readonly which: ReportFrame['which'] },
  label: string,
) => [{ label: 'Báo cáo', href: PATH }, { label: frame.model.period.label, href: reportHref(frame.which) }, { label }];

export function pages(app: AppRouter): void {
  const view = requires('report.view');

  app.get(PATH, view, async (c) => {
    const { installation } = c.get('deps');
    const wanted = c.req.query('ky');
    let form = EMPTY_FORM;
    if (wanted !== undefined) {
      const text = cleanText(wanted);
      try {
        return c.redirect(reportHref({ period: requirePeriod(text.toUpperCase()).id }), 303);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        form = withError({ typed: { ky: [text] }, errors: {} }, 'ky', error.message);
      }
    }
    const periods = await listPeriods(installation, signedIn(c).unitId);
    return page(c, { title: 'Báo cáo', form }, <PeriodList periods={periods} form={form} />);
  });

  const tab = (
    path: string,
    name: string,
    content: (frame: ReportFrame, c: AppContext) => ComponentChildren | Promise<ComponentChildren>,
  ) =>
    app.get(`${PATH}/:ky${path}`, view, (c) =>
      orRefusal(c, async () => {
        const frame = await frameOf(c);
        const inside = await content(frame, c);
        return page(
          c,
          {
            title: `${name}, ${frame.model.period.label}`,
            crumbs: [{ label: 'Báo cáo', href: PATH }, { label: frame.model.period.label }],
          },
          <Frame frame={frame}>{inside}</Frame>,
        );
      }),
    );

  tab('', 'Thuyết minh', (frame) => <Narrative model={frame.model} which={frame.which} />);
  tab('/bieu/:bieu', 'Biểu', (frame, c) => {
    const form = frame.model.forms.find((candidate) => candidate.shortCode === c.req.param('bieu'));
    if (form === undefined)
      throw new ServiceError('UNKNOWN_FORM', `Báo cáo kỳ này không có biểu «${c.req.param('bieu')}».`);
    return <FormTable form={form} which={frame.which} />;
  });
  tab('/kiem-tra', 'Kiểm tra', (frame) => <Checks model={frame.model} />);
  tab('/phien-ban', 'Phiên bản', async (frame, c) => {
    const { installation } = c.get('deps');
    const { unitId } = signedIn(c);
    const entry = (await listPeriods(installation, unitId)).find((of) => of.period.id === frame.model.period.id);
    const rows = await Promise.all(
      (entry?.versions ?? []).map(async (version) => {
        const which = { unitId, period: frame.model.period.id, version: version.version };
        const [issuance, report] = [await issuanceOf(installation, which), await buildReport(installation, which)];
        return { version, issuance, fingerprint: report.model.fingerprint };
      }),
    );
    return <Versions frame={frame} rows={rows} />;
  });

  app.get(`${PATH}/:ky/so-lieu`, view, (c) =>
    orRefusal(c, async () => {
      const which = whichOf(c);
      const { unitId } = signedIn(c);
      const figure = await readFigure(c.get('deps').installation, { unitId, ...which, figure: figureOf(c) });
      const number = Number(c.req.query('trang') ?? 1);
      return page(
        c,
        { title: `${figure.title}: ${figure.text}`, crumbs: crumbsTo({ model: figure.model, which }, 'Số liệu') },
        <FigurePage
          figure={figure}
          which={which}
          query={c.req.query()}
          page={Number.isSafeInteger(number) && number > 0 ? number : 1}
        />,
      );
    }),
  );

  app.get(`${PATH}/:ky/so-lieu.csv`, view, (c) =>
    orRefusal(c, async () => {
      const file = await downloadFigure(c.get('deps').installation, {
        ...downloadOf(c),
        ...whichOf(c),
        figure: figureOf(c),
      });
      return download(file, MEDIA.csv);
    }),
  );

  app.get(`${PATH}/:ky/tai-ve`, requires('report.view', 'report.build'), (c) =>
    orRefusal(c, async () => {
      const [format] = formatsOf(c.req.query('dang') ?? '');
      if (format === undefined) return notFound(c);
      const file = await downloadReport(c.get('deps').installation, { ...downloadOf(c), ...whichOf(c), format });
      return download(file, MEDIA[format]);
    }),
  );

  app.get(`${PATH}/:ky/so-sanh`, view, (c) =>
    orRefusal(c, async () => {
      const period = requirePeriod(c.req.param('ky')).id;
      const versions = [Number(c.req.query('tu')), Number(c.req.query('den'))] as const;
      if (!versions.every((version) => Number.isSafeInteger(version) && version > 0))
        return notFound(c, 'Cần hai phiên bản để so sánh.');
      const { installation } = c.get('deps');
      const { unitId } = signedIn(c);
      const found = await compareVersions(installation, { unitId, period, versions });
      const [from, to] = versions.map((version) => ({ version })) as [{ version: number }, { version: number }];
      const cells = await explainDifferences(installation, { unitId, period, to }, found.cells);
      const moved = await movedDossiers(installation, { unitId, period, from, to }, cells);
      return page(
        c,
        {
          title: 'So sánh hai phiên bản',
          crumbs: [
            { label: 'Báo cáo', href: PATH },
            { label: periodName(period), href: reportHref({ period }) },
            { label: 'So sánh' },
          ],
        },
        <Differences of={found} cells={cells} moved={moved} period={period} versions={versions} />,
      );
    }),
  );

  app.get(`${PATH}/:ky/kiem-chung`, view, (c) =>
    orRefusal(c, async () => {
      const { period, version } = whichOf(c);
      const found = await verifyReport(c.get('deps').installation, {
        unitId: signedIn(c).unitId,
        period,
        ...(version === undefined ? {} : { version }),
      });
      return page(
        c,
        {
          title: `Kiểm chứng phiên bản ${found.version}`,
          crumbs: [
            { label: 'Báo cáo', href: PATH },
            { label: periodName(period), href: reportHref({ period }) },
            { label: 'Kiểm chứng' },
          ],
        },
        <Verified of={found} period={period} />,
      );
    }),
  );

  app.get(`${PATH}/:ky/ban-ky/:version/:issue/:place`, view, (c) =>
    orRefusal(c, async () => {
      const [version, issue, place] = [c.req.param('version'), c.req.param('issue'), c.req.param('place')].map(Number);
      if (![version, issue, place].every((part) => Number.isSafeInteger(part) && (part as number) > 0))
        return notFound(c);
      const file = await downloadSigned(c.get('deps').installation, {
        ...downloadOf(c),
        period: c.req.param('ky'),
        version: version as number,
        issue: issue as number,
        place: place as number,
      });
      return file === null ? notFound(c) : download(file, MEDIA.pdf);
    }),
  );

  actPages(app);
}
