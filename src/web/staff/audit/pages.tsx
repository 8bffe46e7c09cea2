/** Nhật ký: who did what when, checking the chain, taking the log along. For the leader and the unit's administrator. */
import { AUDIT_GROUPS, type AuditGroup, auditActName, auditActsOf } from '../../../core/audit/acts.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { type AuditVerification, verifyOwnChain } from '../../../services/audit.ts';
import { downloadLog, ENTRIES_DOWNLOADED } from '../../../services/audit-log/download-log.ts';
import { type LogPage, readLog, type ShownEntry } from '../../../services/audit-log/read-log.ts';
import { ServiceError } from '../../../services/errors.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Form,
  Notice,
  PageHeading,
  Section,
  SelectField,
  Table,
  TextField,
} from '../../components/index.ts';
import { shownInstant } from '../../dates.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { addressOf, HOME, type LogQuery, readQuery } from './query.ts';

const TITLE = 'Nhật ký';
const FAULTS_SHOWN = 50;

/** The sentence with its dossier as a link, for those who may open it. */
function Sentence({ entry, mayOpen }: { readonly entry: ShownEntry; readonly mayOpen: boolean }) {
  const { sentence, dossierCode } = entry;
  const at = dossierCode === null ? -1 : sentence.indexOf(dossierCode);
  if (dossierCode === null || at < 0 || !mayOpen) return <>{sentence}</>;
  return (
    <>
      {sentence.slice(0, at)}
      <a href={`/ho-so/${encodeURIComponent(dossierCode)}`}>{dossierCode}</a>
      {sentence.slice(at + dossierCode.length)}
    </>
  );
}

const who = (entry: ShownEntry) =>
  entry.fullName === null ? (
    <>
      {entry.actor} <span class="soft">(không qua tài khoản)</span>
    </>
  ) : (
    <>
      {entry.fullName} <span class="soft">({entry.actor})</span>
    </>
  );

function Filters({ query, found }: { readonly query: LogQuery; readonly found: LogPage }) {
  const known = new Set(found.acts);
  const { form } = query;
  const acts = (Object.keys(AUDIT_GROUPS) as AuditGroup[]).flatMap((group) =>
    auditActsOf(group)
      .filter(({ act }) => known.delete(act))
      .map(({ act, label }) => ({ value: act, label: `${AUDIT_GROUPS[group]}: ${label}` })),
  );
  // What only an older or newer program appended can be looked for as well.
  const others = [...known].map((act) => ({ value: act, label: auditActName(act) }));
  return (
    <Form action={HOME} method="get" class="filters" label="Lọc nhật ký">
      <TextField name="tu" label="Từ ngày" form={form} width={10} maxLength={10} inputMode="numeric" />
      <TextField name="den" label="Đến ngày" form={form} width={10} maxLength={10} inputMode="numeric" />
      <SelectField
        name="nguoi"
        label="Người"
        form={form}
        empty="Mọi người"
        choices={found.actors.map(({ actor, fullName }) => ({
          value: actor,
          label: fullName === null ? actor : `${fullName} (${actor})`,
        }))}
      />
      <SelectField name="viec" label="Việc" form={form} empty="Mọi việc" choices={[...acts, ...others]} />
      <TextField name="ma" label="Mã hồ sơ" form={form} width={20} maxLength={60} />
      <Button kind="secondary">Lọc</Button>
      {query.filtered ? (
        <Button kind="quiet" href={HOME}>
          Bỏ lọc
        </Button>
      ) : null}
    </Form>
  );
}

/** Pages are told by their entries, not by a number: counting a million entries for every page would be waste. */
function Places({ query, found }: { readonly query: LogQuery; readonly found: LogPage }) {
  if (found.newer === undefined && found.older === undefined) return null;
  return (
    <nav class="pagination" aria-label="Các trang">
      <ul>
        {found.newer === undefined ? null : (
          <>
            <li>
              <a href={addressOf(query, undefined)}>Mới nhất</a>
            </li>
            <li>
              <a href={addressOf(query, found.newer)} rel="prev">
                ‹ Mới hơn
              </a>
            </li>
          </>
        )}
        {found.older === undefined ? null : (
          <li>
            <a href={addressOf(query, found.older)} rel="next">
              Cũ hơn ›
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

async function logPage(c: AppContext): Promise<Response> {
  const query = readQuery(c);
  const wrong = Object.keys(query.form.errors).length > 0;
  const { installation } = c.get('deps');
  const found = await readLog(installation, signedIn(c), wrong ? {} : query.question, wrong ? undefined : query.place);
  const mayOpen = may(c, 'dossier.view');
  return page(
    c,
    { title: TITLE, form: query.form },
    <>
      <PageHeading
        title={TITLE}
        note="Mỗi lần ghi là một mục, nối với mục trước bằng mã băm; phần mềm không cho ai sửa hay xóa, kể cả quản trị."
      >
        <Form action={`${HOME}/kiem-tra`}>
          <Button kind="secondary">Kiểm tra chuỗi</Button>
        </Form>
        <Button kind="secondary" href={addressOf(query, undefined, `${HOME}/tai-ve`)}>
          Tải CSV
        </Button>
      </PageHeading>
      <ErrorSummary form={query.form} title="Chưa lọc được, hãy sửa:" />
      <Filters query={query} found={found} />
      <Table
        caption={
          query.filtered && !wrong ? 'Các mục nhật ký như đã lọc, mới nhất trước' : 'Các mục nhật ký, mới nhất trước'
        }
        hideCaption
        rows={found.entries}
        rowKey={(entry) => String(entry.sequence)}
        columns={[
          { title: 'Thời gian', cell: (entry) => shownInstant(entry.recordedAt) },
          { title: 'Người', heading: true, cell: who },
          { title: 'Việc', cell: (entry) => <Sentence entry={entry} mayOpen={mayOpen} /> },
          {
            title: 'Diễn biến',
            numeric: true,
            minor: true,
            cell: (entry) => (entry.eventCount === 0 ? '' : formatInteger(entry.eventCount)),
          },
          { title: 'Mục số', numeric: true, minor: true, cell: (entry) => formatInteger(entry.sequence) },
        ]}
        empty={
          <EmptyState title={query.filtered ? 'Không có mục nào như đã lọc.' : 'Nhật ký chưa có mục nào.'}>
            {query.filtered
              ? 'Nới khoảng ngày hoặc bỏ bớt điều kiện lọc.'
              : 'Mỗi lần đăng nhập, ghi hồ sơ, đổi tài khoản hay cài đặt sẽ thêm một mục ở đây.'}
          </EmptyState>
        }
      />
      <Places query={query} found={found} />
      {mayOpen ? null : (
        <p class="hint">Vai trò của bạn không xem hồ sơ, nên nhật ký không hiện lý do, mục đích mà cán bộ đã gõ.</p>
      )}
      <p class="hint">
        Tệp CSV chứa nhiều nhất {formatInteger(ENTRIES_DOWNLOADED)} mục theo điều kiện lọc; lần tải được ghi vào nhật
        ký.
      </p>
    </>,
  );
}

function Whole({ result }: { readonly result: AuditVerification }) {
  return (
    <Notice kind="success" live>
      Chuỗi nguyên vẹn: đã tính lại {formatInteger(result.entries)} mục và {formatInteger(result.events)} diễn biến hồ
      sơ, mục nào cũng khớp.
    </Notice>
  );
}

function Broken({ result, may: admin }: { readonly result: AuditVerification; readonly may: boolean }) {
  const { faults } = result;
  return (
    <>
      <Notice kind="error" live>
        Chuỗi bị đứt ở {formatInteger(faults.length)} chỗ. Dữ liệu đã bị thay đổi ngoài phần mềm.
      </Notice>
      <Section title="Chỗ không khớp">
        <ul>
          {faults.slice(0, FAULTS_SHOWN).map((fault) => (
            <li key={`${fault.sequence} ${fault.message}`}>{fault.message}</li>
          ))}
        </ul>
        {faults.length > FAULTS_SHOWN ? <p>Và {formatInteger(faults.length - FAULTS_SHOWN)} chỗ khác.</p> : null}
      </Section>
      <Section title="Nghĩa là gì">
        <p>
          Phần mềm không có quyền sửa hay xóa nhật ký và diễn biến hồ sơ. Chuỗi đứt nghĩa là có người vào thẳng cơ sở dữ
          liệu bằng quyền quản trị máy chủ, hoặc đĩa hỏng, hoặc bản sao lưu được phục hồi dở dang. Các mục trước chỗ đứt
          đầu tiên vẫn tin được.
        </p>
      </Section>
      <Section title="Việc cần làm">
        <ol>
          <li>Đừng phục hồi đè lên, đừng sửa gì thêm; báo lãnh đạo đơn vị và người vận hành máy chủ ngay.</li>
          <li>
            Sao lưu nguyên trạng bằng <code>motcua backup</code>, giữ tệp đó cùng trang này làm chứng cứ.
          </li>
          <li>
            Phục hồi bản sao lưu gần nhất vào một thư mục khác, chạy <code>motcua audit verify</code> ở đó để tìm bản
            còn nguyên vẹn, rồi so hai bên từ mục {formatInteger(faults[0]?.sequence ?? 0)} trở đi.
          </li>
          <li>Chưa chốt, chưa ký báo cáo cho tới khi biết rõ số liệu nào đã đổi.</li>
          {admin ? <li>Xem lại ai có mật khẩu máy chủ và cơ sở dữ liệu; đổi các mật khẩu đó.</li> : null}
        </ol>
      </Section>
    </>
  );
}

async function chainPage(c: AppContext): Promise<Response> {
  const { installation } = c.get('deps');
  const result = await verifyOwnChain(installation, signedIn(c));
  const head = result.heads[0];
  return page(
    c,
    { title: 'Kiểm tra chuỗi nhật ký', crumbs: [{ label: TITLE, href: HOME }, { label: 'Kiểm tra chuỗi' }] },
    <>
      <PageHeading title="Kiểm tra chuỗi nhật ký" note={`Lúc ${shownInstant(installation.clock.now())}`} />
      {result.faults.length === 0 ? <Whole result={result} /> : <Broken result={result} may={may(c, 'user.manage')} />}
      {head === undefined ? null : (
        <DescriptionList
          facts={[
            { term: 'Mục cuối', value: formatInteger(head.sequence) },
            { term: 'Mã băm của đầu chuỗi', value: <code class="hash">{head.hash}</code> },
          ]}
        />
      )}
      {result.faults.length > 0 ? null : (
        <p class="hint">
          In hoặc chép mã băm này ra sổ vào cuối mỗi quý. Về sau mục cùng số phải còn đúng mã băm ấy; nếu khác, cả chuỗi
          đã bị làm lại.
        </p>
      )}
      <ButtonRow>
        <Button kind="secondary" href={HOME}>
          Về nhật ký
        </Button>
      </ButtonRow>
    </>,
  );
}

export function pages(app: AppRouter): void {
  app.get(HOME, requires('audit.view'), logPage);
  app.get(`${HOME}/kiem-tra`, requires('audit.view'), (c) => c.redirect(HOME, 303));
  app.post(`${HOME}/kiem-tra`, requires('audit.view'), chainPage);
  app.get(`${HOME}/tai-ve`, requires('audit.view'), async (c) => {
    const query = readQuery(c);
    if (Object.keys(query.form.errors).length > 0) return c.redirect(addressOf(query, undefined), 303);
    try {
      const taken = c.req.method !== 'HEAD';
      const bytes = await downloadLog(c.get('deps').installation, signedIn(c), query.question, taken);
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="nhat-ky.csv"',
      });
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code === 'FORBIDDEN') throw error;
      flash(c, 'error', error.message);
      return c.redirect(addressOf(query, undefined), 303);
    }
  });
}
