/** One sheet of a workbook into records, streamed. */
import { formatCount, type TableLimits, type TableRow } from './table.ts';
import { TableError } from './table-error.ts';
import { formatNumberCell, type NumberStyle } from './xlsx-number.ts';
import { unescapeCell } from './xlsx-workbook.ts';
import { streamXml, type XmlAttributes } from './xlsx-xml.ts';

export interface SheetContext {
  readonly styles: readonly NumberStyle[];
  readonly date1904: boolean;
  readonly sharedTexts: readonly string[];
  readonly limits: TableLimits;
}

const PLAIN: NumberStyle = { kind: 'plain' };
const LAST_ROW = 1_048_576;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z?)?$/;

/** Records of a sheet, as many at a time as one piece of it holds; rows whose cells are all blank are left out. */
export async function* readSheet(
  part: string,
  pieces: AsyncIterable<Uint8Array>,
  context: SheetContext,
): AsyncGenerator<TableRow[]> {
  const gather = new SheetGatherer(context);
  for await (const _ of streamXml(part, pieces, gather)) {
    if (gather.rows.length === 0) continue;
    const rows = gather.rows;
    gather.rows = [];
    yield rows;
  }
}

class SheetGatherer {
  rows: TableRow[] = [];
  private readonly context: SheetContext;
  private count = 0;
  private inData = false;
  private line = 0;
  private cells: string[] = [];
  private blank = true;
  /** Position of the cell at hand, from 0. */
  private column = -1;
  private type = '';
  private style = PLAIN;
  private raw = '';
  private inText = false;
  private phonetic = false;
  private hasValue = false;
  private hasFormula = false;

  constructor(context: SheetContext) {
    this.context = context;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (!this.inData) {
      if (name === 'sheetData') this.inData = true;
      return;
    }
    switch (name) {
      case 'row':
        this.line = rowNumber(attributes['r']) ?? this.line + 1;
        this.cells = [];
        this.blank = true;
        this.column = -1;
        return;
      case 'c': {
        this.column = columnOf(attributes['r']) ?? this.column + 1;
        this.type = attributes['t'] ?? 'n';
        this.style = this.context.styles[Number(attributes['s'] ?? -1)] ?? PLAIN;
        this.raw = '';
        this.hasValue = false;
        this.hasFormula = false;
        return;
      }
      case 'v':
        this.hasValue = true;
        this.inText = true;
        return;
      case 't':
        this.hasValue = true;
        this.inText = !this.phonetic;
        return;
      case 'f':
        this.hasFormula = true;
        return;
      case 'rPh':
        this.phonetic = true;
        return;
    }
  }

  text(text: string): void {
    if (this.inText && this.raw.length <= this.context.limits.cellCharacters) this.raw += text;
  }

  close(name: string): void {
    if (!this.inData) return;
    switch (name) {
      case 'v':
      case 't':
        this.inText = false;
        return;
      case 'rPh':
        this.phonetic = false;
        return;
      case 'c':
        this.endCell();
        return;
      case 'row':
        this.endRow();
        return;
      case 'sheetData':
        this.inData = false;
        return;
    }
  }

  private endCell(): void {
    if (!this.hasValue) {
      if (this.hasFormula) {
        throw this.fault(
          'workbook',
          'là công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại (Excel sẽ tính), rồi nhập.',
        );
      }
      return;
    }
    const value = this.value();
    if (value === '') return;
    const { limits } = this.context;
    if (this.column >= limits.columns) {
      throw this.fault('limit', `nằm ngoài ${formatCount(limits.columns)} cột đầu. Xóa các cột thừa rồi nhập lại.`);
    }
    if (value.length > limits.cellCharacters) {
      throw this.fault(
        'limit',
        `dài quá ${formatCount(limits.cellCharacters)} ký tự. Rút ngắn nội dung ô này rồi nhập lại.`,
      );
    }
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = value;
    if (this.blank && value.trim() !== '') this.blank = false;
  }

  private value(): string {
    switch (this.type) {
      case 's': {
        const shared = this.context.sharedTexts[Number(this.raw)];
        if (shared === undefined)
          throw this.fault('workbook', 'trỏ tới chữ không có trong tệp. Mở bằng Excel để sửa rồi lưu lại.');
        return shared;
      }
      case 'n':
        return formatNumberCell(this.raw, this.style, this.context.date1904);
      case 'b':
        return this.raw === '1' || this.raw === 'true' ? 'TRUE' : 'FALSE';
      case 'd': {
        const match = ISO_DATE.exec(this.raw);
        if (match === null) return this.raw;
        const day = `${match[3]}/${match[2]}/${match[1]}`;
        return match[4] === undefined ? day : `${day} ${match[4]}`;
      }
      // Formula results, inline texts, error values: text as it stands.
      default:
        return unescapeCell(this.raw);
    }
  }

  private endRow(): void {
    if (this.blank) return;
    this.count += 1;
    const { rows } = this.context.limits;
    if (this.count > rows) {
      throw new TableError(
        'limit',
        `Dòng ${this.line}: bảng có quá ${formatCount(rows)} dòng. Tách thành nhiều tệp rồi nhập từng tệp.`,
        { line: this.line },
      );
    }
    this.rows.push({ line: this.line, cells: this.cells });
  }

  private fault(code: 'limit' | 'workbook', message: string): TableError {
    const place = { line: this.line, column: this.column + 1 };
    return new TableError(code, `Ô ${columnLetters(this.column)}${this.line} ${message}`, place);
  }
}

function rowNumber(text: string | undefined): number | undefined {
  const row = text === undefined ? Number.NaN : Number(text);
  return Number.isInteger(row) && row >= 1 && row <= LAST_ROW ? row : undefined;
}

/** Position from 0 of a reference such as `AB12`; at most three letters are looked at. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column > 0 ? column - 1 : undefined;
}

/** `A` for 0, `AB` for 27. */
function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
