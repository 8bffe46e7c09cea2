/** `motcua demo`: loads the sample ward; with --report also writes its report and prints the totals. */
import { join } from 'node:path';
import { formatInteger, formatMoney } from '../core/reporting/format.ts';
import { DEMO_PERIOD, DEMO_UNIT, loadDemo } from '../services/load-demo.ts';
import { buildReport } from '../services/report/build-report.ts';
import { printImport } from './import.ts';
import { type CommandContext, line, progressBar } from './io.ts';
import { runBuild } from './report.ts';
import { partTable } from './table.ts';

export async function runDemo(
  args: { readonly report: boolean; readonly out: string },
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  const installation = await context.open();
  const bar = progressBar(io, 'Đang nạp phường mẫu');
  const result = await loadDemo(installation, {
    folder: join(context.packageRoot, 'demo', 'phuoc-long'),
    actor: context.actor,
    onProgress: ({ bytesRead, totalBytes, rows }) => bar.update(bytesRead, totalBytes, `${formatInteger(rows)} dòng`),
  }).finally(() => bar.end());
  printImport(result, context);
  if (!args.report) {
    line(
      io,
      `Phường mẫu đã sẵn sàng. Thử: motcua report show --unit ${DEMO_UNIT} --period ${DEMO_PERIOD} --form II.06a`,
    );
    return 0;
  }
  const { model } = await buildReport(installation, { unitId: DEMO_UNIT, period: DEMO_PERIOD });
  line(io);
  const form = model.forms.find((candidate) => candidate.shortCode === 'II.06a');
  const part = form?.parts[0];
  if (part !== undefined) for (const text of partTable(part)) line(io, text);
  line(io);
  const value = (id: string): number => model.indicators.find((indicator) => indicator.id === id)?.value ?? 0;
  line(
    io,
    `Thanh toán trực tuyến: ${formatInteger(value('dossiers.paidOnline'))} hồ sơ, ${formatMoney(value('payments.online.amount'))} đồng.`,
  );
  line(
    io,
    `Bưu chính công ích: ${formatInteger(value('dossiers.post'))} hồ sơ. Chứng thực bản sao điện tử: ${formatInteger(value('dossiers.certifiedECopy'))}/${formatInteger(value('dossiers.copyCertification'))}.`,
  );
  const failing = model.checks.filter((check) => !check.holds);
  line(io, `${model.checks.length - failing.length}/${model.checks.length} kiểm tra đạt.`);
  for (const check of failing) line(io, `  ${check.severity === 'error' ? '✗' : '!'} ${check.code} ${check.message}`);
  line(io);
  return runBuild(
    { unit: DEMO_UNIT, period: DEMO_PERIOD, live: false, json: false, out: args.out, formats: 'docx,xlsx,pdf,json' },
    context,
  );
}
