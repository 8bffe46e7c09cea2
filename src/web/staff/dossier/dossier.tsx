/** The page of a dossier (trang hồ sơ): everything at a glance, and the acts that this officer can do now. */
import { type DeskAct, TAKE_UP } from '../../../core/process/desk-acts.ts';
import { slipNumber } from '../../../core/reception/slip.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import { type DossierView, stateLabel } from '../../../services/work/view-dossier.ts';
import {
  Button,
  DescriptionList,
  DueTag,
  type Fact,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Section,
  Tag,
} from '../../components/index.ts';
import { useView } from '../../view.ts';
import { dossierHref, shortLocal } from '../inbox/inbox.tsx';
import { Files, HandOvers, History, Notes, Papers, Payments, People, Tasks } from './parts.tsx';

const TIMELINESS = {
  early: { label: 'Trước hạn', colour: 'green' },
  onTime: { label: 'Đúng hạn', colour: 'green' },
  overdue: { label: 'Quá hạn', colour: 'red' },
  withinTime: { label: 'Trong hạn', colour: 'green' },
} as const;

const RELATION = { parent: 'Hồ sơ chung', child: 'Phần việc' } as const;
const CHANNELS = { counter: 'Trực tiếp', online: 'Trực tuyến', post: 'Bưu chính công ích' } as const;

/** Whether a click does the act at once: nothing to fill in, nothing grave. */
export const isOneClick = (act: DeskAct): boolean => act.fields.length === 0 && act.grave !== true;

/** Acts that bring the dossier to its next step; only such a one is the main button. */
const STEP_ON: ReadonlySet<string> = new Set([
  'assign',
  TAKE_UP,
  'draftResult',
  'approveResult',
  'numberResult',
  'resolve',
  'handOver',
  'supplement',
  'resume',
  'fulfilObligation',
]);

function ActBar({ view }: { readonly view: DossierView }) {
  const base = dossierHref(view.file.dossierCode);
  const { user, may } = useView();
  const online = view.file.dossier.states.business === 'submitted' && may('dossier.receive');
  if (view.acts.length === 0 && !view.undo.allowed && !online) {
    return (
      <p class="acts-none no-print">
        {view.file.dossier.clock === 'ended' || view.file.dossier.states.handOver === 'handedOver'
          ? 'Hồ sơ đã kết thúc.'
          : `Hồ sơ đang chờ người khác; vai trò của ${user?.fullName ?? 'bạn'} không có việc ở bước này.`}
      </p>
    );
  }
  return (
    <ul class="acts no-print" aria-label="Việc làm được với hồ sơ này">
      {online ? (
        <li>
          <Button href={`/tiep-nhan/truc-tuyen/${encodeURIComponent(view.file.dossierCode)}`}>
            Xem xét, tiếp nhận hồ sơ trực tuyến
          </Button>
        </li>
      ) : null}
      {view.acts.map((act, index) => {
        const label = (
          <>
            {act.label}{' '}
            <span class="key" aria-hidden="true">
              {act.key}
            </span>
          </>
        );
        const kind = index === 0 && STEP_ON.has(act.act) ? 'primary' : 'secondary';
        return (
          <li key={act.slug}>
            {isOneClick(act) ? (
              <Form action={`${base}/viec/${act.slug}`} once label={act.label}>
                <button type="submit" class={`button button-${kind}`} data-act-key={act.key}>
                  {label}
                </button>
              </Form>
            ) : (
              <a class={`button button-${kind}`} href={`${base}/viec/${act.slug}`} data-act-key={act.key}>
                {label}
              </a>
            )}
          </li>
        );
      })}
      {view.undo.allowed ? (
        <li>
          <Button kind="quiet" href={`${base}/hoan-tac`}>
            Hoàn tác việc vừa ghi
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

/** Acts that a click records as of now: each has a form too, for what happened earlier. */
function Earlier({ view }: { readonly view: DossierView }) {
  const acts = view.acts.filter(isOneClick);
  if (acts.length === 0) return null;
  return (
    <p class="hint no-print">
      Đã làm từ trước, nay mới ghi:{' '}
      {acts.map((act, index) => (
        <span key={act.slug}>
          {index === 0 ? '' : ', '}
          <a href={`${dossierHref(view.file.dossierCode)}/viec/${act.slug}?luc=truoc`}>
            {act.label.toLowerCase()}
            <span class="visually-hidden"> từ trước</span>
          </a>
        </span>
      ))}
    </p>
  );
}

function glance(view: DossierView): Fact[] {
  const { dossier, context } = view.file;
  const facts: Fact[] = [
    {
      term: 'Thủ tục',
      value:
        view.procedureName === dossier.procedureCode
          ? view.procedureName
          : `${view.procedureName} (${dossier.procedureCode ?? 'chưa rõ mã'})`,
    },
    { term: 'Lĩnh vực', value: view.sectorName },
    {
      term: 'Tiếp nhận',
      value:
        dossier.receivedAt === null
          ? 'chưa tiếp nhận'
          : `${formatLocal(dossier.receivedAt)}${dossier.channel === null ? '' : `, ${CHANNELS[dossier.channel].toLowerCase()}`}`,
    },
  ];
  const { reception } = view;
  if (reception !== null && reception.authority !== '')
    facts.splice(1, 0, { term: 'Phần việc', value: `${reception.authority}: ${reception.authorityPart}` });
  if (context.dueAt !== null)
    facts.push({
      term: 'Hạn trả',
      value: (
        <>
          <strong>{formatLocal(context.dueAt)}</strong>{' '}
          {view.standing === null ? null : <DueTag state={view.standing} />}
        </>
      ),
    });
  if (dossier.resolvedAt !== null)
    facts.push({
      term: 'Có kết quả',
      value: (
        <>
          {formatLocal(dossier.resolvedAt)}{' '}
          {view.timeliness === null ? null : (
            <Tag colour={TIMELINESS[view.timeliness].colour}>{TIMELINESS[view.timeliness].label}</Tag>
          )}
        </>
      ),
    });
  if (context.progress.documentNumber !== null)
    facts.push({ term: 'Số kết quả', value: context.progress.documentNumber });
  if (dossier.handedOverAt !== null) facts.push({ term: 'Trả kết quả', value: formatLocal(dossier.handedOverAt) });
  if (dossier.cancelledAt !== null) facts.push({ term: 'Kết thúc', value: formatLocal(dossier.cancelledAt) });
  return facts;
}

function Prints({ view }: { readonly view: DossierView }) {
  const { may } = useView();
  const base = dossierHref(view.file.dossierCode);
  if (!may('dossier.print')) return null;
  return (
    <Section title="Phiếu, văn bản">
      <ul class="plain">
        <li>
          <a href={`${base}/phieu-kiem-soat`}>Phiếu kiểm soát quá trình giải quyết</a>
        </li>
        {view.slips.map((slip) => (
          <li key={`${slip.kind} ${slip.number}`}>
            <a href={`/phieu/${slip.kind}/${slip.issuedAt.slice(0, 4)}/${slip.number}`}>
              {slip.form.title} số {slipNumber(slip)}
            </a>
          </li>
        ))}
        {view.documents.map((document) => (
          <li key={`${document.notation} ${document.number}`}>
            {document.voidReason === null ? null : <Tag>đã hủy</Tag>} Số {document.number}/{document.notation}, năm{' '}
            {document.year}
            {document.voidReason === null ? '' : `: ${document.voidReason}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function DossierPage({ view, form }: { readonly view: DossierView; readonly form: FormState }) {
  const { dossier, dossierCode, context } = view.file;
  const late = view.standing === 'overdue' && !context.progress.overdueExplained;
  return (
    <>
      <PageHeading
        title={`Hồ sơ ${dossierCode}`}
        note={
          <>
            <Tag colour="blue">{stateLabel('business', dossier.states.business)}</Tag>{' '}
            {dossier.states.handOver === 'notHandedOver' ? null : (
              <Tag colour="green">{stateLabel('handOver', dossier.states.handOver)}</Tag>
            )}{' '}
            {dossier.verticalAgency ? <Tag>Ngành dọc</Tag> : null}
          </>
        }
      />
      <ActBar view={view} />
      <Earlier view={view} />
      {late ? (
        <Notice kind="warning">Hồ sơ đã quá hạn trả. Ghi nguyên nhân và gửi thư xin lỗi trước khi kết thúc.</Notice>
      ) : null}
      <div class="columns">
        <div>
          <DescriptionList facts={glance(view)} />
          <details class="more">
            <summary>Vì sao hạn là ngày đó</summary>
            <ol class="story">
              {view.story.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </details>
          {view.linked.length === 0 ? null : (
            <Section title="Hồ sơ liên thông">
              <ul class="plain">
                {view.linked.map((linked) => (
                  <li key={linked.dossierCode}>
                    {linked.authority === '' ? RELATION[linked.relation] : `${linked.authority}: ${linked.part}`}{' '}
                    <span class="nowrap">
                      (<a href={dossierHref(linked.dossierCode)}>{linked.dossierCode}</a>)
                    </span>
                    , {stateLabel('business', linked.businessState).toLowerCase()}
                    {linked.dueAt === null || linked.relation === 'parent'
                      ? ''
                      : `, hạn ${shortLocal(linked.dueAt, view.now)}`}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Tasks view={view} />
          <Papers view={view} />
          <Files view={view} form={form} />
        </div>
        <div>
          <People view={view} />
          <Payments view={view} />
          <HandOvers view={view} />
          <Prints view={view} />
          <Notes view={view} form={form} />
        </div>
      </div>
      <History view={view} />
    </>
  );
}
