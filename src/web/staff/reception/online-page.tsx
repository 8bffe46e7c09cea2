/** Dossiers filed online that wait for the desk: the list with its countdown, one of them with what can be answered. */

import type { Reaction } from '../../../core/reception/online.ts';
import { paperText } from '../../../core/reception/papers.ts';
import { describeMinutes } from '../../../core/time/explain-due.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import type { viewClaim } from '../../../services/people/online-claim.ts';
import type { WaitingDossier } from '../../../services/reception/list-online.ts';
import type { ReceivedSummary } from '../../../services/reception/load-receipt.ts';
import { feeText } from '../../../services/reception/write-receipt.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  DueTag,
  EmptyState,
  ErrorSummary,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Section,
  Table,
  Tag,
} from '../../components/index.ts';

export const onlineHref = (code: string): string => `/tiep-nhan/truc-tuyen/${code}`;

function Countdown({ reaction }: { readonly reaction: Reaction | null }) {
  if (reaction === null) return <Tag>Chờ người nộp</Tag>;
  const left = describeMinutes(Math.abs(reaction.minutesLeft));
  return reaction.state === 'overdue' ? (
    <DueTag state="overdue" detail={left} />
  ) : (
    <DueTag state={reaction.state} detail={left} />
  );
}

export function OnlineList({ waiting }: { readonly waiting: readonly WaitingDossier[] }) {
  return (
    <>
      <PageHeading
        title="Hồ sơ trực tuyến chờ tiếp nhận"
        note="Tiếp nhận, từ chối hoặc yêu cầu hoàn thiện trong 8 giờ làm việc từ lúc nộp (NĐ 45/2020/NĐ-CP)."
      />
      <Table
        caption="Hồ sơ nộp trực tuyến chưa tiếp nhận"
        hideCaption
        stack
        rows={waiting}
        rowKey={(row) => row.dossierCode}
        columns={[
          {
            title: 'Mã hồ sơ',
            heading: true,
            noWrap: true,
            cell: (row) => <a href={onlineHref(row.dossierCode)}>{row.dossierCode}</a>,
          },
          { title: 'Thủ tục', cell: (row) => row.procedureName },
          { title: 'Người nộp', cell: (row) => row.applicant },
          { title: 'Nộp lúc', cell: (row) => formatLocal(row.submittedAt), noWrap: 'wide', minor: true },
          {
            title: 'Phải trả lời trước',
            cell: (row) => (row.reaction === null ? '' : formatLocal(row.reaction.by)),
            noWrap: 'wide',
            minor: true,
          },
          { title: 'Còn lại', cell: (row) => <Countdown reaction={row.reaction} />, noWrap: true },
        ]}
        empty={
          <EmptyState title="Không có hồ sơ trực tuyến nào đang chờ">
            Hồ sơ nộp qua Cổng Dịch vụ công hiện ở đây ngay khi chuyển về.
          </EmptyState>
        }
      />
    </>
  );
}

export function OnlineDossier(props: {
  readonly dossier: ReceivedSummary;
  readonly waiting: WaitingDossier | undefined;
  /** What was filed differs from the directory; null: it does not. */
  readonly claim: Awaited<ReturnType<typeof viewClaim>>;
  readonly mayCorrect: boolean;
  readonly form: FormState;
  readonly onceKey: string | undefined;
}) {
  const { dossier, waiting, claim } = props;
  const { reception } = dossier;
  return (
    <>
      <PageHeading
        title={`Hồ sơ trực tuyến ${dossier.dossierCode}`}
        note={`${reception.procedureName} · ${reception.procedureCode}`}
      >
        {waiting === undefined ? null : <Countdown reaction={waiting.reaction} />}
      </PageHeading>
      <ErrorSummary form={props.form} title="Chưa ghi được:" />
      {waiting?.state === 'incomplete' ? (
        <Notice kind="info">Đã yêu cầu hoàn thiện; đang chờ người nộp.</Notice>
      ) : waiting === undefined ? (
        <Notice kind="info">
          Hồ sơ này không còn chờ tiếp nhận. <a href={`/ho-so/${dossier.dossierCode}`}>Mở hồ sơ</a>.
        </Notice>
      ) : null}
      {claim === null ? null : (
        <Section title="Khai khác với danh bạ">
          <p>
            Danh bạ → bản khai trực tuyến. Danh bạ giữ nguyên cho đến khi cán bộ sửa; hồ sơ này giữ điều đã khai.{' '}
            <a href={`/nguoi-nop/${claim.personId}`}>Trang người nộp</a>
          </p>
          <ul class="tight">
            {claim.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
          {props.mayCorrect ? (
            <Form action={`${onlineHref(dossier.dossierCode)}/danh-ba`} once>
              <p>Chỉ sửa khi đã đối chiếu giấy tờ; các hồ sơ khác của người này cũng ghi theo.</p>
              <ButtonRow>
                <Button kind="secondary">Sửa danh bạ theo bản khai</Button>
              </ButtonRow>
            </Form>
          ) : null}
        </Section>
      )}
      <div class="columns columns-even">
        <div>
          <Section title="Người nộp">
            <DescriptionList
              facts={[
                { term: 'Họ và tên', value: <strong>{dossier.applicant.fullName}</strong> },
                { term: 'Số giấy tờ', value: dossier.applicant.identityNumber },
                { term: 'Điện thoại', value: dossier.applicant.phone },
                { term: 'Nội dung yêu cầu', value: reception.request },
                { term: 'Nộp lúc', value: reception.submittedAt === null ? '' : formatLocal(reception.submittedAt) },
                { term: 'Phí, lệ phí', value: dossier.fee === null ? 'Không thu' : feeText(dossier.fee) },
              ]}
            />
          </Section>
        </div>
        <div>
          <Section title="Giấy tờ đã gửi">
            {dossier.papers.length === 0 ? (
              <p>Không có giấy tờ nào.</p>
            ) : (
              <ul class="tight">
                {dossier.papers.map((paper) => (
                  <li key={paper.name}>
                    {paperText(paper)}{' '}
                    {paper.received ? null : <Tag colour={paper.required ? 'red' : 'grey'}>Chưa gửi</Tag>}
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </div>
      </div>
      {waiting?.state === 'submitted' ? (
        <Form
          action={`${onlineHref(dossier.dossierCode)}/nhan`}
          once
          {...(props.onceKey === undefined ? {} : { onceKey: props.onceKey })}
        >
          <ButtonRow>
            <button type="submit" class="button button-primary" data-autofocus="">
              Tiếp nhận, bắt đầu tính hạn
            </button>
            <Button kind="secondary" href={`${onlineHref(dossier.dossierCode)}/tra-lai?loai=completion`}>
              Yêu cầu hoàn thiện (Mẫu 02)
            </Button>
            <Button kind="secondary" href={`${onlineHref(dossier.dossierCode)}/tra-lai?loai=refusal`}>
              Từ chối (Mẫu 03)
            </Button>
          </ButtonRow>
        </Form>
      ) : null}
    </>
  );
}
