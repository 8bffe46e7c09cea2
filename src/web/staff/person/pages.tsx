/** A person of the directory (trang người nộp): who it is, dossiers, what was changed; correcting, joining, separating. */
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import {
  IDENTITY_KINDS,
  IDENTITY_LABELS,
  PERSON_KIND_LABELS,
  PERSON_KINDS,
} from '../../../core/reception/applicant.ts';
import { PERSON_CHANGE_LABELS, PERSON_FIELD_LABELS } from '../../../core/reception/person-change.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import { ServiceError } from '../../../services/errors.ts';
import { correctPerson, type NumberTaken } from '../../../services/people/correct-person.ts';
import { joinPeople, separatePerson } from '../../../services/people/join-people.ts';
import { DOSSIERS_SHOWN, type PersonView, viewPerson } from '../../../services/people/view-person.ts';
import { type MaskedPerson, revealPerson } from '../../../services/reception/find-people.ts';
import { stateLabel } from '../../../services/work/view-dossier.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  EMPTY_FORM,
  EmptyState,
  ErrorSummary,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Section,
  SelectField,
  Table,
  TextArea,
  TextField,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { errorPage, notFound } from '../../errors.tsx';
import { requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { dossierHref } from '../inbox/inbox.tsx';
import { personHref } from './href.ts';

const installationOf = (c: AppContext) => c.get('deps').installation;
const idOf = (c: AppContext, name = 'id'): string => (c.req.param(name) ?? '').slice(0, 64);
const crumbsTo = (view: PersonView, last?: string) => [
  { label: 'Tìm hồ sơ', href: '/tim-kiem' },
  last === undefined
    ? { label: view.person.fullName }
    : { label: view.person.fullName, href: personHref(view.person.personId) },
  ...(last === undefined ? [] : [{ label: last }]),
];

/** What is not of the unit is not found; anything else that a service refuses stands on the page. */
async function answering(c: AppContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError && (error.code === 'NOT_FOUND' || error.code === 'UNKNOWN_PERSON'))
      return notFound(c, error.message);
    if (error instanceof ServiceError && error.code === 'FORBIDDEN')
      return errorPage(c, 403, 'forbidden', error.message);
    throw error;
  }
}

const load = (c: AppContext, id = idOf(c)): Promise<PersonView> =>
  viewPerson(installationOf(c), { user: signedIn(c), personId: id });

const factsOf = (person: MaskedPerson) => [
  { term: PERSON_KIND_LABELS[person.kind], value: <strong>{person.fullName}</strong> },
  {
    term: IDENTITY_LABELS[person.identityKind],
    value: person.identityNumber === '' ? 'không có' : person.identityNumber,
  },
  { term: 'Điện thoại', value: person.phone === '' ? 'chưa có' : person.phone },
  ...(person.email === '' ? [] : [{ term: 'Thư điện tử', value: person.email }]),
  { term: 'Địa chỉ', value: person.address === '' ? 'chưa có' : person.address },
];

async function show(c: AppContext): Promise<Response> {
  const view = await load(c);
  const { person } = view;
  const here = personHref(person.personId);
  const mayCorrect = may(c, 'dossier.correct');
  return page(
    c,
    { title: person.fullName, crumbs: crumbsTo(view) },
    <>
      <PageHeading
        title={person.fullName}
        note={`Người nộp trong danh bạ, gặp lần gần nhất ${formatLocal(person.lastSeenAt)}`}
      >
        {mayCorrect ? (
          <Button kind="secondary" href={`${here}/sua`}>
            Đính chính
          </Button>
        ) : null}
        {may(c, 'person.viewUnmasked') ? (
          <Button kind="secondary" href={`${here}/xem`}>
            Xem đầy đủ
          </Button>
        ) : null}
      </PageHeading>
      <div class="columns columns-even">
        <Section title="Thông tin đang ghi">
          <DescriptionList
            facts={[
              ...factsOf(person),
              ...(view.formerNumbers.length === 0
                ? []
                : [{ term: 'Số giấy tờ cũ', value: view.formerNumbers.join(', ') }]),
            ]}
          />
        </Section>
        {view.joined.length === 0 ? null : (
          <Section title="Mục đã ghép vào">
            {view.joined.map((other) => (
              <div key={other.personId}>
                <DescriptionList facts={factsOf(other)} />
                {mayCorrect ? (
                  <p>
                    <a href={`${here}/tach/${other.personId}`}>
                      Tách ra
                      <span class="visually-hidden">
                        {' '}
                        mục {other.fullName}, {other.identityNumber}
                      </span>
                    </a>
                  </p>
                ) : null}
              </div>
            ))}
          </Section>
        )}
      </div>
      <Section title="Hồ sơ">
        <Table
          caption="Hồ sơ của người này, mới nhất trước"
          hideCaption
          rows={view.dossiers}
          rowKey={(row) => row.dossierCode}
          empty={<EmptyState title="Chưa có hồ sơ nào." />}
          columns={[
            {
              title: 'Mã hồ sơ',
              heading: true,
              noWrap: true,
              cell: (row) => <a href={dossierHref(row.dossierCode)}>{row.dossierCode}</a>,
            },
            { title: 'Thủ tục', cell: (row) => row.procedureName },
            { title: 'Trạng thái', cell: (row) => stateLabel('business', row.businessState) },
            {
              title: 'Tiếp nhận',
              noWrap: true,
              minor: true,
              cell: (row) => (row.receivedAt === null ? '' : formatLocal(row.receivedAt)),
            },
          ]}
        />
        {view.more ? (
          <Notice kind="info">Chỉ hiện {DOSSIERS_SHOWN} hồ sơ mới nhất; các hồ sơ khác tìm bằng số giấy tờ.</Notice>
        ) : null}
      </Section>
      <Section title="Đã đính chính, ghép, tách">
        <Table
          caption="Các lần thay đổi, mới nhất trước"
          hideCaption
          rows={view.changes}
          rowKey={(row) => `${row.recordedAt} ${row.kind} ${row.details.join()}`}
          empty={<EmptyState title="Thông tin chưa thay đổi lần nào." />}
          columns={[
            { title: 'Lúc', noWrap: true, cell: (row) => formatLocal(row.recordedAt) },
            { title: 'Việc', heading: true, noWrap: true, cell: (row) => PERSON_CHANGE_LABELS[row.kind] },
            {
              title: 'Nội dung',
              cell: (row) =>
                row.details.map((detail) => (
                  <span class="detail" key={detail}>
                    {detail}
                  </span>
                )),
            },
            { title: 'Lý do', cell: (row) => row.reason },
            { title: 'Người ghi', minor: true, cell: (row) => row.actorName },
          ]}
        />
      </Section>
    </>,
  );
}

const CORRECTION = z.object({
  kind: z.string(),
  fullName: z.string(),
  identityKind: z.string(),
  identityNumber: z.string(),
  phone: z.string(),
  email: z.string(),
  address: z.string(),
  reason: z.string(),
});

const now = (value: string): string => (value === '' ? 'Hiện chưa có' : `Đang ghi ${value}; để trống nếu không đổi`);

async function showCorrection(
  c: AppContext,
  form: FormState,
  onceKey?: string,
  taken: NumberTaken | null = null,
): Promise<Response> {
  const view = await load(c);
  const { person } = view;
  const here = personHref(person.personId);
  return page(
    c,
    { title: 'Đính chính người nộp', crumbs: crumbsTo(view, 'Đính chính'), form },
    <>
      <PageHeading
        title="Đính chính người nộp"
        note="Mục trong danh bạ và các hồ sơ của người này theo thông tin mới; phiếu đã in, báo cáo đã chốt giữ nguyên."
      />
      <div class="panel">
        <ErrorSummary form={form} />
        {taken === null ? null : (
          <Notice kind="warning">
            Số này đang là của <a href={personHref(taken.personId)}>{taken.fullName}</a>. Cùng một người thì{' '}
            <a href={`${here}/ghep/${taken.personId}`}>ghép hai mục</a>.
          </Notice>
        )}
        <Form action={`${here}/sua`} once guardUnsaved {...(onceKey === undefined ? {} : { onceKey })}>
          <SelectField
            name="kind"
            label={PERSON_FIELD_LABELS.kind}
            form={form}
            value={person.kind}
            choices={PERSON_KINDS.map((value) => ({ value, label: PERSON_KIND_LABELS[value] }))}
          />
          <TextField
            name="fullName"
            label={PERSON_FIELD_LABELS.fullName}
            form={form}
            value={person.fullName}
            autofocus
          />
          <div class="field-row">
            <SelectField
              name="identityKind"
              label={PERSON_FIELD_LABELS.identityKind}
              form={form}
              value={person.identityKind}
              choices={IDENTITY_KINDS.map((value) => ({ value, label: IDENTITY_LABELS[value] }))}
            />
            <TextField
              name="identityNumber"
              label={PERSON_FIELD_LABELS.identityNumber}
              hint={now(person.identityNumber)}
              form={form}
              width={20}
              optional
            />
          </div>
          <TextField
            name="phone"
            label="Điện thoại"
            hint={now(person.phone)}
            form={form}
            width={20}
            inputMode="tel"
            optional
          />
          <TextField name="email" label="Thư điện tử" hint={now(person.email)} form={form} width={30} optional />
          <TextField name="address" label="Địa chỉ" hint={now(person.address)} form={form} optional />
          <TextField
            name="reason"
            label="Lý do đính chính"
            hint="Không ghi số giấy tờ, điện thoại"
            form={form}
            maxLength={300}
          />
          <ButtonRow>
            <Button>Đính chính</Button>
            <Button kind="secondary" href={here}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>,
  );
}

async function correct(c: AppContext): Promise<Response> {
  const read = await readForm(c, CORRECTION);
  if (!read.ok) return showCorrection(c, read.form, read.onceKey);
  const { reason, ...raw } = read.values;
  const answer = await correctPerson(installationOf(c), {
    user: signedIn(c),
    personId: idOf(c),
    raw,
    reason,
    formKey: read.onceKey,
  });
  if (!answer.ok) {
    const form = { typed: read.form.typed, errors: answer.errors };
    return showCorrection(c, form, read.onceKey, answer.taken);
  }
  const fields = answer.fields.map((field) => PERSON_FIELD_LABELS[field].toLowerCase()).join(', ');
  flash(c, 'success', `Đã đính chính ${fields}; ${answer.dossiers} hồ sơ theo thông tin mới.`);
  return c.redirect(personHref(idOf(c)), 303);
}

const REASON = z.object({ reason: requiredText('lý do', 300) });

interface Asked {
  readonly title: string;
  readonly path: (view: PersonView) => string;
  readonly explanation: (view: PersonView) => ComponentChildren;
  readonly button: string;
  readonly warning: boolean;
}

/** A page that asks for a reason before an act. */
async function ask(c: AppContext, asked: Asked, form: FormState): Promise<Response> {
  const view = await load(c);
  return page(
    c,
    { title: asked.title, crumbs: crumbsTo(view, asked.title), form },
    <>
      <PageHeading title={asked.title} />
      <div class="panel">
        <ErrorSummary form={form} />
        {asked.explanation(view)}
        <Form action={asked.path(view)}>
          <TextArea name="reason" label="Lý do" form={form} rows={2} maxLength={300} autofocus />
          <ButtonRow>
            <Button kind={asked.warning ? 'warning' : 'primary'}>{asked.button}</Button>
            <Button kind="secondary" href={personHref(view.person.personId)}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>,
  );
}

const SEE: Asked = {
  title: 'Xem đầy đủ người nộp',
  path: (view) => `${personHref(view.person.personId)}/xem`,
  explanation: () => <p>Mỗi lần xem được ghi vào nhật ký kèm lý do.</p>,
  button: 'Xem đầy đủ',
  warning: false,
};

async function see(c: AppContext): Promise<Response> {
  const read = await readForm(c, REASON);
  if (!read.ok) return ask(c, SEE, read.form);
  const view = await load(c);
  const whole = await revealPerson(installationOf(c), {
    user: signedIn(c),
    personId: view.person.personId,
    purpose: read.values.reason,
  });
  return page(
    c,
    { title: whole.fullName, crumbs: crumbsTo(view, 'Xem đầy đủ') },
    <>
      <PageHeading title={whole.fullName} note="Lần xem này đã được ghi vào nhật ký." />
      <DescriptionList facts={factsOf({ ...view.person, ...whole, lastSeenAt: view.person.lastSeenAt })} />
      <ButtonRow>
        <Button kind="secondary" href={personHref(view.person.personId)}>
          Về trang người nộp
        </Button>
      </ButtonRow>
    </>,
  );
}

/** Joining this entry into another one that stays. */
async function joining(c: AppContext): Promise<Asked> {
  const other = (await load(c, idOf(c, 'other'))).person;
  return {
    title: 'Ghép hai mục người nộp',
    path: (view) => `${personHref(view.person.personId)}/ghep/${other.personId}`,
    explanation: (view) => (
      <>
        <p>
          Hai mục là cùng một người. «Mục ở lại» đứng tên cho cả hai, «Mục này» trỏ sang đó. Hồ sơ của cả hai được liệt
          kê chung; không xóa gì và tách lại được.
        </p>
        <div class="columns columns-even">
          <Section title="Mục này">
            <DescriptionList facts={factsOf(view.person)} />
          </Section>
          <Section title="Mục ở lại">
            <DescriptionList facts={factsOf(other)} />
          </Section>
        </div>
      </>
    ),
    button: 'Ghép',
    warning: true,
  };
}

/** Letting an entry stand for itself again. */
const separating = (c: AppContext): Asked => ({
  title: 'Tách mục người nộp',
  path: (view) => `${personHref(view.person.personId)}/tach/${encodeURIComponent(idOf(c, 'other'))}`,
  explanation: (view) => {
    const other = view.joined.find((one) => one.personId === idOf(c, 'other'));
    return (
      <>
        <p>Mục dưới đây lại đứng riêng, với các hồ sơ đã tiếp nhận dưới tên mục đó.</p>
        {other === undefined ? null : <DescriptionList facts={factsOf(other)} />}
      </>
    );
  },
  button: 'Tách',
  warning: true,
});

/** Does what was asked, or shows the question again with what is wrong. */
async function done(
  c: AppContext,
  asked: Asked,
  work: (reason: string) => Promise<{ readonly to: string; readonly message: string }>,
): Promise<Response> {
  const read = await readForm(c, REASON);
  if (!read.ok) return ask(c, asked, read.form);
  try {
    const { to, message } = await work(read.values.reason);
    flash(c, 'success', message);
    return c.redirect(to, 303);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'NOT_JOINED')
      return ask(c, asked, withError(read.form, '', error.message));
    throw error;
  }
}

export function pages(app: AppRouter): void {
  const correcting = requires('dossier.correct');
  const unmasking = requires('person.viewUnmasked');
  app.get('/nguoi-nop/:id', requires('dossier.view'), (c) => answering(c, () => show(c)));
  app.get('/nguoi-nop/:id/sua', correcting, (c) => answering(c, () => showCorrection(c, EMPTY_FORM)));
  app.post('/nguoi-nop/:id/sua', correcting, (c) => answering(c, () => correct(c)));
  app.get('/nguoi-nop/:id/xem', unmasking, (c) => answering(c, () => ask(c, SEE, EMPTY_FORM)));
  app.post('/nguoi-nop/:id/xem', unmasking, (c) => answering(c, () => see(c)));
  app.get('/nguoi-nop/:id/ghep/:other', correcting, (c) =>
    answering(c, async () => ask(c, await joining(c), EMPTY_FORM)),
  );
  app.post('/nguoi-nop/:id/ghep/:other', correcting, (c) =>
    answering(c, async () =>
      done(c, await joining(c), async (reason) => {
        const { personId } = await joinPeople(installationOf(c), {
          user: signedIn(c),
          personId: idOf(c),
          intoId: idOf(c, 'other'),
          reason,
        });
        return { to: personHref(personId), message: 'Đã ghép hai mục thành một người.' };
      }),
    ),
  );
  app.get('/nguoi-nop/:id/tach/:other', correcting, (c) => answering(c, () => ask(c, separating(c), EMPTY_FORM)));
  app.post('/nguoi-nop/:id/tach/:other', correcting, (c) =>
    answering(c, () =>
      done(c, separating(c), async (reason) => {
        const personId = idOf(c, 'other');
        await separatePerson(installationOf(c), { user: signedIn(c), personId, reason });
        return { to: personHref(personId), message: 'Đã tách; mục này lại đứng riêng.' };
      }),
    ),
  );
}
