/** `motcua migrate`, `backup`, `restore`. */
import { formatInteger } from '../core/reporting/format.ts';
import { backUp, restore } from '../services/maintain.ts';
import { type CommandContext, json, line } from './io.ts';

export async function runMigrate(args: { readonly json: boolean }, context: CommandContext): Promise<number> {
  const { store } = await context.open();
  if (args.json) json(context.io, { data: store.dataFolder, serverVersion: store.serverVersion });
  else line(context.io, `Dữ liệu đã sẵn sàng (PostgreSQL ${Math.floor(store.serverVersion / 10_000)}).`);
  return 0;
}

const megabytes = (bytes: number): string => formatInteger(Math.ceil(bytes / 1_048_576));

export async function runBackup(args: { readonly file: string }, { io, place }: CommandContext): Promise<number> {
  const result = await backUp(args.file, place);
  line(io, `Đã sao lưu ${formatInteger(result.files)} tệp (${megabytes(result.bytes)} MB) vào ${result.file}.`);
  return 0;
}

export async function runRestore(args: { readonly file: string }, { io, place }: CommandContext): Promise<number> {
  const result = await restore(args.file, place);
  line(io, `Đã phục hồi ${formatInteger(result.files)} tệp vào ${result.dataFolder}.`);
  return 0;
}
