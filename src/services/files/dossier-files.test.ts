/** Files of dossiers on the real engine: kept once, read back whole, nothing of another unit. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/support/web.ts';
import { verifyAudit } from '../../store/audit.ts';
import { within } from '../../store/scope.ts';
import { tableCounts } from '../installation.fixture.ts';
import { type Desk, OFFICERS, testDesk, UNIT } from '../work/desk.fixture.ts';
import { attachFiles, openFile, removeFile, streamFile } from './dossier-files.ts';

const CODE = '000.18.22.H32-230710-0001';
const OTHER = '000.18.22.H32-230710-0002';
const random = seededRandom('files');
const user = OFFICERS.specialist;
let desk: Desk;
beforeAll(async () => {
  desk = await testDesk();
  await desk.receive(CODE);
  await desk.receive(OTHER);
});
afterAll(() => desk.installation.store.close());

/** A PDF of a given length, its bytes not all the same. */
function pdf(length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 7) % 251;
  bytes.write('%PDF-1.7\n');
  bytes.write('\n%%EOF\n', length - 7);
  return bytes;
}

const attach = (dossierCode: string, bytes: Uint8Array, name = 'giấy khai sinh.pdf', formKey?: string) =>
  attachFiles(desk.installation, random, {
    user,
    dossierCode,
    uploads: [{ name, bytes, size: bytes.byteLength }],
    purpose: 'paper',
    paper: 'Giấy khai sinh',
    formKey,
  });

async function bytesOf(fileId: string, dossierCode = CODE): Promise<Buffer> {
  const file = await openFile(desk.installation, { user, dossierCode, fileId });
  const pieces: Uint8Array[] = [];
  for await (const piece of streamFile(desk.installation, file)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a file', () => {
  it('comes back as it was, at and around the size of a part', async () => {
    for (const length of [100, 262_143, 262_144, 262_145, 1_000_000]) {
      const [id] = await attach(CODE, pdf(length));
      expect((await bytesOf(id as string)).equals(pdf(length))).toBe(true);
    }
  });

  it('is kept once however often the same bytes come, and its form is answered once', async () => {
    const before = await tableCounts(desk.installation.store);
    await attach(CODE, pdf(5000));
    await attach(OTHER, pdf(5000), 'bản khác tên.pdf');
    const key = '22222222-2222-4222-8222-222222222222';
    const [first, second] = [await attach(CODE, pdf(6000), 'a.pdf', key), await attach(CODE, pdf(6000), 'a.pdf', key)];
    expect(second).toEqual(first);
    const after = await tableCounts(desk.installation.store);
    expect((after['stored_file'] ?? 0) - (before['stored_file'] ?? 0)).toBe(2);
    expect((after['dossier_file'] ?? 0) - (before['dossier_file'] ?? 0)).toBe(3);
  });

  it('belongs to its dossier and its unit', async () => {
    const [id] = await attach(CODE, pdf(300));
    await expect(bytesOf(id as string, OTHER)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const stranger = { ...user, unitId: 'vinh-truong' };
    await expect(
      openFile(desk.installation, { user: stranger, dossierCode: CODE, fileId: id as string }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const seen = await within(desk.installation.store, ['vinh-truong'], (client) =>
      client.query('select count(*)::int as n from stored_file_part'),
    );
    expect(seen.rows[0].n).toBe(0);
  });

  it('is not written when one of several is refused', async () => {
    const before = await tableCounts(desk.installation.store);
    await expect(
      attachFiles(desk.installation, random, {
        user,
        dossierCode: CODE,
        uploads: [
          { name: 'a.pdf', bytes: pdf(400), size: 400 },
          { name: 'b.pdf', bytes: Buffer.from('MZ\x90\x00\x03'), size: 5 },
        ],
        purpose: 'paper',
        paper: '',
      }),
    ).rejects.toMatchObject({ code: 'BAD_FILE' });
    await expect(
      attachFiles(desk.installation, random, {
        user: OFFICERS.cashier,
        dossierCode: CODE,
        uploads: [],
        purpose: 'paper',
        paper: '',
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await tableCounts(desk.installation.store)).toEqual(before);
  });

  it('is removed with a reason and then served no more', async () => {
    const [id] = await attach(CODE, pdf(700));
    const fileId = id as string;
    await expect(removeFile(desk.installation, { user, dossierCode: CODE, fileId, reason: ' ' })).rejects.toMatchObject(
      { code: 'REASON_MISSING' },
    );
    await removeFile(desk.installation, { user, dossierCode: CODE, fileId, reason: 'Nhầm hồ sơ' });
    await expect(bytesOf(fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      removeFile(desk.installation, { user, dossierCode: CODE, fileId, reason: 'Lần nữa' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves the audit whole', async () => {
    expect((await within(desk.installation.store, [UNIT], verifyAudit)).faults).toEqual([]);
  });
});
