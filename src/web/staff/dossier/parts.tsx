/** The parts of a dossier's page (các phần của trang hồ sơ), each from what the view says. */

import { ROLE_LABELS } from '../../../core/access/permissions.ts';
import { PAPER_KIND_LABELS } from '../../../core/digitisation/paper.ts';
import { LEDGER_LINE } from '../../../core/dossier/event.ts';
import { type Dong, formatDong } from '../../../core/money/dong.ts';
import type { HistoryLine } from '../../../core/process/history.ts';
import { TASK_KIND_LABELS, type Task } from '../../../core/process/tasks.ts';
import { PAPER_FORM_LABELS } from '../../../core/reception/papers.ts';
import { formatLocal, fromInstant } from '../../../core/time/local-date-time.ts';
import type { StoredPaper } from '../../../services/digitisation/find-papers.ts';
import { FILE_PURPOSES, purposeLabel } from '../../../services/files/dossier-files.ts';
import { type DossierView, stateLabel } from '../../../services/work/view-dossier.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  EmptyState,
  type Fact,
  FileField,
  Form,
  type FormState,
  Section,
  SelectField,
  Table,
  Tag,
  TextArea,
} from '../../components/index.ts';
import { useView } from '../../view.ts';
import { ScanForm } from '../digitisation/scan-form.tsx';
import { dossierPapersHref, ScanLink, StateTag } from '../digitisation/shared.tsx';
import { dossierHref, shortLocal } from '../inbox/inbox.tsx';
import { personHref } from '../person/href.ts';

const PERSON_ROLES: Readonly<Record<string, string>> = {
  applicant: 'Người nộp, chủ hồ sơ',
  submitter: 'Người đến nộp',
  representative: 'Người được ủy quyền',
};

/** Bytes as people read them: `1,2 MB`. */
export function shownSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} byte`;
  if (bytes < 1_048_576) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1_048_576).toFixed(1).replace('.', ',')} MB`;
}

export function People({ view }: { readonly view: DossierView }) {
  const code = view.file.dossierCode;
  if (view.people.length === 0)
    return (
      <Section title="Người nộp">
        <p>Hồ sơ chưa ghi người nộp.</p>
      </Section>
    );
  const hasHidden = view.people.some((person) => person.identityNumber !== '' || person.phone !== '');
  return (
    <Section title="Người nộp">
      {view.people.map((person) => {
        const facts: Fact[] = [
          { term: PERSON_ROLES[person.role] ?? 'Người liên quan', value: <strong>{person.fullName}</strong> },
        ];
        if (person.identityNumber !== '') facts.push({ term: 'Số giấy tờ', value: person.identityNumber });
        if (person.phone !== '') facts.push({ term: 'Điện thoại', value: person.phone });
        if (person.address !== '') facts.push({ term: 'Địa chỉ', value: person.address });
        if (person.email !== '') facts.push({ term: 'Thư điện tử', value: person.email });
        return <DescriptionList key={person.role} facts={facts} />;
      })}
      {hasHidden && view.mayUnmask ? (
        <p class="no-print">
          <a href={`${dossierHref(code)}/nguoi`}>Xem đầy đủ số giấy tờ, điện thoại</a>
        </p>
      ) : null}
      {view.personId === null ? null : (
        <p class="no-print">
          <a href={personHref(view.personId)}>Trang người nộp: mọi hồ sơ, đính chính</a>
        </p>
      )}
    </Section>
  );
}

const METHODS = { cash: 'tiền mặt', transfer: 'chuyển khoản', online: 'trực tuyến' } as const;

export function Payments({ view }: { readonly view: DossierView }) {
  const { dossier, events } = view.file;
  const taken = new Set(events.flatMap((event) => event.retracts ?? []));
  const moves = events.filter(
    (event) =>
      ['recordPayment', 'confirmPayment', 'refund', 'exempt'].includes(event.act) && !taken.has(event.sequence),
  );
  const facts: Fact[] = [
    { term: 'Phải thu', value: formatDong(dossier.feeDue as Dong) },
    {
      term: 'Tình trạng',
      value:
        dossier.feeDue === 0 && dossier.states.payment === 'notRequested'
          ? 'Không thu'
          : stateLabel('payment', dossier.states.payment),
    },
  ];
  if (view.fee !== null) facts.push({ term: 'Khoản thu', value: view.fee.label });
  return (
    <Section title="Phí, lệ phí">
      <DescriptionList facts={facts} />
      {moves.length === 0 ? null : (
        <ul class="plain">
          {moves.map((event) => (
            <li key={event.sequence}>
              {shortLocal(event.happenedAt, view.now)} –{' '}
              {event.act === 'refund' ? 'hoàn phí' : event.act === 'exempt' ? 'miễn' : 'đã thu'}
              {event.data.amount === undefined ? '' : ` ${formatDong(event.data.amount as Dong)}`}
              {event.data.method === undefined ? '' : `, ${METHODS[event.data.method]}`}
              {event.data.document === undefined ? '' : `, số ${event.data.document}`}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const TASK_STATES = {
  open: { label: 'Đang làm', colour: 'blue' },
  onHold: { label: 'Dừng tính', colour: 'grey' },
  done: { label: 'Xong', colour: 'green' },
  dropped: { label: 'Chuyển, hủy', colour: 'grey' },
} as const;

export function Tasks({ view }: { readonly view: DossierView }) {
  const { tasks } = view.file.context;
  // Who did a step that is done; to whom a waiting one is given, else whose role it is.
  const nameOf = (task: Task): string => {
    const doer =
      task.state === 'done'
        ? view.file.events.find((event) => event.sequence === task.doneBy && event.act !== LEDGER_LINE)?.actor
        : undefined;
    const login = doer ?? task.assignee;
    const officer = view.officers.find((candidate) => candidate.loginName === login);
    return login === null ? ROLE_LABELS[task.role] : (officer?.fullName ?? login);
  };
  return (
    <Section title="Các bước xử lý">
      {view.file.process.usual ? (
        <p class="hint">
          Thủ tục này chưa có quy trình nội bộ trong danh mục; hệ thống dùng quy trình sáu bước thông thường.
        </p>
      ) : null}
      <Table
        caption="Các bước xử lý của hồ sơ"
        hideCaption
        columns={[
          {
            title: 'Bước',
            heading: true,
            cell: (task: Task) => (
              <>
                {task.step > 0 ? `${task.step}. ` : ''}
                {task.name || TASK_KIND_LABELS[task.kind]}
              </>
            ),
          },
          { title: 'Người làm', cell: nameOf },
          { title: 'Từ', noWrap: 'wide', cell: (task) => shortLocal(task.openedAt, view.now) },
          {
            title: 'Hạn bước',
            noWrap: 'wide',
            cell: (task) => (task.dueAt === null ? '' : shortLocal(task.dueAt, view.now)),
          },
          {
            title: 'Xong lúc',
            noWrap: 'wide',
            cell: (task) =>
              task.doneAt === null ? (
                ''
              ) : (
                <>
                  {shortLocal(task.doneAt, view.now)}
                  {task.dueAt !== null && task.doneAt > task.dueAt && task.state === 'done' ? (
                    <>
                      {' '}
                      <Tag colour="amber">chậm</Tag>
                    </>
                  ) : null}
                </>
              ),
          },
          {
            title: 'Tình trạng',
            noWrap: true,
            cell: (task) => <Tag colour={TASK_STATES[task.state].colour}>{TASK_STATES[task.state].label}</Tag>,
          },
        ]}
        rows={tasks}
        rowKey={(task) => String(task.number)}
        empty={<EmptyState title="Chưa có bước nào">Các bước bắt đầu khi hồ sơ được tiếp nhận.</EmptyState>}
      />
    </Section>
  );
}

export function Papers({ view }: { readonly view: DossierView }) {
  const { may } = useView();
  const { digitised } = view;
  const href = dossierPapersHref(view.file.dossierCode);
  const others = digitised === null ? [] : [...digitised.others, ...digitised.results];
  if (view.papers.length === 0 && digitised === null) return null;
  const mayRecord = digitised !== null && may('digitisation.record');
  const scan = digitised !== null && mayRecord ? ScanForm({ found: digitised, returnTo: 'ho-so' }) : null;
  return (
    <Section title="Thành phần hồ sơ" id="giay-to">
      {view.papers.length + others.length === 0 ? <p>Hồ sơ chưa ghi giấy tờ nào.</p> : null}
      <ul class="plain">
        {view.papers.map((paper, index) => {
          const entry = digitised?.checklist[index];
          return (
            <li key={paper.name}>
              {paper.received ? '✓' : '–'} {paper.name} ({PAPER_FORM_LABELS[paper.form]}, {paper.copies} bản)
              {paper.received || (entry?.papers.length ?? 0) > 0 ? '' : ', chưa nộp'}
              {entry === undefined || (!paper.received && entry.papers.length === 0) ? null : (
                <>
                  {' '}
                  <StateTag state={entry.state} />
                </>
              )}
              <ScanLinks papers={entry?.papers ?? []} />
            </li>
          );
        })}
        {others.map((paper) => (
          <li key={paper.paperId}>
            {PAPER_KIND_LABELS[paper.kind]}: {paper.name} <StateTag state={paper.state} />
            <ScanLinks papers={[paper]} />
          </li>
        ))}
      </ul>
      {scan === null ? null : (
        <details class="more no-print">
          <summary>Số hóa giấy tờ</summary>
          {scan}
        </details>
      )}
      {mayRecord ? (
        <p class="no-print">
          <a href={href}>Dùng lại giấy tờ đã có, ghi giấy tờ khác</a>
        </p>
      ) : null}
    </Section>
  );
}

const ScanLinks = ({ papers }: { readonly papers: readonly StoredPaper[] }) => (
  <>
    {papers.map((paper) => (
      <span key={paper.paperId}>
        {' '}
        <ScanLink paper={paper} />
      </span>
    ))}
  </>
);

export function Files({ view, form }: { readonly view: DossierView; readonly form: FormState }) {
  const { may } = useView();
  const base = `${dossierHref(view.file.dossierCode)}/tep`;
  const kept = view.files.filter((file) => file.removedAt === null);
  const mayRecord = may('digitisation.record');
  return (
    <Section title="Tệp" id="tep">
      {kept.length === 0 ? (
        <p>Chưa có tệp nào.</p>
      ) : (
        <ul class="plain">
          {kept.map((file) => (
            <li key={file.fileId}>
              <a href={`${base}/${file.fileId}`}>{file.name}</a>{' '}
              <span class="soft">
                {purposeLabel(file.purpose).toLowerCase()}
                {file.paper === '' ? '' : `: ${file.paper}`}, {shownSize(file.sizeBytes)},{' '}
                {shortLocal(fromInstant(file.recordedAt), view.now)}
              </span>
              {mayRecord && view.digitised?.attached.some(({ fileId }) => fileId === file.fileId) === true ? (
                <>
                  {' '}
                  <a
                    class="no-print"
                    href={`${dossierPapersHref(view.file.dossierCode)}?tep=${file.fileId}#them`}
                    aria-label={`Ghi ${file.name} là bản số`}
                  >
                    Ghi là bản số
                  </a>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {view.files
        .filter((file) => file.removedAt !== null)
        .map((file) => (
          <p key={file.fileId} class="soft">
            Đã gỡ «{file.name}»: {file.removalReason}
          </p>
        ))}
      {may('dossier.attachFile') ? (
        <details class="more no-print" open={form.errors['files'] !== undefined}>
          <summary>Đính tệp</summary>
          <Form action={base} multipart once label="Đính tệp vào hồ sơ">
            <FileField
              name="files"
              label="Chọn tệp"
              hint="PDF, ảnh JPEG, PNG, Word (.docx), Excel (.xlsx) không macro; mỗi tệp tối đa 20 MB"
              form={form}
              accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
              multiple
              maxBytes={20 * 1_048_576}
            />
            <SelectField name="purpose" label="Loại tệp" form={form} value="paper" choices={FILE_PURPOSES} />
            <ButtonRow>
              <Button kind="secondary">Đính tệp</Button>
            </ButtonRow>
          </Form>
        </details>
      ) : null}
    </Section>
  );
}

export function Notes({ view, form }: { readonly view: DossierView; readonly form: FormState }) {
  const { may, user } = useView();
  const base = `${dossierHref(view.file.dossierCode)}/ghi-chu`;
  const nameOf = (login: string): string =>
    view.officers.find((officer) => officer.loginName === login)?.fullName ?? login;
  return (
    <Section title="Ghi chú" id="ghi-chu">
      {view.notes
        .filter((note) => note.withdrawnAt === null)
        .map((note) => (
          <div class="note" key={note.noteId}>
            <p class="lines">{note.body}</p>
            <p class="soft">
              {nameOf(note.author)}, {shortLocal(fromInstant(note.recordedAt), view.now)}
            </p>
            {note.author === user?.loginName ? (
              <Form action={`${base}/${note.noteId}/rut`} label="Rút ghi chú">
                <Button kind="quiet">Rút ghi chú này</Button>
              </Form>
            ) : null}
          </div>
        ))}
      {may('dossier.note') ? (
        <Form action={base} once label="Thêm ghi chú" class="no-print">
          <TextArea name="body" label="Ghi chú mới" form={form} rows={2} maxLength={2000} />
          <ButtonRow>
            <Button kind="secondary">Ghi</Button>
          </ButtonRow>
        </Form>
      ) : null}
    </Section>
  );
}

export function History({ view }: { readonly view: DossierView }) {
  return (
    <Section title="Lịch sử" id="lich-su">
      <Table
        caption="Mọi việc đã ghi, mới nhất trước"
        hideCaption
        columns={[
          {
            title: 'Xảy ra lúc',
            noWrap: true,
            cell: (line: HistoryLine) => (
              <>
                {shortLocal(line.happenedAt, view.now)}
                {line.recordedLater ? (
                  <span class="detail soft">ghi {shortLocal(line.recordedAt, view.now)}</span>
                ) : null}
              </>
            ),
          },
          {
            title: 'Việc',
            heading: true,
            cell: (line) => (line.retracted ? <s>{line.label}</s> : line.label),
          },
          {
            title: 'Nội dung',
            cell: (line) =>
              line.details.map((detail) => (
                <span class="detail" key={detail}>
                  {detail}
                </span>
              )),
          },
          { title: 'Người ghi', cell: (line) => line.actor },
        ]}
        rows={view.history}
        rowKey={(line) => String(line.sequence)}
      />
    </Section>
  );
}

/** When the result was handed over, and to whom. */
export function HandOvers({ view }: { readonly view: DossierView }) {
  if (view.handOvers.length === 0) return null;
  const happened = (sequence: number): string => {
    const event = view.file.events.find((candidate) => candidate.sequence === sequence);
    return event === undefined ? '' : formatLocal(event.happenedAt);
  };
  return (
    <Section title="Trả kết quả">
      {view.handOvers.map((record) => {
        const facts: Fact[] = [
          { term: 'Lúc', value: happened(record.eventSequence) },
          { term: 'Người nhận', value: record.recipientName || 'Người nộp' },
        ];
        if (record.relation !== '') facts.push({ term: 'Quan hệ', value: record.relation });
        if (record.trackingNumber !== '') facts.push({ term: 'Bưu gửi', value: record.trackingNumber });
        return <DescriptionList key={record.eventSequence} facts={facts} />;
      })}
    </Section>
  );
}
