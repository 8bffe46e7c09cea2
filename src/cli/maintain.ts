/** `motcua migrate`, `backup`, `restore`. */
import { type CommandContext, json, line } from './io.ts';

export async function runMigrate(args: { readonly json: boolean }, context: CommandContext): Promise<number> {
  const { store } = await context.open();
  if (args.json) json(context.io, { data: store.dataFolder, serverVersion: store.serverVersion });
  else line(context.io, `Dữ liệu đã sẵn sàng (PostgreSQL ${Math.floor(store.serverVersion / 10_000)}).`);
  return 0;
}
