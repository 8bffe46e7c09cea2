/**
 * Signing a PDF (ký số) with a certificate from a PKCS#12 file: PAdES baseline B-B, added behind the bytes that are there,
 * so that earlier signatures stay valid. The password is used and forgotten.
 */
import { X509Certificate } from 'node:crypto';
import { P12Signer, PDF } from '@libpdf/core';
import type { Instant } from '../../core/time/local-date-time.ts';

/** What a certificate says of its holder. */
export interface CertificateFacts {
  /** Tên chủ thể. */
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  /** Both ends count. */
  readonly validFrom: Instant;
  readonly validThrough: Instant;
  /** SHA-256 of the certificate, hexadecimal without colons. */
  readonly fingerprint: string;
}

export type SigningProblem = 'notPkcs12' | 'notYetValid' | 'expired' | 'notPdf';

/** Why nothing was signed; the message is for the person, `problem` for the program. */
export class SigningError extends Error {
  readonly problem: SigningProblem;
  constructor(problem: SigningProblem, message: string) {
    super(message);
    this.name = 'SigningError';
    this.problem = problem;
  }
}

export interface SigningKey {
  readonly certificate: CertificateFacts;
  readonly signer: P12Signer;
}

const instant = (text: string): Instant => new Date(text).toISOString() as Instant;

/** The common name of a distinguished name, or the whole of it. */
function nameIn(distinguished: string): string {
  const parts = distinguished.split('\n');
  const common = parts.find((part) => part.startsWith('CN='));
  return (common ?? parts.join(', ')).replace(/^CN=/, '').replaceAll('\\', '');
}

/** Opens a PKCS#12 file. @throws SigningError for a wrong password, another kind of file, or a certificate out of force */
export async function openSigningKey(file: Uint8Array, password: string, at: Instant): Promise<SigningKey> {
  let signer: P12Signer;
  try {
    signer = await P12Signer.create(file, password);
  } catch {
    // The library's own words may quote what it was given; they go no further.
    throw new SigningError(
      'notPkcs12',
      'Không mở được tệp chứng thư số: mật khẩu không đúng, hoặc tệp không phải dạng PKCS#12 (.p12, .pfx).',
    );
  }
  const x509 = new X509Certificate(signer.certificate);
  const certificate: CertificateFacts = {
    subject: nameIn(x509.subject),
    issuer: nameIn(x509.issuer),
    serialNumber: x509.serialNumber,
    validFrom: instant(x509.validFrom),
    validThrough: instant(x509.validTo),
    fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
  const day = (of: Instant): string => `${of.slice(8, 10)}/${of.slice(5, 7)}/${of.slice(0, 4)}`;
  if (at < certificate.validFrom)
    throw new SigningError(
      'notYetValid',
      `Chứng thư số của ${certificate.subject} chỉ có hiệu lực từ ngày ${day(certificate.validFrom)}.`,
    );
  if (at > certificate.validThrough)
    throw new SigningError(
      'expired',
      `Chứng thư số của ${certificate.subject} đã hết hiệu lực ngày ${day(certificate.validThrough)}. Hãy gia hạn rồi ký lại.`,
    );
  return { certificate, signer };
}

export interface SignatureWords {
  readonly reason: string;
  readonly location: string;
  readonly at: Instant;
  /** Name of the signature field; none of that name may be there. */
  readonly field: string;
}

/** The PDF with one more signature behind it; the bytes given are its beginning. @throws SigningError */
export async function signPdf(bytes: Uint8Array, key: SigningKey, words: SignatureWords): Promise<Uint8Array> {
  let pdf: PDF;
  try {
    pdf = await PDF.load(bytes);
  } catch {
    throw new SigningError('notPdf', 'Tệp cần ký không phải là PDF đọc được.');
  }
  const { bytes: signed } = await pdf.sign({
    signer: key.signer,
    level: 'B-B',
    reason: words.reason,
    location: words.location,
    signingTime: new Date(words.at),
    fieldName: words.field,
  });
  return signed;
}
