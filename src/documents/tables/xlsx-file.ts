import type { OtherKind } from './content-kind.ts';
import type { TableLimits, TableOptions, TableRow } from './table.ts';
import { TableError } from './table-error.ts';

/** Workbooks are refused with a sentence until their reader is here. */
export function readXlsx(
  _file: string,
  _limits: TableLimits,
  _acceptsHeader: TableOptions['acceptsHeader'],
  _onBytes: (bytes: number) => void,
  _refuse: (found: 'xlsx' | OtherKind) => void,
): AsyncGenerator<TableRow[]> {
  throw new TableError(
    'workbook',
    'Bảng tính Excel chưa đọc được. Mở bằng Excel và lưu thành «CSV UTF-8» rồi nhập lại.',
  );
}
