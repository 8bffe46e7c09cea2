/** Tables (bảng) dense enough for a desk: caption, sorting by link, pages, a row's one link reached with the arrow keys. */
import type { ComponentChildren, VNode } from 'preact';
import { formatInteger } from '../../core/reporting/format.ts';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures: right-aligned, digits of one width. */
  readonly numeric?: boolean;
  /** The name under which the address sorts by this column. */
  readonly sort?: string;
  /** The cell that names the row; read out with each other cell. */
  readonly heading?: boolean;
  /** Dates, codes and tags are not broken over lines; `wide`: only where the screen is wide enough for it. */
  readonly noWrap?: boolean | 'wide';
  /** Left out on narrow screens; `wide`: shown on wide ones only. */
  readonly minor?: boolean | 'wide';
}

export interface SortOrder {
  readonly by: string;
  readonly descending: boolean;
  /** The address of the page sorted in another way. */
  href(by: string, descending: boolean): string;
}

export interface TableProps<Row> {
  readonly caption: string;
  /** Read out but not shown, where a heading above says the same. */
  readonly hideCaption?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sort?: SortOrder;
  readonly rowClass?: (row: Row) => string | undefined;
  /** On a telephone each row is a block of its own, so that nothing of it is out of sight. */
  readonly stack?: boolean;
  /** In place of a table without rows. */
  readonly empty?: VNode;
  readonly footer?: VNode;
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  const names = [
    column.numeric === true ? 'num' : '',
    column.noWrap === true ? 'nowrap' : column.noWrap === 'wide' ? 'nowrap-wide' : '',
    column.minor === true ? 'minor' : column.minor === 'wide' ? 'minor-wide' : '',
  ].filter((name) => name !== '');
  return names.length === 0 ? undefined : names.join(' ');
}

export function Table<Row>(props: TableProps<Row>) {
  const { columns, rows, sort } = props;
  if (rows.length === 0 && props.empty !== undefined) return props.empty;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={props.caption}>
      <table data-rows class={props.stack === true ? 'stack' : undefined}>
        <caption class={props.hideCaption === true ? 'visually-hidden' : undefined}>{props.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.title}
                scope="col"
                class={cellClass(column)}
                aria-sort={
                  sort === undefined || column.sort === undefined || sort.by !== column.sort
                    ? undefined
                    : sort.descending
                      ? 'descending'
                      : 'ascending'
                }
              >
                {sort === undefined || column.sort === undefined ? (
                  column.title
                ) : (
                  <a class="sort" href={sort.href(column.sort, sort.by === column.sort && !sort.descending)}>
                    {column.title}
                  </a>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={props.rowKey(row)} class={props.rowClass?.(row)}>
              {columns.map((column) =>
                column.heading === true ? (
                  <th key={column.title} scope="row" class={cellClass(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.title} class={cellClass(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {props.footer === undefined ? null : <tfoot>{props.footer}</tfoot>}
      </table>
    </section>
  );
}

export interface PaginationProps {
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  /** Rows in all, for the words beside the links. */
  readonly total: number;
  href(page: number): string;
}

/** Pages of a long list (phân trang): first, last, and those around the present one. */
export function Pagination({ page, pageCount, total, href }: PaginationProps) {
  if (pageCount <= 1) return null;
  const near = [...new Set([1, page - 1, page, page + 1, pageCount])]
    .filter((n) => n >= 1 && n <= pageCount)
    .sort((a, b) => a - b);
  return (
    <nav class="pagination" aria-label="Các trang">
      <p>
        Trang {page}/{pageCount}, {formatInteger(total)} dòng
      </p>
      <ul>
        {page > 1 ? (
          <li>
            <a href={href(page - 1)} rel="prev">
              ‹ Trước
            </a>
          </li>
        ) : null}
        {near.map((n, index) => (
          <li key={n}>
            {index > 0 && n - (near[index - 1] as number) > 1 ? <span aria-hidden="true">… </span> : null}
            <a href={href(n)} aria-current={n === page ? 'page' : undefined} aria-label={`Trang ${n}`}>
              {n}
            </a>
          </li>
        ))}
        {page < pageCount ? (
          <li>
            <a href={href(page + 1)} rel="next">
              Sau ›
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
