/** Cài đặt: what applies, a change in two steps (filled in, then looked at with its consequences), and withdrawing one. */
import { z } from 'zod';
import { formatInteger } from '../../../core/reporting/format.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import { formatDatePadded, isPlainDate, type PlainDate } from '../../../core/time/plain-date.ts';
import type { SettingOutcome } from '../../../services/settings/change-setting.ts';
import { type SettingsView, viewSettings } from '../../../services/settings/view-settings.ts';
import { WITHDRAWABLE, type Withdrawable, withdrawChange } from '../../../services/settings/withdraw-change.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Section,
  Table,
  TextArea,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { longText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { ShownFields } from './change-fields.tsx';
import { CHANGES, type ChangeForm } from './changes.tsx';
import { Overview } from './overview.tsx';
import { HOME, WITHDRAW_SLUGS } from './paths.ts';

const TITLE = 'Cài đặt';
const MOVED_SHOWN = 200;
const CODES_SAID = 5;

const crumbsTo = (label: string) => [{ label: TITLE, href: HOME }, { label }];
const view = (c: AppContext): Promise<SettingsView> => viewSettings(c.get('deps').installation, signedIn(c));

/** All reasons of a service on the form, each beside its field. */
function withErrors(form: FormState, errors: Readonly<Record<string, string>>, places: ChangeForm['places'] = {}) {
  return Object.entries(errors).reduce(
    (all, [field, message]) => withError(all, places[field] ?? field, message),
    form,
  );
}

const changePage = (c: AppContext, path: string, change: ChangeForm, form: FormState): Response =>
  page(
    c,
    { title: change.title, form, crumbs: crumbsTo(change.title) },
    <>
      <PageHeading title={change.title} note={change.explanation} />
      <ErrorSummary form={form} />
      <div class="panel">
        <Form action={path} guardUnsaved>
          <ShownFields fields={change.fields} beside={change.beside} form={form} />
          <ButtonRow>
            <Button name="step" value="preview">
              Xem trước
            </Button>
            <Button kind="secondary" href={HOME}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>,
  );

type Done = Extract<SettingOutcome, { ok: true }>;

function Moved({ outcome, mayOpen }: { readonly outcome: Done; readonly mayOpen: boolean }) {
  const { moved } = outcome;
  if (moved.length === 0) return <p>Không hồ sơ đang giải quyết nào đổi hạn.</p>;
  return (
    <>
      <p>
        <strong>{formatInteger(moved.length)} hồ sơ đang giải quyết đổi hạn</strong>
        {moved.length > MOVED_SHOWN ? `; dưới đây là ${MOVED_SHOWN} hồ sơ đầu` : ''}. Phiếu hẹn đã đưa người nộp vẫn ghi
        hạn cũ: hãy báo lại cho họ.
      </p>
      <Table
        caption="Hồ sơ đổi hạn"
        hideCaption
        rows={moved.slice(0, MOVED_SHOWN)}
        rowKey={(row) => row.dossierCode}
        columns={[
          {
            title: 'Mã hồ sơ',
            heading: true,
            noWrap: true,
            cell: (row) => (mayOpen ? <a href={`/ho-so/${row.dossierCode}`}>{row.dossierCode}</a> : row.dossierCode),
          },
          { title: 'Hạn đang có', noWrap: true, cell: (row) => formatLocal(row.from) },
          { title: 'Hạn mới', noWrap: true, cell: (row) => formatLocal(row.to) },
        ]}
      />
    </>
  );
}

function Consequences({ outcome, mayOpen }: { readonly outcome: Done; readonly mayOpen: boolean }) {
  return (
    <Section title="Hệ quả">
      <ul>
        {outcome.consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Moved outcome={outcome} mayOpen={mayOpen} />
    </Section>
  );
}

/** What was typed, carried on; nothing was written yet. */
const previewPage = (c: AppContext, path: string, change: ChangeForm, form: FormState, outcome: Done): Response =>
  page(
    c,
    { title: `Xem trước: ${change.title}`, crumbs: crumbsTo(change.title) },
    <>
      <PageHeading title={`Xem trước: ${change.title.toLowerCase()}`} />
      <Notice kind="info">Chưa ghi gì. Đọc hệ quả rồi bấm «Ghi thay đổi».</Notice>
      <DescriptionList
        facts={[
          { term: 'Thay đổi', value: capital(outcome.what) },
          { term: 'Áp dụng từ ngày', value: formatDatePadded(outcome.effectiveFrom) },
          { term: 'Căn cứ', value: form.typed['basis']?.[0] },
          { term: 'Lý do', value: form.typed['reason']?.[0] },
        ]}
      />
      <Consequences outcome={outcome} mayOpen={may(c, 'dossier.view')} />
      <Form action={path} once>
        {Object.entries(form.typed).flatMap(([name, values]) =>
          values.map((value) => <input type="hidden" key={`${name} ${value}`} name={name} value={value} />),
        )}
        <ButtonRow>
          <Button name="step" value="save">
            Ghi thay đổi
          </Button>
          <Button kind="secondary" name="step" value="edit">
            Sửa lại
          </Button>
          <Button kind="quiet" href={HOME}>
            Bỏ
          </Button>
        </ButtonRow>
      </Form>
    </>,
  );

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function saved(c: AppContext, outcome: Done, verb: string): Response {
  const codes = outcome.moved.map((due) => due.dossierCode);
  const rest = codes.length - CODES_SAID;
  const moved =
    codes.length === 0
      ? ''
      : ` ${formatInteger(codes.length)} hồ sơ đổi hạn: ${codes.slice(0, CODES_SAID).join(', ')}${
          rest > 0 ? ` và ${formatInteger(rest)} hồ sơ khác` : ''
        }.`;
  flash(c, 'success', `${verb}: ${outcome.what}, từ ngày ${formatDatePadded(outcome.effectiveFrom)}.${moved}`);
  return c.redirect(HOME, 303);
}

/** The two steps of every change. @param find the form of the address; undefined: not found */
function registerChange(
  app: AppRouter,
  path: string,
  find: (c: AppContext, settings: SettingsView) => ChangeForm | undefined,
): void {
  const guard = requires('setting.edit');
  const own = (c: AppContext): string => new URL(c.req.url).pathname;
  app.get(path, guard, async (c) => {
    const change = find(c, await view(c));
    return change === undefined ? notFound(c) : changePage(c, own(c), change, EMPTY_FORM);
  });
  app.post(path, guard, async (c) => {
    const change = find(c, await view(c));
    if (change === undefined) return notFound(c);
    const schema = change.schema.extend({ step: z.string() });
    const read = await readForm(c, schema);
    const { step: steps, ...typed } = read.form.typed;
    const form: FormState = { typed, errors: read.form.errors };
    const step = steps?.[0];
    if (!read.ok || step === 'edit') return changePage(c, own(c), change, form);
    const preview = step !== 'save';
    const outcome = await change.run(
      c.get('deps').installation,
      { user: signedIn(c), preview, formKey: read.onceKey },
      read.values as never,
    );
    if (!outcome.ok) return changePage(c, own(c), change, withErrors(form, outcome.errors, change.places));
    return preview ? previewPage(c, own(c), change, form, outcome) : saved(c, outcome, 'Đã ghi');
  });
}

const WITHDRAW = z.object({ reason: longText('lý do rút', 300) });

/** What the address names, or undefined. */
function withdrawOf(c: AppContext): { of: Withdrawable; date: PlainDate } | undefined {
  const of = WITHDRAWABLE.find((one) => WITHDRAW_SLUGS[one] === c.req.param('viec'));
  const date = c.req.param('ngay') ?? '';
  return of === undefined || !isPlainDate(date) ? undefined : { of, date };
}

async function withdrawPage(c: AppContext, form: FormState, onceKey?: string): Promise<Response> {
  const wanted = withdrawOf(c);
  if (wanted === undefined) return notFound(c);
  // The same path as withdrawing itself, taken back: also the page's own answer to whether it still can be.
  const outcome = await withdrawChange(c.get('deps').installation, {
    user: signedIn(c),
    ...wanted,
    reason: '–',
    preview: true,
  });
  if (!outcome.ok) {
    flash(c, 'error', Object.values(outcome.errors)[0] ?? '');
    return c.redirect(HOME, 303);
  }
  const title = 'Rút thay đổi chưa áp dụng';
  return page(
    c,
    { title, form, crumbs: crumbsTo(title) },
    <>
      <PageHeading title={title} />
      <ErrorSummary form={form} title="Chưa rút được, hãy sửa:" />
      <DescriptionList
        facts={[
          { term: 'Thay đổi sẽ rút', value: capital(outcome.what) },
          { term: 'Lẽ ra áp dụng từ', value: formatDatePadded(outcome.effectiveFrom) },
        ]}
      />
      <Consequences outcome={outcome} mayOpen={may(c, 'dossier.view')} />
      <div class="panel">
        <Form action={new URL(c.req.url).pathname} once {...(onceKey === undefined ? {} : { onceKey })}>
          <TextArea name="reason" label="Lý do rút" form={form} rows={2} maxLength={300} />
          <ButtonRow>
            <Button kind="warning">Rút thay đổi</Button>
            <Button kind="secondary" href={HOME}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>,
  );
}

export function pages(app: AppRouter): void {
  app.get(HOME, requires('setting.view'), async (c) => page(c, { title: TITLE }, <Overview view={await view(c)} />));
  for (const [path, formOf] of Object.entries(CHANGES))
    registerChange(app, `${HOME}/${path}`, (c, settings) => formOf(settings, c.req.param('ngay') ?? ''));
  app.get(`${HOME}/rut/:viec/:ngay`, requires('setting.edit'), (c) => withdrawPage(c, EMPTY_FORM));
  app.post(`${HOME}/rut/:viec/:ngay`, requires('setting.edit'), async (c) => {
    const wanted = withdrawOf(c);
    if (wanted === undefined) return notFound(c);
    const read = await readForm(c, WITHDRAW);
    if (!read.ok) return withdrawPage(c, read.form, read.onceKey);
    const outcome = await withdrawChange(c.get('deps').installation, {
      user: signedIn(c),
      ...wanted,
      reason: read.values.reason,
      preview: false,
      formKey: read.onceKey,
    });
    return outcome.ok
      ? saved(c, outcome, 'Đã rút')
      : withdrawPage(c, withErrors(read.form, outcome.errors), read.onceKey);
  });
}
