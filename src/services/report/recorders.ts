/** Who recorded what moved a figure (người ghi), as people call each other: by full name. */
import type pg from 'pg';
import { listFullNames } from '../../store/accounts.ts';

/**
 * Adds the full name of the account that recorded, `recordedBy`; the login name stays where there is no such account.
 * A dossier that came from a unit before it was merged is worked on by accounts of the later one, so a login name that only
 * one of the units has is that account's too.
 * @param units whose accounts may have recorded, in the scope of the client
 * @param homeOf the home unit of a record's dossier
 */
export async function withRecorders<Record extends { readonly actor: string }>(
  client: pg.ClientBase,
  units: readonly string[],
  records: readonly Record[],
  homeOf: (record: Record) => string,
): Promise<(Record & { readonly recordedBy: string })[]> {
  if (records.length === 0) return [];
  const accounts = await listFullNames(client, units, [...new Set(records.map((record) => record.actor))]);
  const inUnit = new Map(accounts.map((account) => [`${account.homeUnitId} ${account.loginName}`, account.fullName]));
  const anywhere = new Map<string, string | null>();
  for (const { loginName, fullName } of accounts) anywhere.set(loginName, anywhere.has(loginName) ? null : fullName);
  return records.map((record) => ({
    ...record,
    recordedBy: inUnit.get(`${homeOf(record)} ${record.actor}`) ?? anywhere.get(record.actor) ?? record.actor,
  }));
}
