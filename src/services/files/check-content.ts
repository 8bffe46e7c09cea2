/**
 * What an uploaded file is (kiểm tra nội dung tệp): told by its bytes, whatever its name says. Kept are PDF, JPEG, PNG, and
 * Word and Excel documents without macros; everything else gets a sentence.
 */
import yauzl from 'yauzl';
import { contentKind, OTHER_KINDS } from '../../documents/tables/content-kind.ts';

/** 20 MiB. */
export const LARGEST_FILE = 20 * 1_048_576;

export type KeptKind = 'pdf' | 'jpeg' | 'png' | 'docx' | 'xlsx';

/** The type under which a kind is served; never what the browser or the name says. */
export const MEDIA_TYPES = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<KeptKind, string>;

const EXTENSIONS: Readonly<Record<KeptKind, readonly string[]>> = {
  pdf: ['pdf'],
  jpeg: ['jpg', 'jpeg'],
  png: ['png'],
  docx: ['docx'],
  xlsx: ['xlsx'],
};

export type ContentCheck =
  | { readonly ok: true; readonly kind: KeptKind; readonly name: string }
  | { readonly ok: false; readonly problem: string };

const ALLOWED = 'Chỉ nhận PDF, ảnh JPEG, PNG, tài liệu Word (.docx) và Excel (.xlsx) không có macro';
const no = (problem: string): ContentCheck => ({ ok: false, problem });

/**
 * Checks a file of at most {@link LARGEST_FILE}. The name that comes back ends as its kind does.
 * @param allowed what is taken here, as the refusal says it
 */
export async function checkContent(
  file: { readonly name: string; readonly bytes: Uint8Array; readonly size: number },
  allowed: string = ALLOWED,
): Promise<ContentCheck> {
  const shown = `«${file.name.slice(0, 80)}»`;
  if (file.size > LARGEST_FILE)
    return no(
      `Tệp ${shown} nặng quá ${LARGEST_FILE / 1_048_576} MB. Hãy giảm độ phân giải khi quét, hoặc chia nhỏ tệp.`,
    );
  if (file.size === 0) return no(`Tệp ${shown} không có nội dung. Hãy chọn lại tệp.`);
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const kind = await kindOf(bytes, allowed);
  if (typeof kind !== 'string') return no(`Tệp ${shown} ${kind.problem}`);
  return { ok: true, kind, name: properName(file.name, kind) };
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

async function kindOf(bytes: Buffer, allowed: string): Promise<KeptKind | { readonly problem: string }> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    // A whole PDF ends with its mark; one cut off in sending opens nowhere.
    return bytes.subarray(-2048).toString('latin1').includes('%%EOF')
      ? 'pdf'
      : { problem: 'là PDF bị cắt cụt, không mở được. Hãy quét hoặc tải lại tệp.' };
  }
  if (bytes.subarray(0, 8).equals(PNG)) return 'png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  const found = contentKind(bytes.subarray(0, 4096));
  if (found === 'zip') return officeKind(bytes, allowed);
  if (found === 'text') return { problem: `là văn bản thuần. ${allowed}.` };
  if (found === 'program')
    return {
      problem: `thực chất là chương trình máy tính, dù tên tệp ghi khác. Không mở tệp này; ${allowed.slice(0, 1).toLowerCase()}${allowed.slice(1)}.`,
    };
  return { problem: `là ${OTHER_KINDS[found].name}. ${allowed}.` };
}

const MOST_ENTRIES = 5_000;

/** Word and Excel documents are packages; which one, and whether there is a program inside, stands in their directory. */
function officeKind(bytes: Buffer, allowed: string): Promise<KeptKind | { readonly problem: string }> {
  const broken = { problem: `là tệp nén hoặc tài liệu hỏng. ${allowed}.` };
  return new Promise((resolve) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null || zip === undefined) return resolve(broken);
      const names = new Set<string>();
      zip.on('entry', (entry: yauzl.Entry) => {
        names.add(entry.fileName.toLowerCase());
        if (names.size > MOST_ENTRIES) resolve(broken);
        else zip.readEntry();
      });
      zip.on('error', () => resolve(broken));
      zip.on('end', () => resolve(judge(names) ?? broken));
      zip.readEntry();
    });
  });
}

function judge(names: ReadonlySet<string>): KeptKind | { readonly problem: string } | undefined {
  if (!names.has('[content_types].xml')) return undefined;
  if ([...names].some((name) => /vbaproject|macrosheets\/|\/activex\/|\/embeddings\/.*\.(?:bin|exe)$/.test(name)))
    return { problem: 'có macro hoặc chương trình nhúng. Hãy lưu lại thành bản không có macro.' };
  if (names.has('word/document.xml')) return 'docx';
  if (names.has('xl/workbook.xml')) return 'xlsx';
  return undefined;
}

/** The name without path, control or direction characters, ending as the content does. */
export function properName(name: string, kind: KeptKind): string {
  const bare = (name.normalize('NFC').split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .trim()
    .slice(0, 150);
  const dot = bare.lastIndexOf('.');
  const extension = dot < 0 ? '' : bare.slice(dot + 1).toLowerCase();
  if (EXTENSIONS[kind].includes(extension) && dot > 0) return bare;
  return `${bare.replace(/^\.+/, '') || 'tep'}.${EXTENSIONS[kind][0]}`;
}
