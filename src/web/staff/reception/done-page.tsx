/** After receiving: the code, the due instant, the slip to print, what comes next. */

import { RESULT_LABELS } from '../../../core/reception/receipt.ts';
import { type Slip, slipNumber } from '../../../core/reception/slip.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import type { ReceivedSummary } from '../../../services/reception/load-receipt.ts';
import { feeText } from '../../../services/reception/write-receipt.ts';
import { Button, ButtonRow, DescriptionList, PageHeading, Section, Table } from '../../components/index.ts';
import { chooseHref } from './choose-procedure.tsx';

export const slipHref = (slip: Pick<Slip, 'kind' | 'number' | 'issuedAt'>): string =>
  `/phieu/${slip.kind}/${slip.issuedAt.slice(0, 4)}/${slip.number}`;

export function Received({ received }: { readonly received: ReceivedSummary }) {
  const slip = received.slips.find((one) => one.kind === 'receipt');
  return (
    <>
      <PageHeading title={`Hồ sơ ${received.dossierCode}`} note={received.reception.procedureName} />
      <div class="panel">
        <p class="due">
          Hẹn trả kết quả: <strong>{received.dueAt === null ? 'chưa tiếp nhận' : formatLocal(received.dueAt)}</strong>
        </p>
        <ButtonRow>
          {slip === undefined ? null : (
            <a class="button button-primary" href={`${slipHref(slip)}.pdf`} data-autofocus="">
              In giấy tiếp nhận (Mẫu {slip.form.number})
            </a>
          )}
          <Button kind="secondary" href="/tiep-nhan">
            Tiếp nhận hồ sơ khác
          </Button>
          <Button
            kind="secondary"
            href={`${chooseHref(received.reception.procedureCode)}&nguoi=${received.reception.personId ?? ''}`}
          >
            Cùng người, cùng thủ tục
          </Button>
          <Button kind="secondary" href={`/ho-so/${received.dossierCode}`}>
            Mở hồ sơ
          </Button>
        </ButtonRow>
      </div>
      <div class="columns columns-even">
        <Section title="Người nộp">
          <DescriptionList
            facts={[
              { term: 'Họ và tên', value: received.applicant.fullName },
              { term: 'Số giấy tờ', value: received.applicant.identityNumber },
              { term: 'Điện thoại', value: received.applicant.phone },
              { term: 'Nhận kết quả', value: RESULT_LABELS[received.reception.resultChannel] },
            ]}
          />
        </Section>
        <Section title="Tiếp nhận">
          <DescriptionList
            facts={[
              { term: 'Nhận lúc', value: received.receivedAt === null ? '' : formatLocal(received.receivedAt) },
              { term: 'Cán bộ', value: received.reception.officerName },
              { term: 'Khoản thu', value: received.fee === null ? 'Không thu' : feeText(received.fee) },
              {
                term: 'Phiếu đã lập',
                value: received.slips.map((one) => (
                  <span key={`${one.kind} ${one.number}`}>
                    <a href={slipHref(one)}>
                      {one.form.title} số {slipNumber(one)}
                    </a>{' '}
                  </span>
                )),
              },
            ]}
          />
        </Section>
      </div>
      {received.children.length === 0 ? null : (
        <Table
          caption="Các phần của hồ sơ liên thông"
          rows={received.children}
          rowKey={(row) => row.dossierCode}
          columns={[
            {
              title: 'Mã hồ sơ',
              heading: true,
              cell: (row) => <a href={`/ho-so/${row.dossierCode}`}>{row.dossierCode}</a>,
            },
            { title: 'Cơ quan', cell: (row) => row.authority },
            { title: 'Nội dung', cell: (row) => row.part },
            { title: 'Hạn', cell: (row) => (row.dueAt === null ? '' : formatLocal(row.dueAt)), noWrap: true },
          ]}
        />
      )}
    </>
  );
}
