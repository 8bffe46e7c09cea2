/** Kiểm tra một báo cáo viết tay: bytes in, findings out; and the same document with the findings as Word comments. */
import { type CheckResult, checkDocument } from '../core/checking/check.ts';
import type { KnownFigures } from '../core/checking/context.ts';
import type { DocumentModel } from '../core/checking/document.ts';
import type { Finding, Severity } from '../core/checking/finding.ts';
import type { ReportingPeriod } from '../core/reporting/period.ts';
import { annotateDocx, type DocumentComment } from '../documents/reading/annotate-docx.ts';
import { detectFormat } from '../documents/reading/detect-format.ts';
import { type DocxSource, readDocx } from '../documents/reading/read-docx.ts';
import { readTxt } from '../documents/reading/read-txt.ts';
import { txtAsDocx } from '../documents/reading/txt-as-docx.ts';
import { UnreadableDocument } from '../documents/reading/unreadable.ts';
import { CHECKING_LAW } from '../law/checks/index.ts';

export interface CheckRequest {
  readonly bytes: Uint8Array;
  /** File name, for messages only; what the file is is decided by its content. */
  readonly name: string;
  /** The period that the document must be of; by default the one that it names. */
  readonly period?: ReportingPeriod;
  /** Figures of the unit's own log and its previous closing, where the program holds them. */
  readonly known?: KnownFigures;
}

export interface CheckedDocument extends CheckResult {
  readonly model: DocumentModel;
  /** The document as .docx with a comment at each place found. @param date ISO instant in UTC for the comments */
  readonly annotated: (date: string) => Promise<Uint8Array>;
}

export type CheckOutcome =
  | { readonly ok: true; readonly checked: CheckedDocument }
  | { readonly ok: false; readonly message: string };

const SEVERITY_LABELS = { error: 'LỖI', warning: 'CẢNH BÁO', note: 'LƯU Ý' } as const satisfies Record<
  Severity,
  string
>;

async function read(request: CheckRequest): Promise<{ model: DocumentModel; source: DocxSource | null }> {
  const { bytes, name } = request;
  if (detectFormat(bytes, name) === 'docx') return readDocx(bytes, name);
  return { model: readTxt(bytes, name), source: null };
}

/** A comment for each finding at its first place; its other places are named in the words. */
function commentsOf(findings: readonly Finding[]): DocumentComment[] {
  return findings.flatMap((finding) => {
    const [first, ...others] = finding.evidence;
    if (first === undefined) return [];
    const also = [...new Set(others.map((evidence) => evidence.place).filter((place) => place !== first.place))].slice(
      0,
      6,
    );
    const text = `${SEVERITY_LABELS[finding.severity]} ${finding.code}: ${finding.message}${also.length > 0 ? ` (Xem thêm: ${also.join('; ')}.)` : ''}`;
    return [{ anchor: first.anchor, text }];
  });
}

/** Never throws for what is in the file: a file that cannot be read is an answer with a Vietnamese sentence. */
export async function checkDocumentFile(request: CheckRequest): Promise<CheckOutcome> {
  try {
    const { model, source } = await read(request);
    const result = checkDocument({
      model,
      law: CHECKING_LAW,
      period: request.period ?? null,
      known: request.known ?? null,
    });
    const annotated = async (date: string): Promise<Uint8Array> => {
      const target = source ?? (await readDocx(txtAsDocx(model), request.name)).source;
      return annotateDocx(target, commentsOf(result.findings), { date, author: 'motcua' }, request.name);
    };
    return { ok: true, checked: { ...result, model, annotated } };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { ok: false, message: error.message };
    throw error;
  }
}
