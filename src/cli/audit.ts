/** `motcua audit verify`. */
import { formatInteger } from '../core/reporting/format.ts';
import { verifyAuditChain } from '../services/audit.ts';
import { type CommandContext, json, line } from './io.ts';

export async function runAuditVerify(args: { readonly json: boolean }, context: CommandContext): Promise<number> {
  const { io } = context;
  const result = await verifyAuditChain(await context.open());
  if (args.json) json(io, result);
  else if (result.faults.length === 0)
    line(
      io,
      `Nhật ký nguyên vẹn: ${formatInteger(result.entries)} mục, ${formatInteger(result.events)} diễn biến hồ sơ của ${formatInteger(result.units)} đơn vị.`,
    );
  else {
    line(io, `Nhật ký có ${result.faults.length} chỗ không khớp:`);
    for (const fault of result.faults.slice(0, 50)) line(io, `  ${fault.homeUnitId}: ${fault.message}`);
  }
  return result.faults.length === 0 ? 0 : 1;
}
