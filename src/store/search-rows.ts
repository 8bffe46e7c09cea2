/** Rows of the database as words of the search index. */
import { wordsOfDossier, wordsOfPerson } from '../core/search/words.ts';
import { dateOf, fromInstant, type Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import type { SearchBatch } from './search.ts';

export interface DossierSearchRow {
  readonly dossier_code: string;
  readonly procedure_code: string;
  readonly received_at: Instant | null;
  readonly due_at: Instant | null;
}

export interface PersonSearchRow {
  readonly full_name: string;
  readonly identity_number: string;
  readonly phone: string;
}

const day = (at: Instant | null): PlainDate | null => (at === null ? null : dateOf(fromInstant(at)));

/** Adds what stored rows say to the words of the dossier at a place of the index. */
export function addRows(
  batch: SearchBatch,
  ordinal: number,
  rows: { readonly dossier?: DossierSearchRow; readonly person?: PersonSearchRow },
): void {
  const { dossier, person } = rows;
  if (dossier !== undefined)
    batch.add(
      ordinal,
      wordsOfDossier({
        dossierCode: dossier.dossier_code,
        procedureCode: dossier.procedure_code,
        receivedOn: day(dossier.received_at),
        dueOn: day(dossier.due_at),
      }),
    );
  if (person !== undefined)
    batch.add(
      ordinal,
      wordsOfPerson({ fullName: person.full_name, identityNumber: person.identity_number, phone: person.phone }),
    );
}
