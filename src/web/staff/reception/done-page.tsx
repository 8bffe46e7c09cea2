/** After receiving: the code, the due instant, the slip to print, what comes next. */

import { RESULT_LABELS } from '../../../core/reception/receipt.ts';
import { type Slip, slipNumber } from '../../../core/reception/slip.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import type { DossierPapers } from '../../../services/digitisation/find-papers.ts';
import type { ReceivedSummary } from '../../../services/reception/load-receipt.ts';
import { feeText } from '../../../services/reception/write-receipt.ts';
import { Button, ButtonRow, DescriptionList, PageHeading, Section, Table } from '../../components/index.ts';
import { ScanForm } from '../digitisation/scan-form.tsx';
import { dossierPapersHref, ScanLink, StateTag } from '../digitisation/shared.tsx';
import { chooseHref } from './choose-procedure.tsx';

export const slipHref = (slip: Pick<Slip, 'kind' | 'number' | 'issuedAt'>): string =>
  `/phieu/${slip.kind}/${slip.issuedAt.slice(0, 4)}/${slip.number}`;

/** @param props.papers undefined: the officer may not see what is digital */
export function Received(props: {
  readonly received: ReceivedSummary;
  readonly papers: DossierPapers | undefined;
  readonly mayScan: boolean;
}) {
  const { received, papers, mayScan } = props;
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
      {papers === undefined ? null : <Scans papers={papers} mayScan={mayScan} />}
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

/** What was handed in, what of it is digital, and the scanner's files right here. */
function Scans({ papers, mayScan }: { readonly papers: DossierPapers; readonly mayScan: boolean }) {
  const received = papers.checklist.filter(({ line, papers: own }) => line.received || own.length > 0);
  if (received.length === 0 && papers.earlier.length === 0) return null;
  const digital = received.filter(({ state }) => state !== 'notDigitised');
  const href = dossierPapersHref(papers.dossierCode);
  const usable = papers.earlier.filter(({ decision }) => decision.ok).length;
  return (
    <Section title="Số hóa giấy tờ" id="so-hoa">
      <p>
        {received.length === 0
          ? 'Hồ sơ chưa ghi giấy tờ nào đã nhận.'
          : `Đã số hóa ${digital.length} trong ${received.length} giấy tờ đã nhận.`}
      </p>
      {digital.length === 0 ? null : (
        <ul class="plain">
          {digital.map(({ line, state, papers: own }) => (
            <li key={line.name}>
              {line.name} <StateTag state={state} />{' '}
              {own.map((paper) => (
                <ScanLink key={paper.paperId} paper={paper} />
              ))}
            </li>
          ))}
        </ul>
      )}
      {usable === 0 || !mayScan ? null : (
        <p>
          Người nộp có {usable} giấy tờ đã số hóa ở hồ sơ trước. <a href={`${href}#dung-lai`}>Xem và dùng lại</a>
        </p>
      )}
      {mayScan ? <ScanForm found={papers} returnTo="tiep-nhan" /> : null}
    </Section>
  );
}
