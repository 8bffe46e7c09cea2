/** The lines of a day and their running totals, on the screen and on paper. */
import { BOOK_LABELS, BOOKS, type Book, entryNumber } from '../../../core/certification/kinds.ts';
import { PAYMENT_LABELS } from '../../../core/certification/line.ts';
import { maskNumber } from '../../../core/reception/masking.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { fromInstant } from '../../../core/time/local-date-time.ts';
import { type BookTotals, kindLabel, type StoredEntry } from '../../../services/certification/day-book.ts';
import { EmptyState, Table, Tag } from '../../components/index.ts';
import { linePath } from './line-form.tsx';

/** `09:05` */
const minuteOf = (entry: StoredEntry): string => fromInstant(entry.enteredAt).slice(11);

export function DayTotals({ totals }: { readonly totals: readonly BookTotals[] }) {
  const sum = (of: (t: BookTotals) => number): number => totals.reduce((all, t) => all + of(t), 0);
  return (
    <dl class="day-totals" aria-label="Cộng trong ngày">
      <div>
        <dt>Dòng</dt>
        <dd>{formatInteger(sum((t) => t.lines - t.voided))}</dd>
      </div>
      <div>
        <dt>Bản, trường hợp</dt>
        <dd>{formatInteger(sum((t) => t.copies))}</dd>
      </div>
      <div>
        <dt>Bản điện tử</dt>
        <dd>{formatInteger(sum((t) => t.eCopies))}</dd>
      </div>
      <div>
        <dt>Phí phải thu</dt>
        <dd>{formatInteger(sum((t) => t.fee))} đ</dd>
      </div>
      <div>
        <dt>Trong đó tiền mặt</dt>
        <dd>{formatInteger(sum((t) => t.cash))} đ</dd>
      </div>
    </dl>
  );
}

export function DayTable(props: {
  readonly entries: readonly StoredEntry[];
  readonly book: Book | 'eCopy' | undefined;
  readonly day: string;
  readonly mayEnter: boolean;
}) {
  return (
    <Table
      caption={`Các dòng ngày ${props.day}, mới nhất trước`}
      hideCaption
      rows={props.entries}
      rowKey={linePath}
      rowClass={(entry) => (entry.voidReason === '' ? undefined : 'voided')}
      columns={[
        {
          title: 'Số',
          heading: true,
          noWrap: true,
          cell: (entry) => <a href={linePath(entry)}>{entryNumber(entry.book, entry.number, entry.year)}</a>,
        },
        { title: 'Giờ', noWrap: true, minor: true, cell: minuteOf },
        { title: 'Người yêu cầu', cell: (entry) => entry.applicant },
        { title: 'Số giấy tờ', noWrap: true, minor: true, cell: (entry) => maskNumber(entry.identityNumber) },
        {
          title: 'Việc',
          cell: (entry) => (
            <>
              {kindLabel(entry)}: {entry.documentName}
              {entry.version > 1 && entry.voidReason === '' ? <Tag colour="blue">đã đính chính</Tag> : null}
              {entry.voidReason === '' ? null : <Tag colour="red">đã hủy</Tag>}
            </>
          ),
        },
        { title: 'Trang', numeric: true, minor: true, cell: (entry) => formatInteger(entry.pages) },
        { title: 'Bản', numeric: true, cell: (entry) => formatInteger(entry.copies) },
        {
          title: 'Số bản điện tử',
          numeric: true,
          minor: true,
          cell: (entry) => (entry.eCopy ? `${entry.eCopyNumber}` : ''),
        },
        { title: 'Phí (đ)', numeric: true, cell: (entry) => formatInteger(entry.fee) },
        { title: 'Thu', noWrap: true, minor: true, cell: (entry) => PAYMENT_LABELS[entry.payment] },
        {
          title: 'Làm tiếp',
          noWrap: true,
          cell: (entry) =>
            props.mayEnter && entry.voidReason === '' ? (
              <a
                href={`/chung-thuc?nguoi=${linePath(entry).slice('/chung-thuc/'.length)}`}
                aria-label={`Vào dòng nữa cho ${entry.applicant}`}
              >
                Cùng người
              </a>
            ) : null,
        },
      ]}
      empty={
        <EmptyState title={`Ngày ${props.day} chưa có dòng nào.`}>
          {props.mayEnter ? 'Gõ dòng đầu tiên ở trên rồi bấm Enter.' : 'Dòng hiện ra khi bộ phận một cửa vào sổ.'}
        </EmptyState>
      }
    />
  );
}

/** Lines as the book is printed; the form follows the books of NĐ 23/2015/NĐ-CP. */
export function PrintedBook({
  book,
  entries,
}: {
  readonly book: Book | 'eCopy';
  readonly entries: readonly StoredEntry[];
}) {
  const standing = entries.filter((entry) => entry.voidReason === '');
  const sum = (of: (entry: StoredEntry) => number): number => standing.reduce((all, entry) => all + of(entry), 0);
  const per = book === 'copy' || book === 'eCopy' ? 'Số bản' : 'Số trường hợp';
  return (
    <Table
      caption="Các dòng của sổ"
      hideCaption
      rows={entries}
      rowKey={linePath}
      rowClass={(entry) => (entry.voidReason === '' ? undefined : 'voided')}
      columns={[
        {
          title: book === 'eCopy' ? 'Số bản điện tử' : 'Số chứng thực',
          heading: true,
          noWrap: true,
          cell: (entry) =>
            book === 'eCopy' ? String(entry.eCopyNumber) : entryNumber(entry.book, entry.number, entry.year),
        },
        {
          title: 'Họ tên, số giấy tờ của người yêu cầu',
          cell: (entry) =>
            entry.identityNumber === '' ? entry.applicant : `${entry.applicant}, ${maskNumber(entry.identityNumber)}`,
        },
        {
          title: 'Giấy tờ, văn bản được chứng thực',
          cell: (entry) => (entry.kind === 'copy' ? entry.documentName : `${kindLabel(entry)}: ${entry.documentName}`),
        },
        { title: 'Người ký chứng thực', cell: (entry) => entry.signer },
        { title: per, numeric: true, cell: (entry) => formatInteger(entry.copies) },
        { title: 'Phí (đ)', numeric: true, cell: (entry) => formatInteger(entry.fee) },
        {
          title: 'Ghi chú',
          cell: (entry) => (entry.voidReason === '' ? entry.note : `Hủy: ${entry.voidReason}`),
        },
      ]}
      empty={<EmptyState title="Sổ không có dòng nào trong ngày.">Chọn ngày hoặc sổ khác để in.</EmptyState>}
      footer={
        <tr>
          <th scope="row" colSpan={4}>
            Cộng {formatInteger(standing.length)} dòng
            {entries.length > standing.length ? `, hủy ${formatInteger(entries.length - standing.length)} dòng` : ''}
          </th>
          <td class="num">{formatInteger(sum((entry) => entry.copies))}</td>
          <td class="num">{formatInteger(sum((entry) => entry.fee))}</td>
          <td />
        </tr>
      }
    />
  );
}

export const BOOK_CHOICES: readonly { readonly value: Book | 'eCopy'; readonly label: string }[] = [
  ...BOOKS.map((book) => ({ value: book, label: BOOK_LABELS[book] })),
  { value: 'eCopy' as const, label: 'Sổ bản sao điện tử' },
];
