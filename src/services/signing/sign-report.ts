/**
 * Signing a closed report (ký số báo cáo): the PDF of its issue, first by the leader, then by the organisation, each with a
 * certificate from a PKCS#12 file. File and password pass through memory and are kept nowhere; the signed PDF is kept.
 */
import { createHash } from 'node:crypto';
import { issued, nextSignature, SIGNATURE_ROLE_LABELS, type SignatureRole } from '../../core/reporting/issue.ts';
import type { ReportModel } from '../../core/reporting/model.ts';
import { openSigningKey, SigningError, type SigningKey, signPdf } from '../../documents/signing/sign-pdf.ts';
import { appendAudit, takeAuditHead } from '../../store/audit.ts';
import {
  findSignedFile,
  insertSignature,
  listIssues,
  listSignatures,
  type StoredIssue,
  type StoredSignature,
} from '../../store/report-issues.ts';
import { findReport } from '../../store/reports.ts';
import { within } from '../../store/scope.ts';
import { ServiceError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { requirePeriod } from '../report/build-report.ts';
import { writeReportFiles } from '../report/write-report.ts';
import type { SignedIn } from '../signed-in.ts';
import { requireAct, requireNewest } from './issue.ts';

/** Which permission each signature takes. */
export const ACT_OF_ROLE = { leader: 'report.sign', organisation: 'report.seal' } as const satisfies Record<
  SignatureRole,
  string
>;

/** A PKCS#12 file is a few kilobytes. */
export const MOST_CERTIFICATE_BYTES = 256 * 1024;

const FIELDS = { leader: 'ChuKyNguoiKy', organisation: 'ChuKyCoQuan' } as const satisfies Record<SignatureRole, string>;

interface ToSign {
  readonly issue: StoredIssue;
  readonly place: number;
  readonly role: SignatureRole;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly model: ReportModel;
}

/**
 * Adds the next signature.
 * @throws ServiceError FORBIDDEN, NOT_CLOSED, SUPERSEDED, NOT_NUMBERED, ALREADY_SIGNED, LEADER_FIRST, BAD_CERTIFICATE
 */
export async function signReport(
  installation: Installation,
  input: {
    readonly user: SignedIn;
    readonly period: string;
    readonly version: number;
    readonly role: SignatureRole;
    readonly certificateFile: Uint8Array;
    readonly password: string;
  },
): Promise<StoredSignature> {
  const { store, clock } = installation;
  requireAct(input.user, ACT_OF_ROLE[input.role]);
  const period = requirePeriod(input.period);
  const unitId = input.user.unitId;
  const now = clock.now();
  if (input.certificateFile.length > MOST_CERTIFICATE_BYTES)
    throw new ServiceError('BAD_CERTIFICATE', 'Tệp chứng thư số lớn bất thường. Hãy chọn đúng tệp .p12 hoặc .pfx.');
  // The certificate is opened before anything is read, so that a mistyped password costs nothing.
  const key = await openKey(input.certificateFile, input.password, now);
  const target = await load(installation, unitId, period.id, input.version, input.role);
  const signed = await signPdf(target.bytes, key, {
    reason: `${SIGNATURE_ROLE_LABELS[input.role]}: báo cáo số ${target.issue.number}/${target.model.document.notation}`,
    location: target.model.unit.name,
    at: now,
    field: FIELDS[input.role],
  });
  const sha256 = createHash('sha256').update(signed).digest('hex');
  return within(store, [unitId], async (client) => {
    const head = await takeAuditHead(client, unitId, now);
    // Somebody may have numbered, signed or restated it while the file was being made.
    requireNewest(await findReport(client, unitId, period.id), period.id, input.version);
    const place = { homeUnitId: unitId, periodId: period.id, version: input.version };
    const issue = (await listIssues(client, place)).at(-1);
    const present = (await listSignatures(client, place)).filter((other) => other.issue === target.issue.issue);
    if (issue?.issue !== target.issue.issue || present.length !== target.place - 1)
      throw new ServiceError('CHANGED_MEANWHILE', 'Báo cáo vừa được cho số hoặc ký ở nơi khác. Hãy tải lại trang.', {
        exitCode: 1,
      });
    const signature: StoredSignature = {
      ...place,
      issue: target.issue.issue,
      place: target.place,
      role: input.role,
      signer: key.certificate.subject,
      certificate: { ...key.certificate },
      signedAt: now,
      recordedAt: head.recordedAt,
      actor: input.user.loginName,
      fileName: target.fileName,
      sha256,
    };
    await insertSignature(client, signature, signed);
    await appendAudit(client, head, {
      actor: input.user.loginName,
      act: 'signReport',
      detail: {
        period: period.id,
        version: input.version,
        issue: target.issue.issue,
        role: input.role,
        sha256,
        certificate: { serialNumber: key.certificate.serialNumber, fingerprint: key.certificate.fingerprint },
      },
    });
    return signature;
  });
}

async function openKey(
  file: Uint8Array,
  password: string,
  now: Parameters<typeof openSigningKey>[2],
): Promise<SigningKey> {
  try {
    return await openSigningKey(file, password, now);
  } catch (error) {
    if (error instanceof SigningError) throw new ServiceError('BAD_CERTIFICATE', error.message);
    throw error;
  }
}

/** The bytes that the next signature goes on: the issue's PDF, or the file as the one before signed it. */
async function load(
  { store }: Installation,
  unitId: string,
  periodId: string,
  version: number,
  role: SignatureRole,
): Promise<ToSign> {
  const place = { homeUnitId: unitId, periodId, version };
  const found = await within(
    store,
    [unitId],
    async (client) => {
      const closed = requireNewest(await findReport(client, unitId, periodId), periodId, version);
      const issue = (await listIssues(client, place)).at(-1);
      if (issue === undefined)
        throw new ServiceError(
          'NOT_NUMBERED',
          'Báo cáo chưa có số, ngày. Văn thư cho số trước, rồi mới ký: số và ngày nằm trong phần được ký.',
          { exitCode: 1 },
        );
      const present = (await listSignatures(client, place)).filter((signature) => signature.issue === issue.issue);
      const next = nextSignature(present.map((signature) => signature.role));
      if (next !== role) {
        throw present.some((signature) => signature.role === role)
          ? new ServiceError('ALREADY_SIGNED', `Báo cáo đã có chữ ký: ${SIGNATURE_ROLE_LABELS[role].toLowerCase()}.`, {
              exitCode: 1,
            })
          : new ServiceError('LEADER_FIRST', 'Người có thẩm quyền ký trước, sau đó mới ký của cơ quan.', {
              exitCode: 1,
            });
      }
      const last = present.at(-1);
      return {
        issue,
        place: present.length + 1,
        model: issued(JSON.parse(closed.model) as ReportModel, issue),
        before: last === undefined ? null : await findSignedFile(client, place, issue.issue, last.place),
      };
    },
    { readOnly: true },
  );
  const { before, ...target } = found;
  if (before !== null) return { ...target, role, bytes: before.bytes, fileName: before.fileName };
  const [pdf] = await writeReportFiles(found.model, ['pdf']);
  if (pdf === undefined) throw new Error('Không lập được PDF để ký.');
  return { ...target, role, bytes: pdf.bytes, fileName: pdf.name.replace(/\.pdf$/, '.da-ky.pdf') };
}

/** A signed file as it was kept; its digest is checked before it is given out. @throws Error when the bytes were altered */
export async function signedFile(
  { store }: Pick<Installation, 'store'>,
  input: {
    readonly user: SignedIn;
    readonly period: string;
    readonly version: number;
    readonly issue: number;
    readonly place: number;
  },
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array } | null> {
  requireAct(input.user, 'report.view');
  const found = await within(
    store,
    [input.user.unitId],
    (client) =>
      findSignedFile(
        client,
        { homeUnitId: input.user.unitId, periodId: requirePeriod(input.period).id, version: input.version },
        input.issue,
        input.place,
      ),
    { readOnly: true },
  );
  if (found === null) return null;
  if (createHash('sha256').update(found.bytes).digest('hex') !== found.sha256)
    throw new Error('Tệp đã ký trong cơ sở dữ liệu không còn khớp mã băm lúc ký: dữ liệu đã bị sửa.');
  return { fileName: found.fileName, bytes: found.bytes };
}
