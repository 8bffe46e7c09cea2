/** Tìm thủ tục at the desk: the officer's favourites first, then those used lately, then the rest. */
import { indexProcedures, searchProcedures } from '../../core/reception/procedure-search.ts';
import { dateOf, fromInstant } from '../../core/time/local-date-time.ts';
import { favouriteProcedures, recentProcedures, setFavourite } from '../../store/reception.ts';
import { type ListedProcedure, procedureInForce, proceduresInForce } from '../../store/reception-procedures.ts';
import { within } from '../../store/scope.ts';
import { together } from '../../store/together.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { DAY, plusMilliseconds } from '../instants.ts';
import type { SignedIn } from '../signed-in.ts';
import { demand } from './desk.ts';

export interface FoundProcedure extends ListedProcedure {
  readonly favourite: boolean;
  readonly recent: boolean;
}

/** What counts as lately. */
const RECENT_DAYS = 30;
const MOST_RECENT = 12;
/** A list longer than this is to be narrowed by another word. */
export const MOST_FOUND = 30;

/** @param query any part of the name without marks, or of the code; empty: the usual ones */
export async function findProcedures(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly query: string; readonly limit?: number },
): Promise<{ readonly procedures: readonly FoundProcedure[]; readonly more: boolean }> {
  demand(input.user, 'dossier.receive');
  const now = clock.now();
  const { unitId, accountId, loginName } = input.user;
  const { listed, favourites, recents } = await within(
    store,
    [unitId],
    async (client) => {
      const since = plusMilliseconds(now, -RECENT_DAYS * DAY);
      const [listed, favourites, recents] = await together([
        proceduresInForce(client, unitId, dateOf(fromInstant(now))),
        favouriteProcedures(client, unitId, accountId),
        recentProcedures(client, unitId, loginName, since, MOST_RECENT),
      ]);
      return { listed, favourites, recents };
    },
    { readOnly: true },
  );
  const limit = input.limit ?? MOST_FOUND;
  const found = searchProcedures(
    indexProcedures(listed),
    input.query.slice(0, 200),
    [...new Set([...favourites, ...recents])],
    limit + 1,
  );
  return {
    procedures: found.slice(0, limit).map((procedure) => ({
      ...procedure,
      favourite: favourites.includes(procedure.code),
      recent: recents.includes(procedure.code),
    })),
    more: found.length > limit,
  };
}

/** Đánh dấu, bỏ dấu thủ tục hay dùng of this officer. */
export async function markFavourite(
  { store, clock }: Installation,
  input: { readonly user: SignedIn; readonly procedureCode: string; readonly favourite: boolean },
): Promise<void> {
  demand(input.user, 'dossier.receive');
  const now = clock.now();
  const { unitId, accountId } = input.user;
  await within(store, [unitId], async (client) => {
    if (
      input.favourite &&
      (await procedureInForce(client, unitId, input.procedureCode, dateOf(fromInstant(now)))) === null
    ) {
      throw new ServiceError('UNKNOWN_PROCEDURE', `Danh mục không có thủ tục «${input.procedureCode.slice(0, 40)}».`);
    }
    await setFavourite(
      client,
      { homeUnitId: unitId, accountId, procedureCode: input.procedureCode },
      input.favourite,
      now,
    );
  });
}
