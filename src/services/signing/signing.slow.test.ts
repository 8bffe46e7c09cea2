/** Signing with certificates that openssl made, judged by poppler's pdfsig and by openssl itself. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '../../../test/support/database.ts';
import { ensureDebian } from '../../../test/support/debian.ts';
import type { ReportModel } from '../../core/reporting/model.ts';
import type { Instant } from '../../core/time/local-date-time.ts';
import { plainDate } from '../../core/time/plain-date.ts';
import { verifyAudit } from '../../store/audit.ts';
import { within } from '../../store/scope.ts';
import { ensureSampleTree, type Installation } from '../installation.ts';
import { loadDemo } from '../load-demo.ts';
import { buildReport } from '../report/build-report.ts';
import { closeReport } from '../report/close-report.ts';
import { downloadSigned } from '../report/download-report.ts';
import { verifyReport } from '../report/verify-report.ts';
import { closePdfEngine, writeReportFiles } from '../report/write-report.ts';
import type { SignedIn } from '../signed-in.ts';
import { issuanceOf, numberReport, printedModel } from './issue.ts';
import { signedFile, signReport } from './sign-report.ts';

const UNIT = 'phuoc-long';
const PERIOD = '2023-Q3';
const PASSWORD = 'mật khẩu Rất-Dài 1';
const officer = (loginName: string, role: SignedIn['roles'][number]): SignedIn => ({
  accountId: loginName,
  loginName,
  fullName: loginName,
  position: '',
  unitId: UNIT,
  roles: [role],
});
const clerk = officer('vanthu', 'clerk');
const leader = officer('lanhdao', 'leader');

const folder = mkdtempSync(join(tmpdir(), 'motcua-sign-'));
let store: TestStore;
let installation: Installation;
let now = '2023-09-18T02:00:00.000Z';

/** A certificate authority's certificate, and one under it in a PKCS#12 file. */
function certificate(name: string): Uint8Array {
  const at = (file: string): string => join(folder, file);
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '3650',
      '-subj',
      '/CN=CA mẫu',
      '-utf8',
      '-keyout',
      at('ca.key'),
      '-out',
      at('ca.pem'),
    ],
    { stdio: 'ignore' },
  );
  execFileSync(
    'openssl',
    [
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/C=VN/O=UBND mẫu/CN=${name}`,
      '-utf8',
      '-keyout',
      at('key.pem'),
      '-out',
      at('request.pem'),
    ],
    { stdio: 'ignore' },
  );
  execFileSync(
    'openssl',
    [
      'x509',
      '-req',
      '-in',
      at('request.pem'),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-CAcreateserial',
      '-days',
      '3650',
      '-out',
      at('cert.pem'),
    ],
    { stdio: 'ignore' },
  );
  execFileSync(
    'openssl',
    [
      'pkcs12',
      '-export',
      '-inkey',
      at('key.pem'),
      '-in',
      at('cert.pem'),
      '-certfile',
      at('ca.pem'),
      '-passout',
      `pass:${PASSWORD}`,
      '-out',
      at('key.p12'),
    ],
    { stdio: 'ignore' },
  );
  return readFileSync(at('key.p12'));
}

const signaturesIn = (pdf: Uint8Array): string => {
  const file = join(folder, 'signed.pdf');
  writeFileSync(file, pdf);
  return spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }).stdout;
};

/** The signed bytes and the signature of the last signature, taken out of the PDF by hand, for openssl. */
function detached(pdf: Uint8Array): { content: Buffer; signature: Buffer } {
  const text = Buffer.from(pdf).toString('latin1');
  const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].at(-1);
  if (ranges === undefined) throw new Error('no signature');
  const [a, b, c, d] = ranges.slice(1).map(Number) as [number, number, number, number];
  const hex = text.slice(a + b, c).replace(/[<>\s]/g, '');
  const padded = Buffer.from(hex, 'hex');
  const length = 4 + padded.readUInt16BE(2);
  return {
    content: Buffer.concat([Buffer.from(pdf).subarray(a, a + b), Buffer.from(pdf).subarray(c, c + d)]),
    signature: padded.subarray(0, length),
  };
}

function opensslVerifies(pdf: Uint8Array): boolean {
  const { content, signature } = detached(pdf);
  writeFileSync(join(folder, 'content'), content);
  writeFileSync(join(folder, 'signature.der'), signature);
  return (
    spawnSync(
      'openssl',
      [
        'cms',
        '-verify',
        '-binary',
        '-noverify',
        '-inform',
        'DER',
        '-in',
        join(folder, 'signature.der'),
        '-content',
        join(folder, 'content'),
        '-out',
        '/dev/null',
      ],
      { encoding: 'utf8' },
    ).status === 0
  );
}

beforeAll(async () => {
  ensureDebian({ pdfsig: ['poppler-utils'], pdftotext: ['poppler-utils'], openssl: ['openssl'] });
  store = await testStore();
  installation = { store, clock: { now: () => now as Instant } };
  await ensureSampleTree(installation);
  await loadDemo(installation, { folder: new URL('../../../demo/phuoc-long', import.meta.url).pathname, actor: 'thử' });
  await closeReport(installation, { unitId: UNIT, period: PERIOD, actor: 'thử' });
});
afterAll(async () => {
  await closePdfEngine();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const number = (text: string, day: string) =>
  numberReport(installation, { user: clerk, period: PERIOD, version: 1, number: text, date: plainDate(day) });
const sign = (user: SignedIn, role: 'leader' | 'organisation', file: Uint8Array, password = PASSWORD) =>
  signReport(installation, { user, period: PERIOD, version: 1, role, certificateFile: file, password });

describe('a closed report on its way out', () => {
  it('is not signed before it has a number, and gets none that cannot be', async () => {
    const today = now;
    const key = certificate('Người ký');
    now = new Date(Date.now() + 60_000).toISOString();
    await expect(sign(leader, 'leader', key)).rejects.toMatchObject({ code: 'NOT_NUMBERED' });
    now = today;
    await expect(number('năm', '2023-09-18')).rejects.toMatchObject({ code: 'BAD_ISSUE' });
    await expect(number('05', '2023-09-14')).rejects.toMatchObject({
      details: [expect.stringContaining('phải sau ngày cuối kỳ')],
    });
    await expect(number('05', '2023-09-19')).rejects.toMatchObject({
      details: [expect.stringContaining('không được sau hôm nay')],
    });
    await expect(
      numberReport(installation, {
        user: leader,
        period: PERIOD,
        version: 1,
        number: '05',
        date: plainDate('2023-09-18'),
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      numberReport(installation, {
        user: clerk,
        period: PERIOD,
        version: 2,
        number: '05',
        date: plainDate('2023-09-18'),
      }),
    ).rejects.toMatchObject({ code: 'SUPERSEDED' });
  });

  it('carries its number without a change of any figure, and the same bytes each time', async () => {
    const built = await buildReport(installation, { unitId: UNIT, period: PERIOD });
    const before = await writeReportFiles(built.model, ['json', 'pdf']);
    expect(await number('05', '2023-09-18')).toMatchObject({ issue: 1 });
    expect(await number('05', '2023-09-18')).toMatchObject({ issue: 1 });
    const closed = (await buildReport(installation, { unitId: UNIT, period: PERIOD })).closed;
    if (closed === null) throw new Error('not closed');
    const { model } = await printedModel(installation, closed);
    expect(model.document).toMatchObject({ number: '05', date: '2023-09-18' });
    const without = (of: ReportModel): unknown => ({ ...of, document: { ...of.document, number: null, date: null } });
    expect(without(model)).toEqual(without(built.model));
    expect(model.fingerprint).toBe(built.model.fingerprint);
    const first = await writeReportFiles(model, ['docx', 'xlsx', 'pdf', 'json']);
    const second = await writeReportFiles(model, ['docx', 'xlsx', 'pdf', 'json']);
    for (const [index, file] of first.entries())
      expect(Buffer.compare(Buffer.from(file.bytes), Buffer.from(second[index]?.bytes ?? []))).toBe(0);
    expect(Buffer.from(before[1]?.bytes ?? [])).not.toEqual(Buffer.from(first[2]?.bytes ?? []));
    // The version as it was closed is still there to the byte.
    const again = await writeReportFiles((await buildReport(installation, { unitId: UNIT, period: PERIOD })).model, [
      'pdf',
    ]);
    expect(Buffer.compare(Buffer.from(again[0]?.bytes ?? []), Buffer.from(before[1]?.bytes ?? []))).toBe(0);
    expect((await verifyReport(installation, { unitId: UNIT, period: PERIOD })).holds).toBe(true);
  });

  it('is signed by the leader, then by the organisation, both valid for other programs', async () => {
    const leaderKey = certificate('Nguyễn Văn Ký');
    // Certificates begin when they are made.
    now = new Date(Date.now() + 60_000).toISOString();
    await expect(sign(clerk, 'organisation', leaderKey)).rejects.toMatchObject({ code: 'LEADER_FIRST' });
    await expect(sign(clerk, 'leader', leaderKey)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(sign(leader, 'leader', leaderKey, 'sai')).rejects.toMatchObject({
      code: 'BAD_CERTIFICATE',
      message: expect.not.stringContaining('sai'),
    });
    await expect(sign(leader, 'leader', Buffer.from('%PDF-1.7'))).rejects.toMatchObject({ code: 'BAD_CERTIFICATE' });
    const first = await sign(leader, 'leader', leaderKey);
    expect(first).toMatchObject({ place: 1, signer: 'Nguyễn Văn Ký', fileName: expect.stringMatching(/da-ky\.pdf$/) });
    await expect(sign(leader, 'leader', leaderKey)).rejects.toMatchObject({ code: 'ALREADY_SIGNED' });
    await sign(clerk, 'organisation', certificate('UBND phường mẫu'));
    const files = await Promise.all(
      [1, 2].map((place) => signedFile(installation, { user: leader, period: PERIOD, version: 1, issue: 1, place })),
    );
    const [one, two] = files.map((file) => file?.bytes ?? new Uint8Array()) as [Uint8Array, Uint8Array];
    expect(signaturesIn(one).match(/Signature is Valid/g)).toHaveLength(1);
    const both = signaturesIn(two);
    expect(both.match(/Signature is Valid/g)).toHaveLength(2);
    expect(both).toContain('Nguyễn Văn Ký');
    expect(both).toContain('ETSI.CAdES.detached');
    expect(opensslVerifies(one)).toBe(true);
    expect(opensslVerifies(two)).toBe(true);
    // The second signature stands behind the bytes that the first one signed.
    expect(Buffer.compare(Buffer.from(two.subarray(0, one.length)), Buffer.from(one))).toBe(0);
    expect(execFileSync('pdftotext', ['-layout', join(folder, 'signed.pdf'), '-'], { encoding: 'utf8' })).toContain(
      '05/BC-UBND',
    );
  });

  it('is taken away with an entry in the log, and without one where nothing leaves', async () => {
    const entries = async () => {
      const { rows } = await store.withOwner((owner) =>
        owner.query("select actor, detail from audit_entry where act = 'report.downloadSigned' order by sequence"),
      );
      return rows;
    };
    const take = (place: number, taken: boolean, user = leader) =>
      downloadSigned(installation, { user, taken, period: PERIOD, version: 1, issue: 1, place });
    expect((await take(2, false))?.bytes.length).toBeGreaterThan(1000);
    expect(await take(3, true)).toBeNull();
    await expect(take(2, true, officer('tiepnhan', 'receptionist'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await entries()).toEqual([]);
    expect((await take(2, true))?.name).toMatch(/da-ky\.pdf$/);
    expect(await entries()).toEqual([{ actor: 'lanhdao', detail: { period: PERIOD, version: 1, issue: 1, place: 2 } }]);
  });

  it('shows when a byte of what was signed is changed', async () => {
    const file = await signedFile(installation, { user: leader, period: PERIOD, version: 1, issue: 1, place: 2 });
    const tampered = Buffer.from(file?.bytes ?? []);
    tampered[tampered.indexOf('/Length') + 40] = (tampered[tampered.indexOf('/Length') + 40] as number) ^ 1;
    expect(signaturesIn(tampered)).not.toMatch(/Signature is Valid/);
    expect(opensslVerifies(tampered)).toBe(false);
    await store.withOwner((owner) =>
      owner.query('update report_signature set bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 1) where place = 1'),
    );
    await expect(
      signedFile(installation, { user: leader, period: PERIOD, version: 1, issue: 1, place: 1 }),
    ).rejects.toThrow('không còn khớp');
  });

  it('is signed anew under another number; the first issue stays', async () => {
    await number('06', '2023-09-18');
    const state = await issuanceOf(installation, { unitId: UNIT, period: PERIOD, version: 1 });
    expect(state.issue?.number).toBe('06');
    expect(state.signatures).toEqual([]);
    expect(state.earlierSignatures).toHaveLength(2);
  });

  it('is not signed with a certificate out of force', async () => {
    const usual = now;
    now = '2060-01-01T00:00:00.000Z';
    await expect(sign(leader, 'leader', certificate('Hết hạn'))).rejects.toThrow('đã hết hiệu lực');
    now = '2022-12-31T00:00:00.000Z';
    await expect(sign(leader, 'leader', certificate('Chưa tới'))).rejects.toThrow('chỉ có hiệu lực từ');
    now = usual;
  });

  it('leaves every step in the audit and no password anywhere', async () => {
    const acts = await within(store, [UNIT], async (client) => {
      const { rows } = await client.query<{ act: string; detail: unknown }>(
        'select act, detail from audit_entry where home_unit_id = $1 order by sequence',
        [UNIT],
      );
      return rows;
    });
    expect(acts.map((row) => row.act).slice(-5)).toEqual([
      'numberReport',
      'signReport',
      'signReport',
      'report.downloadSigned',
      'numberReport',
    ]);
    expect(JSON.stringify(acts)).not.toContain(PASSWORD);
    await within(store, [UNIT], async (client) => {
      await expect(client.query("update report_issue set document_number = '1'")).rejects.toThrow('permission denied');
    });
    const chain = await within(store, 'all', verifyAudit);
    expect(chain.faults).toEqual([]);
  });
});
