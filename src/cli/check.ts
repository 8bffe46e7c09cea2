/** `motcua check FILE`: đọc một báo cáo viết tay và chỉ ra chỗ mâu thuẫn. Exit status 0, 1 (has errors), 2 (cannot be read). */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { KnownFigures } from '../core/checking/context.ts';
import type { Anchor, DocumentModel } from '../core/checking/document.ts';
import type { Evidence, Finding, Severity } from '../core/checking/finding.ts';
import { parsePeriod } from '../core/reporting/period.ts';
import { type CheckedDocument, type CheckRequest, checkDocumentFile } from '../services/check-document.ts';
import { ServiceError } from '../services/errors.ts';
import { putWhole } from './output-files.ts';

export interface CheckArguments {
  readonly file: string;
  readonly json: boolean;
  /** Where to write the document with comments. */
  readonly out?: string;
  readonly unit?: string;
  readonly period?: string;
  readonly data?: string;
}

export interface CheckOutput {
  readonly stdout: (text: string) => void;
  /** Width of the terminal in characters. */
  readonly columns: number;
  readonly color: boolean;
}

/** What the composition root can add: the unit's own figures, the instant of now. */
export interface CheckSurroundings {
  readonly known?: (unit: string, period: string, data: string | undefined) => Promise<KnownFigures | null>;
  readonly now?: () => string;
}

const MOST_BYTES = 64 * 1024 * 1024;

const HEADINGS = { error: 'LỖI', warning: 'CẢNH BÁO', note: 'LƯU Ý' } as const satisfies Record<Severity, string>;
const COLORS = { error: '\u001b[31m', warning: '\u001b[33m', note: '\u001b[36m' } as const satisfies Record<
  Severity,
  string
>;

/** @throws ServiceError for a file that cannot be read or written, and for a period that is none */
export async function runCheck(
  args: CheckArguments,
  io: CheckOutput,
  surroundings: CheckSurroundings = {},
): Promise<number> {
  const bytes = await load(args.file);
  if (typeof bytes === 'string') throw new ServiceError('UNREADABLE', bytes);
  const period = args.period === undefined ? undefined : parsePeriod(args.period);
  if (args.period !== undefined && period === undefined) {
    throw new ServiceError(
      'BAD_PERIOD',
      `Không hiểu kỳ báo cáo «${args.period}». Viết như 2023-Q3 (quý), 2023-09 (tháng), 2023-H2 (6 tháng) hoặc 2023 (năm).`,
    );
  }
  const known =
    args.unit !== undefined && args.period !== undefined
      ? await surroundings.known?.(args.unit, args.period, args.data)
      : null;
  const request: CheckRequest = {
    bytes,
    name: basename(args.file),
    ...(period === undefined ? {} : { period }),
    ...(known === null || known === undefined ? {} : { known }),
  };
  const outcome = await checkDocumentFile(request);
  if (!outcome.ok) throw new ServiceError('BAD_FILE', outcome.message);
  const { checked } = outcome;
  if (args.out !== undefined) {
    const failure = await save(
      args.file,
      args.out,
      await checked.annotated(surroundings.now?.() ?? '2000-01-01T00:00:00Z'),
    );
    if (failure !== null) throw new ServiceError('UNWRITABLE', failure);
  }
  io.stdout(args.json ? `${JSON.stringify(asJson(checked.findings))}\n` : asText(checked, args, io));
  return checked.findings.some((finding) => finding.severity === 'error') ? 1 : 0;
}

async function load(file: string): Promise<Uint8Array | string> {
  try {
    const info = await stat(file);
    if (info.isDirectory()) return `«${file}» là thư mục; hãy chỉ ra một tệp báo cáo .docx hoặc .txt.`;
    if (!info.isFile()) return `«${file}» không phải tệp thường; hãy chỉ ra một tệp báo cáo .docx hoặc .txt.`;
    if (info.size > MOST_BYTES)
      return `Tệp «${basename(file)}» lớn ${Math.ceil(info.size / 1024 / 1024)} MB, quá lớn cho một báo cáo; hãy bỏ ảnh khỏi tệp rồi thử lại.`;
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT') return `Không tìm thấy tệp «${file}»; kiểm tra lại đường dẫn.`;
    if (code === 'EACCES' || code === 'EPERM') return `Không có quyền đọc tệp «${file}»; kiểm tra quyền của tệp.`;
    return `Không đọc được tệp «${file}» (${String(code)}); kiểm tra lại tệp.`;
  }
}

async function save(input: string, out: string, bytes: Uint8Array): Promise<string | null> {
  if (!out.toLowerCase().endsWith('.docx')) return `Tệp ghi ra phải có đuôi .docx, không phải «${out}».`;
  if (resolve(input) === resolve(out))
    return 'Tệp ghi ra trùng với báo cáo đang kiểm tra; hãy chọn tên khác để giữ bản gốc.';
  try {
    await putWhole(dirname(out), [{ name: basename(out), bytes }]);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code === 'ENOENT'
      ? `Không có thư mục «${dirname(out)}» để ghi tệp; hãy tạo thư mục trước.`
      : `Không ghi được tệp «${out}» (${code}); kiểm tra quyền và dung lượng đĩa.`;
  }
}

/** Design §5: `check --json`. */
export function asJson(findings: readonly Finding[]): { findings: unknown[] } {
  return {
    findings: findings.map(({ code, severity, message, evidence }) => ({
      code,
      severity,
      message,
      evidence: evidence.map(({ quote, place }) => ({ quote, place })),
    })),
  };
}

const MOST_EVIDENCE = 4;

function asText(checked: CheckedDocument, args: CheckArguments, io: CheckOutput): string {
  const width = Math.max(40, Math.min(io.columns || 100, 160));
  const lines: string[] = [];
  const { findings, seen } = checked;
  const period = checked.period === null ? 'không rõ kỳ' : `kỳ ${checked.period.id}`;
  lines.push(
    `${basename(args.file)}: ${seen.paragraphs} đoạn, ${seen.tables} bảng, ${seen.figures} số liệu, ${period}.`,
    '',
  );
  for (const severity of ['error', 'warning', 'note'] as const) {
    const group = findings.filter((finding) => finding.severity === severity);
    if (group.length === 0) continue;
    lines.push(paint(`${HEADINGS[severity]} (${group.length})`, `${COLORS[severity]}\u001b[1m`, io.color), '');
    for (const finding of group) lines.push(...findingLines(finding, checked.model, width, io.color), '');
  }
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  lines.push(
    findings.length === 0
      ? 'Không thấy mâu thuẫn nào.'
      : `Tổng: ${count('error')} lỗi, ${count('warning')} cảnh báo, ${count('note')} lưu ý.`,
  );
  if (args.out !== undefined) lines.push(`Đã ghi văn bản có chú thích: ${args.out}`);
  return `${lines.join('\n')}\n`;
}

const paint = (text: string, codes: string, color: boolean): string => (color ? `${codes}${text}\u001b[0m` : text);

function findingLines(finding: Finding, model: DocumentModel, width: number, color: boolean): string[] {
  const lines = wrap(
    `${paint(finding.code, `${COLORS[finding.severity]}\u001b[1m`, color)}  ${finding.message}`,
    width,
    '     ',
    color,
  );
  for (const evidence of finding.evidence.slice(0, MOST_EVIDENCE))
    lines.push(...evidenceLines(evidence, model, width, color));
  const rest = finding.evidence.length - MOST_EVIDENCE;
  if (rest > 0) lines.push(`     … và ${rest} chỗ nữa`);
  return lines;
}

function wrap(text: string, width: number, indent: string, color: boolean): string[] {
  const lines: string[] = [];
  let line = '';
  // The colour codes around the finding's code take no room on the screen.
  let hidden = color ? 13 : 0;
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length - hidden > width) {
      lines.push(line);
      line = indent + word;
      hidden = 0;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The place, then the quotation in its surroundings, underlined. */
function evidenceLines(evidence: Evidence, model: DocumentModel, width: number, color: boolean): string[] {
  const place = `     ▸ ${evidence.place}`;
  const context = surroundings(evidence, model, width - 9);
  if (context === null) return [place];
  const { before, quote, after } = context;
  if (color) return [place, `       ${before}\u001b[4m${quote}\u001b[24m${after}`];
  return [
    place,
    `       ${before}${quote}${after}`,
    `       ${' '.repeat(before.length)}${'~'.repeat(Math.max(1, quote.length))}`,
  ];
}

function textAt(anchor: Anchor, model: DocumentModel): string | null {
  const block = model.blocks[anchor.block];
  if (block === undefined) return null;
  if (block.kind === 'paragraph') return block.text;
  return block.cells.find((cell) => cell.row === anchor.row && cell.column === anchor.column)?.text ?? null;
}

function surroundings(
  evidence: Evidence,
  model: DocumentModel,
  room: number,
): { before: string; quote: string; after: string } | null {
  const text = textAt(evidence.anchor, model);
  const flat = (part: string): string => part.replace(/\s+/g, ' ');
  if (text === null || evidence.anchor.from >= evidence.anchor.to)
    return { before: '', quote: evidence.quote, after: '' };
  const quote = flat(text.slice(evidence.anchor.from, evidence.anchor.to));
  if (quote.length >= room) return { before: '', quote: `${quote.slice(0, Math.max(1, room - 1))}…`, after: '' };
  const spare = room - quote.length;
  const left = flat(text.slice(0, evidence.anchor.from));
  const right = flat(text.slice(evidence.anchor.to));
  const leftRoom = Math.min(left.length, Math.max(Math.floor(spare / 2), spare - right.length));
  const rightRoom = Math.min(right.length, spare - leftRoom);
  return {
    before: leftRoom < left.length ? (leftRoom > 1 ? `…${left.slice(left.length - leftRoom + 1)}` : '') : left,
    quote,
    after: rightRoom < right.length ? (rightRoom > 1 ? `${right.slice(0, rightRoom - 1)}…` : '') : right,
  };
}
