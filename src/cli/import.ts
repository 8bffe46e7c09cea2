/** `motcua import`: ledgers, catalogues and registers from files. */
import { readFile } from 'node:fs/promises';
import { formatInteger } from '../core/reporting/format.ts';
import { formatLocal } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { importCatalogue } from '../services/catalogue.ts';
import { ServiceError } from '../services/errors.ts';
import { importLedger, type LedgerImportResult } from '../services/import-ledger.ts';
import { importRegisters } from '../services/import-registers.ts';
import { readCalendarSettings, setCalendar } from '../services/set-calendar.ts';
import { type CommandContext, json, line, progressBar } from './io.ts';

export interface ImportArguments {
  readonly file: string;
  readonly unit: string;
  readonly json: boolean;
}

export async function runImportLedger(args: ImportArguments, context: CommandContext): Promise<number> {
  const { io } = context;
  const installation = await context.open();
  const bar = progressBar(io, 'Đang nhập sổ');
  let result: LedgerImportResult;
  try {
    result = await importLedger(installation, {
      file: args.file,
      unitId: args.unit,
      actor: context.actor,
      onProgress: ({ bytesRead, totalBytes, rows }) => bar.update(bytesRead, totalBytes, `${formatInteger(rows)} dòng`),
    });
  } finally {
    bar.end();
  }
  if (args.json) {
    json(io, result);
    return 0;
  }
  printImport(result, context);
  return 0;
}

export function printImport(result: LedgerImportResult, { io }: Pick<CommandContext, 'io'>): void {
  const { rows } = result;
  line(
    io,
    `Đã đọc ${formatInteger(rows.read)} dòng của ${result.file}: ${formatInteger(rows.new)} hồ sơ mới, ${formatInteger(rows.changed)} đính chính, ${formatInteger(rows.same)} không đổi${rows.repeated > 0 ? `, ${formatInteger(rows.repeated)} dòng lặp lại` : ''}.`,
  );
  if (result.unknownColumns.length > 0)
    line(io, `Cột chưa biết, đã giữ nguyên nội dung: ${result.unknownColumns.join(', ')}.`);
  for (const missing of result.missingColumns) line(io, `Không có cột ${missing}`);
  if (result.dueDifferences.count > 0) {
    line(
      io,
      `${formatInteger(result.dueDifferences.count)} hồ sơ có ngày hẹn trên giấy khác ngày tính theo thời hạn; ngày trên giấy được giữ. Ví dụ:`,
    );
    for (const example of result.dueDifferences.examples) line(io, `  ${example}`);
  }
  for (const group of result.notices) {
    line(io, `Lưu ý (${formatInteger(group.count)} dòng), ví dụ: ${group.examples[0]}`);
  }
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new ServiceError('UNREADABLE', `Không đọc được tệp «${file}». Kiểm tra lại tên và quyền đọc.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ServiceError('BAD_JSON', `«${file}» không phải tệp JSON hợp lệ.`);
  }
}

export async function runImportCatalogue(args: ImportArguments, context: CommandContext): Promise<number> {
  const catalogue = await readJson(args.file);
  const result = await importCatalogue(await context.open(), { unitId: args.unit, catalogue, actor: context.actor });
  if (args.json) json(context.io, result);
  else
    line(
      context.io,
      `Danh mục có ${result.sectors} lĩnh vực, ${result.procedures} thủ tục; ${result.written === 0 ? 'không có gì thay đổi' : `đã ghi ${result.written} mục mới hoặc thay đổi`}.`,
    );
  return 0;
}

export async function runImportRegisters(args: ImportArguments, context: CommandContext): Promise<number> {
  const registers = await readJson(args.file);
  const result = await importRegisters(await context.open(), { unitId: args.unit, registers, actor: context.actor });
  if (args.json) json(context.io, result);
  else
    line(
      context.io,
      `Sổ có ${result.read} mục: ${result.added} mới, ${result.changed} đính chính, ${result.same} không đổi.`,
    );
  return 0;
}

/** The unit's office hours and settled days; says which pending dossiers' due dates moved. */
export async function runImportCalendar(args: ImportArguments, context: CommandContext): Promise<number> {
  const settings = readCalendarSettings(await readJson(args.file));
  const dates = [
    ...settings.officeHours.map((period) => period.effectiveFrom),
    ...settings.settledDays.map((day) => day.date),
  ].sort();
  const { moved } = await setCalendar(await context.open(), {
    unitId: args.unit,
    effectiveFrom: dates[0] ?? ('2020-01-01' as PlainDate),
    settings,
    actor: context.actor,
  });
  if (args.json) json(context.io, { moved });
  else {
    line(
      context.io,
      moved.length === 0
        ? 'Đã ghi lịch của đơn vị; không hồ sơ nào đổi hạn.'
        : `Đã ghi lịch của đơn vị; ${formatInteger(moved.length)} hồ sơ đang giải quyết đổi hạn:`,
    );
    for (const due of moved)
      line(context.io, `  ${due.dossierCode}: ${formatLocal(due.from)} → ${formatLocal(due.to)}`);
  }
  return 0;
}
