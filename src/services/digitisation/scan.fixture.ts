/** Files as a scanner sends them, for tests: whole by their content, different by their text. */
import type { Upload } from '../files/dossier-files.ts';

export function pdfUpload(text: string, name = 'quet.pdf'): Upload {
  const bytes = Buffer.from(`%PDF-1.4\n1 0 obj<</T(${text})>>endobj\ntrailer<<>>\n%%EOF\n`);
  return { name, bytes, size: bytes.byteLength };
}

/** A program under the name of a document. */
export const programUpload = (name = 'don.pdf'): Upload => {
  const bytes = Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1');
  return { name, bytes, size: bytes.byteLength };
};
