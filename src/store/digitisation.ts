/** Papers and results that are digital, or are to become so (số hóa): by dossier, by person, by words without marks. */
import type pg from 'pg';
import type { DigitalState, Digitisation, PaperKind } from '../core/digitisation/paper.ts';
import { foldWords } from '../core/text/fold.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';

export interface StoredPaper extends Omit<Digitisation, 'state'> {
  readonly homeUnitId: string;
  readonly paperId: string;
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly state: DigitalState;
  readonly applicant: string;
  readonly identityNumber: string;
  readonly sourcePaperId: string | null;
  /** Of a stored file; empty: kept elsewhere. */
  readonly fileSha256: string;
  readonly officer: string;
  readonly recordedAt: Instant;
}

interface PaperRow {
  home_unit_id: string;
  paper_id: string;
  dossier_id: string;
  dossier_code: string;
  kind: PaperKind;
  name: string;
  form: Digitisation['form'];
  state: DigitalState;
  document_number: string;
  issued_on: PlainDate | null;
  valid_through: PlainDate | null;
  applicant: string;
  identity_number: string;
  source_paper_id: string | null;
  file_sha256: string;
  officer: string;
  recorded_at: Instant;
}

const COLUMNS =
  'home_unit_id, paper_id, dossier_id, dossier_code, kind, name, form, state, document_number, issued_on, valid_through, applicant, identity_number, source_paper_id, file_sha256, officer, recorded_at';

const fromRow = (row: PaperRow): StoredPaper => ({
  homeUnitId: row.home_unit_id,
  paperId: row.paper_id,
  dossierId: row.dossier_id,
  dossierCode: row.dossier_code,
  kind: row.kind,
  name: row.name,
  form: row.form,
  state: row.state,
  documentNumber: row.document_number,
  issuedOn: row.issued_on,
  validThrough: row.valid_through,
  applicant: row.applicant,
  identityNumber: row.identity_number,
  sourcePaperId: row.source_paper_id,
  fileSha256: row.file_sha256,
  officer: row.officer,
  recordedAt: row.recorded_at,
});

/** At most so many words of a search are looked for. */
const MOST_WORDS = 8;
const wordsOf = (text: string): string[] => [...new Set(foldWords(text).split(' '))].filter((word) => word !== '');

/** Writes a new paper and makes it findable by its applicant, name and number. */
export async function insertPaper(client: pg.ClientBase, paper: StoredPaper): Promise<void> {
  const values = [
    paper.homeUnitId,
    paper.paperId,
    paper.dossierId,
    paper.dossierCode,
    paper.kind,
    paper.name,
    paper.form,
    paper.state,
    paper.documentNumber,
    paper.issuedOn,
    paper.validThrough,
    paper.applicant,
    paper.identityNumber,
    paper.sourcePaperId,
    paper.fileSha256,
    paper.officer,
    paper.recordedAt,
  ];
  await client.query(
    `insert into digitised_paper (${COLUMNS}) values (${values.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  );
  await client.query(
    `insert into digitised_paper_word (home_unit_id, word, paper_id) select $1, word, $2 from unnest($3::text[]) as word`,
    [
      paper.homeUnitId,
      paper.paperId,
      wordsOf(`${paper.applicant} ${paper.name} ${paper.documentNumber} ${paper.dossierCode} ${paper.identityNumber}`),
    ],
  );
}

/** A paper that was only listed is digital now. */
export async function markDigitised(
  client: pg.ClientBase,
  homeUnitId: string,
  paperId: string,
  officer: string,
  recordedAt: Instant,
): Promise<void> {
  await client.query(
    `update digitised_paper set state = 'digitised', officer = $3, recorded_at = $4 where home_unit_id = $1 and paper_id = $2`,
    [homeUnitId, paperId, officer, recordedAt],
  );
}

export async function findPaper(
  client: pg.ClientBase,
  homeUnitId: string,
  paperId: string,
): Promise<StoredPaper | null> {
  const { rows } = await client.query<PaperRow>(
    `select ${COLUMNS} from digitised_paper where home_unit_id = $1 and paper_id = $2`,
    [homeUnitId, paperId],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Papers of a dossier, components first, in the order of recording. */
export async function papersOfDossier(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<StoredPaper[]> {
  const { rows } = await client.query<PaperRow>(
    `select ${COLUMNS} from digitised_paper where home_unit_id = $1 and dossier_id = $2 order by kind, recorded_at, name, paper_id`,
    [homeUnitId, dossierId],
  );
  return rows.map(fromRow);
}

/** Digital papers of a person outside a dossier that were digitised themselves, the latest first. */
export async function papersOfPerson(
  client: pg.ClientBase,
  homeUnitId: string,
  identityNumber: string,
  exceptDossierId: string,
  limit: number,
): Promise<StoredPaper[]> {
  if (identityNumber === '') return [];
  const { rows } = await client.query<PaperRow>(
    `select ${COLUMNS} from digitised_paper where home_unit_id = $1 and identity_number = $2 and identity_number <> ''
       and dossier_id <> $3 and state = 'digitised' order by recorded_at desc, paper_id limit $4`,
    [homeUnitId, identityNumber, exceptDossierId, limit],
  );
  return rows.map(fromRow);
}

/** Just above every text that begins with the prefix, in the order of code points. */
const AFTER = '\u{10ffff}';

/** Papers whose words hold every word of the query, each as a beginning; all of them for an empty one. The latest first. */
export async function searchPapers(
  client: pg.ClientBase,
  query: {
    readonly homeUnitId: string;
    readonly text: string;
    readonly kind: PaperKind | undefined;
    readonly state: DigitalState | undefined;
  },
  limit: number,
  offset: number,
): Promise<{ readonly papers: StoredPaper[]; readonly total: number }> {
  const parameters: unknown[] = [query.homeUnitId, query.kind ?? null, query.state ?? null];
  const conditions = wordsOf(query.text)
    .slice(0, MOST_WORDS)
    .map((word) => {
      parameters.push(word, word + AFTER);
      const at = parameters.length;
      return ` and paper_id in (select paper_id from digitised_paper_word where home_unit_id = $1 and word >= $${at - 1} and word < $${at})`;
    })
    .join('');
  const where = `home_unit_id = $1 and ($2::text is null or kind = $2) and ($3::text is null or state = $3)${conditions}`;
  const counted = await client.query<{ total: number }>(
    `select count(*)::int as total from digitised_paper where ${where}`,
    parameters,
  );
  const { rows } = await client.query<PaperRow>(
    `select ${COLUMNS} from digitised_paper where ${where} order by recorded_at desc, paper_id
     limit $${parameters.length + 1} offset $${parameters.length + 2}`,
    [...parameters, limit, offset],
  );
  return { papers: rows.map(fromRow), total: counted.rows[0]?.total ?? 0 };
}

export interface DigitisationCounts {
  readonly kind: PaperKind;
  readonly state: DigitalState;
  readonly papers: number;
}

/** Papers by kind and state, of dossiers received between two instants, both counted. */
export async function countPapers(
  client: pg.ClientBase,
  homeUnitId: string,
  from: Instant,
  through: Instant,
): Promise<DigitisationCounts[]> {
  const { rows } = await client.query<DigitisationCounts>(
    `select p.kind, p.state, count(*)::int as papers from digitised_paper p
       join dossier d on d.home_unit_id = p.home_unit_id and d.dossier_id = p.dossier_id
     where p.home_unit_id = $1 and d.received_at between $2 and $3 group by p.kind, p.state order by p.kind, p.state`,
    [homeUnitId, from, through],
  );
  return rows;
}

/** Whose dossier it is; empty texts where it was taken in without a person. */
export async function ownerOfDossier(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<{ readonly applicant: string; readonly identityNumber: string }> {
  const { rows } = await client.query<{ full_name: string; identity_number: string }>(
    `select full_name, identity_number from dossier_person where home_unit_id = $1 and dossier_id = $2
     order by case role when 'applicant' then 0 when 'submitter' then 1 else 2 end limit 1`,
    [homeUnitId, dossierId],
  );
  return { applicant: rows[0]?.full_name ?? '', identityNumber: rows[0]?.identity_number ?? '' };
}
