/** Papers and results that are digital, or are to become so (số hóa): by dossier, by person, by words without marks. */
import type pg from 'pg';
import type { DigitalState, Digitisation, PaperKind } from '../core/digitisation/paper.ts';
import { foldWords } from '../core/text/fold.ts';
import type { Instant } from '../core/time/local-date-time.ts';
import type { PlainDate } from '../core/time/plain-date.ts';
import { OWNER_FIRST, recountWaiting } from './waiting-papers.ts';

export interface StoredPaper extends Digitisation {
  readonly homeUnitId: string;
  readonly paperId: string;
  /** Goes up by one with every change. */
  readonly version: number;
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly state: DigitalState;
  readonly applicant: string;
  readonly identityNumber: string;
  /** The paper of another dossier that is used again. */
  readonly sourcePaperId: string | null;
  /** The file of its own dossier that is its digital form. */
  readonly fileId: string | null;
  /** Of the stored file that is opened, here or in the dossier that it was taken from; empty: none is here. */
  readonly fileSha256: string;
  /** Empty: it stands. */
  readonly voidReason: string;
  readonly officer: string;
  readonly recordedAt: Instant;
}

interface PaperRow {
  home_unit_id: string;
  paper_id: string;
  version: number;
  dossier_id: string;
  dossier_code: string;
  kind: PaperKind;
  name: string;
  form: Digitisation['form'];
  state: DigitalState;
  document_number: string;
  issued_on: PlainDate | null;
  valid_through: PlainDate | null;
  required_paper: string;
  kept_elsewhere: string;
  applicant: string;
  identity_number: string;
  source_paper_id: string | null;
  file_id: string | null;
  file_sha256: string;
  void_reason: string;
  officer: string;
  recorded_at: Instant;
}

const COLUMNS =
  'home_unit_id, paper_id, version, dossier_id, dossier_code, kind, name, form, state, document_number, issued_on, valid_through, required_paper, kept_elsewhere, applicant, identity_number, source_paper_id, file_id, file_sha256, void_reason, officer, recorded_at';

const fromRow = (row: PaperRow): StoredPaper => ({
  homeUnitId: row.home_unit_id,
  paperId: row.paper_id,
  version: row.version,
  dossierId: row.dossier_id,
  dossierCode: row.dossier_code,
  kind: row.kind,
  name: row.name,
  form: row.form,
  state: row.state,
  documentNumber: row.document_number,
  issuedOn: row.issued_on,
  validThrough: row.valid_through,
  requiredPaper: row.required_paper,
  keptElsewhere: row.kept_elsewhere,
  applicant: row.applicant,
  identityNumber: row.identity_number,
  sourcePaperId: row.source_paper_id,
  fileId: row.file_id,
  fileSha256: row.file_sha256,
  voidReason: row.void_reason,
  officer: row.officer,
  recordedAt: row.recorded_at,
});

const toRow = (paper: StoredPaper): PaperRow => ({
  home_unit_id: paper.homeUnitId,
  paper_id: paper.paperId,
  version: paper.version,
  dossier_id: paper.dossierId,
  dossier_code: paper.dossierCode,
  kind: paper.kind,
  name: paper.name,
  form: paper.form,
  state: paper.state,
  document_number: paper.documentNumber,
  issued_on: paper.issuedOn,
  valid_through: paper.validThrough,
  required_paper: paper.requiredPaper,
  kept_elsewhere: paper.keptElsewhere,
  applicant: paper.applicant,
  identity_number: paper.identityNumber,
  source_paper_id: paper.sourcePaperId,
  file_id: paper.fileId,
  file_sha256: paper.fileSha256,
  void_reason: paper.voidReason,
  officer: paper.officer,
  recorded_at: paper.recordedAt,
});

/** At most so many words of a search are looked for; a dossier code alone is six. */
const MOST_WORDS = 16;
const wordsOf = (text: string): string[] => [...new Set(foldWords(text).split(' '))].filter((word) => word !== '');

async function insertWords(client: pg.ClientBase, paper: StoredPaper): Promise<void> {
  await client.query(
    `insert into digitised_paper_word (home_unit_id, word, paper_id) select $1, word, $2 from unnest($3::text[]) as word`,
    [
      paper.homeUnitId,
      paper.paperId,
      wordsOf(`${paper.applicant} ${paper.name} ${paper.documentNumber} ${paper.dossierCode} ${paper.identityNumber}`),
    ],
  );
}

/** Writes a new paper and makes it findable by its applicant, name and number. */
export async function insertPaper(client: pg.ClientBase, paper: StoredPaper): Promise<void> {
  const row = toRow(paper);
  const names = COLUMNS.split(', ') as (keyof PaperRow)[];
  await client.query(
    `insert into digitised_paper (${COLUMNS}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    names.map((name) => row[name]),
  );
  await insertWords(client, paper);
  await recountWaiting(client, paper.homeUnitId, paper.dossierId);
}

export interface PaperChange {
  readonly reason: string;
  readonly actor: string;
  readonly actorName: string;
  readonly recordedAt: Instant;
}

/** A paper in its next version; what stood before is kept with the reason. The caller has seen that nobody was faster. */
export async function changePaper(
  client: pg.ClientBase,
  before: StoredPaper,
  after: StoredPaper,
  change: PaperChange,
): Promise<void> {
  await client.query(
    `insert into digitised_paper_version (home_unit_id, paper_id, version, reason, body, actor, actor_name, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      before.homeUnitId,
      before.paperId,
      before.version,
      change.reason,
      JSON.stringify(before),
      change.actor,
      change.actorName,
      change.recordedAt,
    ],
  );
  const row = toRow(after);
  const changing = (COLUMNS.split(', ') as (keyof PaperRow)[]).filter(
    (name) => name !== 'home_unit_id' && name !== 'paper_id',
  );
  await client.query(
    `update digitised_paper set ${changing.map((name, index) => `${name} = $${index + 3}`).join(', ')}
     where home_unit_id = $1 and paper_id = $2`,
    [after.homeUnitId, after.paperId, ...changing.map((name) => row[name])],
  );
  await client.query('delete from digitised_paper_word where home_unit_id = $1 and paper_id = $2', [
    after.homeUnitId,
    after.paperId,
  ]);
  await insertWords(client, after);
  await recountWaiting(client, after.homeUnitId, after.dossierId);
}

export interface PaperVersion extends PaperChange {
  /** As it stood before the change. */
  readonly paper: StoredPaper;
}

/** Earlier versions of a paper, the latest first. */
export async function versionsOfPaper(
  client: pg.ClientBase,
  homeUnitId: string,
  paperId: string,
): Promise<PaperVersion[]> {
  const { rows } = await client.query<{
    body: StoredPaper;
    reason: string;
    actor: string;
    actor_name: string;
    recorded_at: Instant;
  }>(
    `select body, reason, actor, actor_name, recorded_at from digitised_paper_version
     where home_unit_id = $1 and paper_id = $2 order by version desc`,
    [homeUnitId, paperId],
  );
  return rows.map((row) => ({
    paper: row.body,
    reason: row.reason,
    actor: row.actor,
    actorName: row.actor_name,
    recordedAt: row.recorded_at,
  }));
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

/** Papers of a dossier, voided ones too; components first, in the order of recording. */
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

/** Papers of some dossiers that stand. */
export async function standingPapersOf(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierIds: readonly string[],
): Promise<StoredPaper[]> {
  if (dossierIds.length === 0) return [];
  const { rows } = await client.query<PaperRow>(
    `select ${COLUMNS} from digitised_paper where home_unit_id = $1 and dossier_id = any ($2) and void_reason = ''
     order by dossier_code, paper_id`,
    [homeUnitId, dossierIds],
  );
  return rows.map(fromRow);
}

/** Digital papers of a person outside a dossier that were digitised themselves and stand, the latest first. */
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
       and dossier_id <> $3 and state = 'digitised' and void_reason = '' order by recorded_at desc, paper_id limit $4`,
    [homeUnitId, identityNumber, exceptDossierId, limit],
  );
  return rows.map(fromRow);
}

/** Standing papers of other dossiers that use a paper again, by dossier code. */
export async function papersUsing(client: pg.ClientBase, homeUnitId: string, paperId: string): Promise<StoredPaper[]> {
  const { rows } = await client.query<PaperRow>(
    `select ${COLUMNS} from digitised_paper where home_unit_id = $1 and source_paper_id = $2 and void_reason = ''
     order by dossier_code, paper_id`,
    [homeUnitId, paperId],
  );
  return rows.map(fromRow);
}

/** Just above every text that begins with the prefix, in the order of code points. */
const AFTER = '\u{10ffff}';

export interface PaperQuery {
  readonly homeUnitId: string;
  readonly text: string;
  readonly kind: PaperKind | undefined;
  /** `voided` instead of a state: those that no longer stand, which no other query finds. */
  readonly state: DigitalState | 'voided' | undefined;
  /** Only digital papers without a file here. */
  readonly withoutFile?: boolean;
}

/** A digital paper whose digital form is not here. */
const WITHOUT_FILE = `state <> 'notDigitised' and file_sha256 = ''`;

/** Papers whose words hold every word of the query, each as a beginning; all of them for an empty one. The latest first. */
export async function searchPapers(
  client: pg.ClientBase,
  query: PaperQuery,
  limit: number,
  offset: number,
): Promise<{ readonly papers: StoredPaper[]; readonly total: number }> {
  const voided = query.state === 'voided';
  const parameters: unknown[] = [query.homeUnitId, query.kind ?? null, voided ? null : (query.state ?? null)];
  const conditions = wordsOf(query.text)
    .slice(0, MOST_WORDS)
    .map((word) => {
      parameters.push(word, word + AFTER);
      const at = parameters.length;
      return ` and paper_id in (select paper_id from digitised_paper_word where home_unit_id = $1 and word >= $${at - 1} and word < $${at})`;
    })
    .join('');
  const where = `home_unit_id = $1 and ($2::text is null or kind = $2) and ($3::text is null or state = $3)
     and void_reason ${voided ? '<>' : '='} ''${query.withoutFile === true ? ` and ${WITHOUT_FILE}` : ''}${conditions}`;
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

/**
 * Dossiers received between two instants, both counted, and the standing papers recorded of them: $1 unit, $2 and $3 the
 * instants. Read first; they are few beside all papers of the years.
 */
const OF_PERIOD = `
  with received as materialized (
    select dossier_id from dossier where home_unit_id = $1 and received_at between $2 and $3
  ), recorded as materialized (
    select p.kind, p.state, p.file_sha256
    from received d join digitised_paper p on p.home_unit_id = $1 and p.dossier_id = d.dossier_id and p.void_reason = ''
  )`;

export interface DigitisationCounts {
  readonly kind: PaperKind;
  readonly state: DigitalState;
  readonly papers: number;
  /** Of these, digital ones whose file is not here. */
  readonly withoutFile: number;
}

/** Standing papers by kind and state, of dossiers received between two instants, both counted. */
export async function countPapers(
  client: pg.ClientBase,
  homeUnitId: string,
  from: Instant,
  through: Instant,
): Promise<DigitisationCounts[]> {
  const { rows } = await client.query<{
    kind: PaperKind;
    state: DigitalState;
    papers: number;
    without_file: number;
  }>(
    `${OF_PERIOD} select kind, state, count(*)::int as papers,
       (count(*) filter (where ${WITHOUT_FILE}))::int as without_file
     from recorded group by kind, state order by kind, state`,
    [homeUnitId, from, through],
  );
  return rows.map((row) => ({
    kind: row.kind,
    state: row.state,
    papers: row.papers,
    withoutFile: row.without_file,
  }));
}

/** Whose dossier it is; empty texts where it was taken in without a person. */
export async function ownerOfDossier(
  client: pg.ClientBase,
  homeUnitId: string,
  dossierId: string,
): Promise<{ readonly applicant: string; readonly identityNumber: string }> {
  const { rows } = await client.query<{ full_name: string; identity_number: string }>(
    `select full_name, identity_number from dossier_person where home_unit_id = $1 and dossier_id = $2
     order by ${OWNER_FIRST} limit 1`,
    [homeUnitId, dossierId],
  );
  return { applicant: rows[0]?.full_name ?? '', identityNumber: rows[0]?.identity_number ?? '' };
}
