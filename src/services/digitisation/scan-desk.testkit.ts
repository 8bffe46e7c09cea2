/** A desk with its scanner on a real database, and what tests of digitised papers ask of it. */
import { papersOfDossier, type StoredPaper } from '../../store/digitisation.ts';
import { dossierIdOf } from '../../store/dossiers.ts';
import { listFiles } from '../../store/files.ts';
import { within } from '../../store/scope.ts';
import { streamFile } from '../files/dossier-files.ts';
import { filled, filledBy, formKey, officer, openDesk, RECEPTIONIST, UNIT } from '../reception/desk.testkit.ts';
import { receiveDossier } from '../reception/receive-dossier.ts';
import { openScan } from './open-scan.ts';
import { pdfUpload } from './scan.fixture.ts';
import { type ScannedLine, scanPapers } from './scan-papers.ts';

export const user = RECEPTIONIST;
export const SPECIALIST = officer('chuyenmon', ['specialist']);
export const PAPERS = ['Tờ khai', 'Giấy khai sinh', 'Ảnh'];

export const line = (at: ScannedLine['line'], more: Partial<ScannedLine> = {}): ScannedLine => ({
  line: at,
  upload: undefined,
  documentNumber: '',
  validThrough: undefined,
  form: 'original',
  ...more,
});

export const errorsOf = (outcome: { readonly ok: boolean; readonly errors?: Readonly<Record<string, string>> }) =>
  outcome.errors ?? {};

/** A desk of its own with what is done and asked at it; close `desk` afterwards. */
export async function openScanDesk() {
  const desk = await openDesk();
  let received = 0;

  /** A dossier with a checklist of three; the last one was not handed in. */
  async function dossier(person?: number): Promise<string> {
    received += 1;
    const papers = PAPERS.map((name, index) => ({
      name,
      form: 'original',
      copies: '1',
      required: index === 0,
      received: index < 2,
    }));
    const answer = await receiveDossier(desk, desk.random, {
      user,
      formKey: formKey(received),
      raw: person === undefined ? filled({ papers }) : filledBy(person, { papers }),
      receivedAt: '2023-09-05T09:00',
      acceptMissing: true,
      separate: true,
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
    return answer.dossierCode;
  }

  const scan = (dossierCode: string, lines: readonly ScannedLine[], key?: number, by = user) =>
    scanPapers(desk, desk.random, {
      user: by,
      dossierCode,
      lines,
      formKey: key === undefined ? undefined : formKey(key),
    });
  async function scanned(dossierCode: string, at: ScannedLine['line'] = 0, text = 'quét'): Promise<StoredPaper> {
    const outcome = await scan(dossierCode, [line(at, { upload: pdfUpload(`${dossierCode} ${at} ${text}`) })]);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    return outcome.papers[0] as StoredPaper;
  }
  const textOf = async (paperId: string, version?: number): Promise<string> => {
    const file = await openScan(desk, { user, paperId, version });
    const pieces: Uint8Array[] = [];
    for await (const piece of streamFile(desk, file)) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  };
  const inUnit = <T>(work: Parameters<typeof within<T>>[2]): Promise<T> => within(desk.store, [UNIT], work);
  const storedPapers = (code: string) => inUnit((client) => papersOfDossier(client, UNIT, dossierIdOf(UNIT, code)));
  const storedFiles = (code: string) => inUnit((client) => listFiles(client, UNIT, dossierIdOf(UNIT, code)));
  const countedDigital = (code: string): Promise<boolean> =>
    inUnit(async (client) => {
      const { rows } = await client.query('select result_digitised from dossier_fact where dossier_code = $1', [code]);
      return rows[0].result_digitised;
    });
  /** How often the log says that the result was digitised, and how often that was taken back. */
  const told = (code: string): Promise<readonly [number, number]> =>
    inUnit(async (client) => {
      const { rows } = await client.query(
        `select count(*) filter (where act = 'digitiseResult')::int as told, count(*) filter (where act = 'retract')::int as back
         from dossier_event where home_unit_id = $1 and dossier_id = $2`,
        [UNIT, dossierIdOf(UNIT, code)],
      );
      return [rows[0].told, rows[0].back] as const;
    });

  return {
    desk,
    dossiersReceived: () => received,
    dossier,
    scan,
    scanned,
    textOf,
    inUnit,
    storedPapers,
    storedFiles,
    countedDigital,
    told,
  };
}
