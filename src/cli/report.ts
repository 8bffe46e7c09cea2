/** `motcua report`: show, cell, build, close, verify, compare. */
import { readFile } from 'node:fs/promises';
import { formatInteger } from '../core/reporting/format.ts';
import type { FormModel, ReportModel } from '../core/reporting/model.ts';
import { formatLocal, fromInstant, type Instant, type LocalDateTime } from '../core/time/local-date-time.ts';
import { ServiceError } from '../services/errors.ts';
import { buildReport } from '../services/report/build-report.ts';
import { reportCell } from '../services/report/cell.ts';
import { closeReport } from '../services/report/close-report.ts';
import { type Comparison, compareVersions, compareWithFile } from '../services/report/compare-reports.ts';
import { requireForm } from '../services/report/definitions.ts';
import { SAME_FIGURES } from '../services/report/differences.ts';
import { verifyReport } from '../services/report/verify-report.ts';
import { formatsOf, formOutput, writeReportFiles } from '../services/report/write-report.ts';
import { printedModel } from '../services/signing/issue.ts';
import { type CommandContext, type Io, json, line } from './io.ts';
import { writeInto } from './output-files.ts';
import { columnKey, partTable } from './table.ts';

export interface PlaceArguments {
  readonly unit: string;
  readonly period: string;
  readonly version?: number;
  readonly live: boolean;
  readonly json: boolean;
}

const optional = (args: PlaceArguments) => ({
  unitId: args.unit,
  period: args.period,
  live: args.live,
  ...(args.version === undefined ? {} : { version: args.version }),
});

function printHead(io: Io, model: ReportModel, form: FormModel): void {
  line(io, `Biểu số ${form.form}`);
  for (const title of form.title) line(io, title);
  line(io, `${form.periodLine} ${form.rangeLine}`);
  line(io, `Đơn vị báo cáo: ${form.reporter}    Đơn vị nhận báo cáo: ${form.receiver}    Đơn vị tính: ${form.measure}`);
  const state =
    model.version === null
      ? 'Số liệu chưa chốt'
      : `Phiên bản ${model.version.number}, chốt lúc ${formatLocal(fromInstant(model.version.closedAt))}`;
  line(
    io,
    `${state}; tính đến ${formatLocal(model.asOf as LocalDateTime)}; trước hạn, đúng hạn so theo ${model.timelinessGranularity === 'minute' ? 'phút' : 'ngày'}.`,
  );
  if (form.definition.status === 'provisional')
    line(io, `Mẫu tạm thời: ${form.definition.statusNote ?? 'chờ đối chiếu'}.`);
}

export async function runShow(
  args: PlaceArguments & { readonly form: string },
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  const { model } = await buildReport(await context.open(), optional(args));
  const form = requireForm(
    model.forms.map((candidate) => ({ ...candidate, code: candidate.form })),
    args.form,
  );
  if (args.json) {
    json(io, formOutput(model, form));
    return 0;
  }
  printHead(io, model, form);
  for (const part of form.parts) {
    line(io);
    for (const text of partTable(part)) line(io, text);
  }
  line(io);
  for (const part of form.parts) for (const text of columnKey(part)) line(io, `  ${text}`);
  line(io);
  for (const check of form.checks)
    line(io, `${check.holds ? '✓' : check.severity === 'error' ? '✗' : '!'} ${check.code} ${check.message}`);
  return 0;
}

export async function runCell(
  args: PlaceArguments & { readonly form: string; readonly row: string; readonly column: string },
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  const answer = await reportCell(await context.open(), {
    ...optional(args),
    form: args.form,
    row: args.row,
    column: args.column,
  });
  if (args.json) {
    json(io, answer);
    return 0;
  }
  line(
    io,
    `Biểu ${answer.form}, hàng «${answer.row}», cột (${answer.column}) ${answer.heading}: ${answer.value === null ? 'trống' : typeof answer.value === 'number' ? formatInteger(answer.value) : answer.value}`,
  );
  if (answer.explanation !== null) line(io, `Cách tính: ${answer.explanation}`);
  const at = (value: string | null): string =>
    value === null ? '–' : `${value.slice(8, 10)}/${value.slice(5, 7)}/${value.slice(0, 4)} ${value.slice(11)}`;
  for (const dossier of answer.dossiers) {
    const end =
      dossier.cancelledAt === null ? `có kết quả ${at(dossier.resolvedAt)}` : `hủy ${at(dossier.cancelledAt)}`;
    line(
      io,
      `  ${dossier.dossierCode}  tiếp nhận ${at(dossier.receivedAt)}  hẹn ${at(dossier.dueAt)}  ${end}${dossier.suspended ? '  (dừng tính)' : ''}`,
    );
  }
  line(io, `${formatInteger(answer.count)} hồ sơ.`);
  return 0;
}

export async function runBuild(
  args: PlaceArguments & { readonly out: string; readonly formats: string },
  context: CommandContext,
): Promise<number> {
  const formats = formatsOf(args.formats);
  const installation = await context.open();
  const { model: built, closed } = await buildReport(installation, optional(args));
  // A closed version prints the number and date that the clerk gave it; the figures are those of the version.
  const model = closed === null ? built : (await printedModel(installation, closed)).model;
  const files = await writeReportFiles(model, formats);
  const paths = await writeInto(args.out, files);
  if (args.json)
    json(context.io, {
      unit: model.unit.id,
      period: model.period.id,
      version: model.version?.number ?? null,
      fingerprint: model.fingerprint,
      files: paths,
    });
  else for (const path of paths) line(context.io, `Đã ghi ${path}`);
  return 0;
}

export async function runClose(
  args: Omit<PlaceArguments, 'live' | 'version'> & { readonly reason?: string },
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  const result = await closeReport(await context.open(), {
    unitId: args.unit,
    period: args.period,
    actor: context.actor,
    ...(args.reason === undefined ? {} : { reason: args.reason }),
  });
  if (args.json) {
    json(io, result);
    return 0;
  }
  const when = formatLocal(fromInstant(result.closedAt as Instant));
  if (!result.written)
    line(
      io,
      `Kỳ ${result.period} đã chốt phiên bản ${result.version} lúc ${when}; từ đó đến nay số liệu không thay đổi.`,
    );
  else {
    line(
      io,
      `Đã chốt kỳ ${result.period}, phiên bản ${result.version}, lúc ${when}; dấu số liệu ${result.fingerprint}.`,
    );
    if (result.differences !== null) {
      const { cells, dossiers } = result.differences;
      // Figures of registers and of the catalogue have no dossiers behind them.
      const why =
        dossiers.length === 0
          ? ''
          : `, do ${formatInteger(dossiers.length)} hồ sơ ghi nhận hoặc đính chính sau lần chốt trước`;
      line(io, cells.length === 0 ? SAME_FIGURES : `Khác phiên bản trước ở ${formatInteger(cells.length)} ô${why}.`);
    }
  }
  for (const warning of result.warnings) line(io, `! ${warning}`);
  return 0;
}

export async function runVerify(args: Omit<PlaceArguments, 'live'>, context: CommandContext): Promise<number> {
  const { io } = context;
  const result = await verifyReport(await context.open(), {
    unitId: args.unit,
    period: args.period,
    ...(args.version === undefined ? {} : { version: args.version }),
  });
  if (args.json) json(io, result);
  else if (result.holds)
    line(
      io,
      `Đúng: lập lại phiên bản ${result.version} của kỳ ${result.period} được đúng ${formatInteger(result.cells)} ô đã chốt; ${formatInteger(result.dossiers)} hồ sơ khớp với diễn biến đã ghi.`,
    );
  else {
    line(
      io,
      `Không khớp: phiên bản ${result.version} của kỳ ${result.period} lập lại khác bản đã chốt ở ${result.faults.length} chỗ.`,
    );
    for (const fault of result.faults.slice(0, 50)) line(io, `  ${fault}`);
  }
  return result.holds ? 0 : 1;
}

export async function runCompare(
  args: Omit<PlaceArguments, 'live' | 'version'> & { readonly versions?: readonly string[]; readonly with?: string },
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  let comparison: Comparison;
  if (args.with !== undefined) {
    let file: unknown;
    try {
      file = JSON.parse((await readFile(args.with, 'utf8')).replace(/^\uFEFF/, ''));
    } catch {
      throw new ServiceError(
        'BAD_FILE',
        `Không đọc được «${args.with}» như một tệp JSON. Chọn tệp JSON do «report build» ghi ra.`,
      );
    }
    comparison = await compareWithFile(await context.open(), {
      unitId: args.unit,
      period: args.period,
      file,
      fileName: args.with,
    });
  } else {
    const versions = (args.versions ?? []).map(Number);
    if (versions.length !== 2 || versions.some((version) => !Number.isInteger(version) || version < 1)) {
      throw new ServiceError('USAGE', 'Cần hai số phiên bản (--versions 1 2) hoặc một tệp JSON (--with TỆP.json).');
    }
    comparison = await compareVersions(await context.open(), {
      unitId: args.unit,
      period: args.period,
      versions: versions as [number, number],
    });
  }
  if (args.json) {
    json(io, comparison);
    return 0;
  }
  line(io, `So ${comparison.from} với ${comparison.to}, ${comparison.unit}, kỳ ${comparison.period}:`);
  if (comparison.cells.length === 0) line(io, 'Không có ô nào khác.');
  const print = (value: number | string | null): string =>
    value === null ? 'trống' : typeof value === 'number' ? formatInteger(value) : value;
  for (const cell of comparison.cells) {
    line(
      io,
      `  Biểu ${cell.form}, hàng «${cell.row}», cột (${cell.column}): ${print(cell.from)} → ${print(cell.to)}${cell.sameFigure ? ' (cùng số, khác hồ sơ)' : ''}`,
    );
  }
  for (const dossier of comparison.dossiers) {
    line(
      io,
      `  Hồ sơ ${dossier.dossierCode}: ${dossier.change === 'added' ? 'ghi nhận thêm' : 'đính chính'} lúc ${formatLocal(fromInstant(dossier.recordedAt))} (${dossier.recordedBy}).`,
    );
  }
  if (comparison.reason !== null) line(io, `Lý do: ${comparison.reason}.`);
  return 0;
}
