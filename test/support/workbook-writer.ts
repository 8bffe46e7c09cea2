/** Small workbooks (XLSX) made by hand, so that every way of writing a cell can be tried, also ways no library offers. */
import { strToU8, type Zippable, zipSync } from 'fflate';

export interface SheetPlan {
  readonly name: string;
  /** Each row as the XML of its cells; `undefined` leaves the row out. */
  readonly rows: readonly (readonly string[] | undefined)[];
  readonly state?: 'hidden' | 'veryHidden';
}

export interface WorkbookPlan {
  readonly sheets: readonly SheetPlan[];
  readonly sharedTexts?: readonly string[];
  /** Format codes of the styles 1, 2, …; style 0 is General. A number is a built-in format. */
  readonly formats?: readonly (string | number)[];
  readonly date1904?: boolean;
  /** Put before every element of the sheets, as some writers do. */
  readonly prefix?: string;
  /** Parts added to, or in place of, those made here. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const FIRST_CUSTOM_FORMAT = 164;

export function escapeXml(text: string): string {
  return text
    .replaceAll(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '_x000D_');
}

/** A cell with its text in it. */
export const inlineCell = (text: string, reference = ''): string =>
  `<c${reference === '' ? '' : ` r="${reference}"`} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
/** A cell that points to a shared text. */
export const sharedCell = (index: number): string => `<c t="s"><v>${index}</v></c>`;
/** A number with a style. */
export const numberCell = (value: number | string, style = 0): string => `<c s="${style}"><v>${value}</v></c>`;

export function makeWorkbook(plan: WorkbookPlan): Uint8Array {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const formats = plan.formats ?? [];
  const custom = formats.map((code, at) => (typeof code === 'number' ? code : FIRST_CUSTOM_FORMAT + at));
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE_RELATIONS}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${plan.date1904 === true ? ' date1904="1"' : ''}/><sheets>${plan.sheets
      .map(
        (sheet, at) =>
          `<sheet name="${escapeXml(sheet.name)}" sheetId="${at + 1}"${sheet.state === undefined ? '' : ` state="${sheet.state}"`} r:id="sheet${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE_RELATIONS}">${plan.sheets
      .map((_, at) => relation(`sheet${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`))
      .join('')}${relation('styles', 'styles', '/xl/styles.xml')}${
      plan.sharedTexts === undefined ? '' : relation('texts', 'sharedStrings', 'sharedStrings.xml')
    }</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${formats
      .map((code, at) =>
        typeof code === 'number'
          ? ''
          : `<numFmt numFmtId="${FIRST_CUSTOM_FORMAT + at}" formatCode="${escapeXml(code)}"/>`,
      )
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${custom
      .map((id) => `<xf numFmtId="${id}"/>`)
      .join('')}</cellXfs></styleSheet>`,
  };
  if (plan.sharedTexts !== undefined) {
    const texts = plan.sharedTexts.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('');
    parts['xl/sharedStrings.xml'] = `<sst xmlns="${MAIN}">${texts}</sst>`;
  }
  plan.sheets.forEach((sheet, at) => {
    const rows = sheet.rows
      .map((cells, row) => (cells === undefined ? '' : `<row r="${row + 1}">${cells.join('')}</row>`))
      .join('');
    const xml = `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
    parts[`xl/worksheets/sheet${at + 1}.xml`] = plan.prefix === undefined ? xml : withPrefix(xml, plan.prefix);
  });
  return zipParts({ ...parts, ...plan.parts });
}

function withPrefix(xml: string, prefix: string): string {
  return xml.replaceAll(/<(\/?)([a-z])/gi, `<$1${prefix}:$2`).replace(' xmlns=', ` xmlns:${prefix}=`);
}

export function zipParts(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    files[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  return zipSync(files, { level: 6, mtime: '2024-01-01T00:00:00' });
}
