/** A form on screen as the circular prints it: merged heads, numbers of columns, every figure a link to what is behind it. */
import { Fragment } from 'preact';
import { formatCell } from '../../../core/reporting/format.ts';
import type { ColumnModel, FormModel, FormPartModel, RowModel } from '../../../core/reporting/model.ts';
import { EmptyState } from '../../components/index.ts';
import { cellHref, type Which } from './query.ts';

export function FormTable({ form, which }: { readonly form: FormModel; readonly which: Which }) {
  return (
    <>
      <div class="form-title">
        <h2>Biểu số {form.form}</h2>
        <p>
          <strong>{form.title.join(' ')}</strong>
          <br />
          {form.periodLine} {form.rangeLine}
          <br />
          <span class="soft">
            {form.reporter} báo cáo {form.receiver}. Đơn vị tính: {form.measure}.
          </span>
        </p>
      </div>
      {form.parts.map((part) => (
        <Part key={part.id} form={form} part={part} which={which} />
      ))}
      <p class="soft">
        Mẫu {form.definition.pack}, áp dụng cho kỳ kết thúc từ{' '}
        {form.definition.effectiveFrom.split('-').reverse().join('/')};{' '}
        {form.definition.status === 'verified-from-use'
          ? 'đã đối chiếu với báo cáo thật.'
          : 'tạm thời, chưa đối chiếu với báo cáo thật.'}{' '}
        {form.definition.statusNote}
      </p>
    </>
  );
}

function Part({
  form,
  part,
  which,
}: {
  readonly form: FormModel;
  readonly part: FormPartModel;
  readonly which: Which;
}) {
  const title = part.title ?? `Biểu ${form.shortCode}`;
  if (part.rows.length === 0) return <EmptyState title={`${title}: ${part.emptyText}.`} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="form-scroll" tabIndex={0} aria-label={title}>
      <table class="form-table" data-rows>
        <caption class={part.title === null ? 'visually-hidden' : undefined}>
          {title}
          {part.measure === null ? null : ` (${part.measure})`}
        </caption>
        <thead>
          {part.head.map((cells, index) => (
            <tr key={`${index}-${cells[0]?.text ?? ''}`}>
              {cells.map((cell) => (
                <th
                  key={cell.column}
                  scope={cell.colSpan > 1 ? 'colgroup' : 'col'}
                  colSpan={cell.colSpan}
                  rowSpan={cell.rowSpan}
                >
                  {cell.text}
                </th>
              ))}
            </tr>
          ))}
          <tr class="form-numbers">
            {part.columns.map((column) => (
              <th key={column.key} scope="col">
                {column.formulaLabel === '' ? (
                  column.number === null ? (
                    ''
                  ) : (
                    `(${column.number})`
                  )
                ) : (
                  <Formula text={column.formulaLabel} />
                )}
                {column.formulaLabel === '' && column.number === null ? (
                  <span class="visually-hidden">{column.path.join(' ')}</span>
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {part.rows.map((row) => (
            <Row key={row.key} form={form} part={part} row={row} which={which} />
          ))}
        </tbody>
        {part.total === null ? null : (
          <tfoot>
            <Row form={form} part={part} row={part.total} which={which} total />
          </tfoot>
        )}
      </table>
    </section>
  );
}

/** `(3)=(4)+(5)+(6)`; where there is no room, broken before a sign. */
function Formula({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/(?=[=+−–-])/).map((part, index) => (
        <Fragment key={`${index}-${part}`}>
          {index === 0 ? null : <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** Columns that hold figures, and so have something behind them: counted ones and those computed from others. */
const isFigure = (column: ColumnModel): boolean =>
  column.indicator !== null ||
  column.sumOf.length > 0 ||
  column.differenceOf !== undefined ||
  column.percentageOf !== undefined;

/** The column that names the rows: the first one of words. */
const labelColumn = (part: FormPartModel): number =>
  Math.max(
    0,
    part.columns.findIndex((column) => column.format === 'text'),
  );

function Row(props: {
  readonly form: FormModel;
  readonly part: FormPartModel;
  readonly row: RowModel;
  readonly which: Which;
  readonly total?: boolean;
}) {
  const { form, part, row, which } = props;
  const labelAt = labelColumn(part);
  return (
    <tr class={props.total === true ? 'form-total' : undefined}>
      {part.columns.map((column, index) => {
        if (index === labelAt)
          return (
            <th key={column.key} scope="row">
              {row.label}
            </th>
          );
        const value = row.cells[column.key] ?? null;
        const text = formatCell(value, column.format);
        if (!isFigure(column) || value === null)
          return (
            <td key={column.key} class={column.format === 'text' ? undefined : 'num'}>
              {index === 0 && row.number !== null ? row.number : text}
            </td>
          );
        return (
          <td key={column.key} class={value === 0 ? 'num zero' : 'num'}>
            <a href={cellHref(which, form.shortCode, row.key, column.key)}>
              {text}
              <span class="visually-hidden">
                , {row.label}, {column.path.join(' ')}
              </span>
            </a>
          </td>
        );
      })}
    </tr>
  );
}
