/** Giấy tờ số theo người nộp đã đính chính: what was digitised before says, and is found by, who the applicant is now. */
import { changePaper, standingPapersOf } from '../../store/digitisation.ts';
import type { Recording } from '../record-acts.ts';
import type { SignedIn } from '../signed-in.ts';

/** The applicant of a dossier as its papers say it. */
export interface PaperOwner {
  readonly dossierId: string;
  readonly fullName: string;
  readonly identityNumber: string;
}

/**
 * Gives the standing papers of dossiers their applicant, each as its next version with the reason. A voided paper stays as it
 * was voided. It is a consequence of the correction and asks for no permission of its own.
 * @returns how many papers changed
 */
export async function papersFollow(
  { client, unitId, place }: Recording,
  user: SignedIn,
  owners: readonly PaperOwner[],
  reason: string,
): Promise<number> {
  const ownerOf = new Map(owners.map((owner) => [owner.dossierId, owner]));
  let followed = 0;
  for (const before of await standingPapersOf(client, unitId, [...ownerOf.keys()])) {
    const owner = ownerOf.get(before.dossierId);
    if (owner === undefined) continue;
    if (before.applicant === owner.fullName && before.identityNumber === owner.identityNumber) continue;
    const after = {
      ...before,
      applicant: owner.fullName,
      identityNumber: owner.identityNumber,
      version: before.version + 1,
      officer: user.loginName,
      recordedAt: place.recordedAt,
    };
    const { recordedAt } = place;
    await changePaper(client, before, after, { reason, actor: user.loginName, actorName: user.fullName, recordedAt });
    followed += 1;
  }
  return followed;
}
