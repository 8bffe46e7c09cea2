/** `motcua deadline`: when a dossier is due, and why. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { explanationLines } from '../core/time/explain-due.ts';
import { formatLocal } from '../core/time/local-date-time.ts';
import { type DeadlineQuestion, deadline, explainedDeadline } from '../services/deadline.ts';
import { ServiceError } from '../services/errors.ts';
import { type CommandContext, json, line } from './io.ts';

export interface DeadlineArguments {
  readonly received?: string;
  readonly term?: string;
  readonly suspended: readonly string[];
  readonly explain: boolean;
  readonly batch?: string;
  readonly json: boolean;
}

export async function runDeadline(args: DeadlineArguments, { io }: CommandContext): Promise<number> {
  if (args.batch !== undefined) return runBatch(args.batch, args.json, { io });
  if (args.received === undefined || args.term === undefined) {
    throw new ServiceError(
      'USAGE',
      'Cần --received và --term, hoặc --batch TỆP.jsonl. Ví dụ: motcua deadline --received 2023-08-31T15:20 --term "3 workingDay"',
    );
  }
  const suspensions = args.suspended.map((text) => {
    const parts = text.split('/');
    if (parts.length !== 2)
      throw new ServiceError(
        'BAD_SUSPENSION',
        `Không hiểu --suspended «${text}»; viết như 2023-09-01T08:00/2023-09-05T09:00, phần sau để trống nếu chưa tiếp tục.`,
      );
    return [parts[0] as string, parts[1] as string] as const;
  });
  const explanation = explainedDeadline({ received: args.received, term: args.term, suspensions });
  if (args.json) {
    json(io, {
      due: explanation.dueAt,
      term: explanation.term,
      provisional: explanation.provisional,
      ...(args.explain ? { explanation: explanation.steps } : {}),
    });
    return 0;
  }
  line(io, `Hạn trả: ${formatLocal(explanation.dueAt)}${explanation.provisional ? ' (tạm tính)' : ''}`);
  if (args.explain) for (const text of explanationLines(explanation)) line(io, `  ${text}`);
  return 0;
}

const MOST_CHARACTERS = 1_000_000;

async function runBatch(file: string, asJson: boolean, { io }: Pick<CommandContext, 'io'>): Promise<number> {
  const input = createReadStream(file, 'utf8');
  const failed = new Promise<never>((_, reject) => {
    input.once('error', () =>
      reject(new ServiceError('UNREADABLE', `Không đọc được tệp «${file}». Kiểm tra lại tên và quyền đọc.`)),
    );
  });
  let status = 0;
  let number = 0;
  let buffer: string[] = [];
  const flush = (): void => {
    if (buffer.length > 0) io.stdout(`${buffer.join('\n')}\n`);
    buffer = [];
  };
  const work = (async () => {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (text.trim() === '') continue;
      try {
        if (text.length > MOST_CHARACTERS) throw new ServiceError('TOO_LONG', 'Dòng quá dài.');
        const question: unknown = JSON.parse(number === 1 ? text.replace(/^\uFEFF/, '') : text);
        if (typeof question !== 'object' || question === null || Array.isArray(question))
          throw new TypeError('not an object');
        const due = deadline(question as DeadlineQuestion);
        buffer.push(asJson ? `{"due":"${due}"}` : due);
      } catch (error) {
        if (!(error instanceof ServiceError || error instanceof SyntaxError || error instanceof TypeError)) throw error;
        const message = error instanceof ServiceError ? error.message : 'Dòng không phải một đối tượng JSON.';
        status = 2;
        buffer.push(asJson ? JSON.stringify({ error: message, line: number }) : `Dòng ${number}: ${message}`);
      }
      if (buffer.length >= 1000) flush();
    }
    flush();
  })();
  await Promise.race([work, failed]);
  return status;
}
