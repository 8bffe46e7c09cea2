/** Addresses of a dossier (địa chỉ của hồ sơ): its page, its acts, taking back, notes, its people in full. */
import { z } from 'zod';
import type { Refusal } from '../../../core/dossier/dossier.ts';
import { fieldsNow, standingRefusals } from '../../../core/process/availability.ts';
import { type DeskAct, type DeskFieldName, type DeskValues, deskActBySlug } from '../../../core/process/desk-acts.ts';
import {
  ACTUAL_TIME_QUESTIONS,
  HAPPENS_NOW,
  type RawActualTime,
  readActualTime,
} from '../../../core/process/late-recording.ts';
import { ServiceError } from '../../../services/errors.ts';
import { notationsOf } from '../../../services/work/notations.ts';
import { addNote, LONGEST_NOTE, retractNote } from '../../../services/work/notes.ts';
import { type ActRefused, performAct } from '../../../services/work/perform-act.ts';
import { actLabel, undoAct } from '../../../services/work/undo-act.ts';
import { type DossierView, unmaskPeople, viewDossier } from '../../../services/work/view-dossier.ts';
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
  TextArea,
  TextField,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { errorPage, notFound } from '../../errors.tsx';
import { ACTUAL_TIME_SCHEMA, longText, requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { dossierHref } from '../inbox/inbox.tsx';
import { INBOX_PATH } from '../inbox/query.ts';
import { ActPage } from './act-form.tsx';
import { codeOf, refusalPage } from './answers.ts';
import { DossierPage } from './dossier.tsx';
import { filePages } from './file-pages.tsx';
import { printPages } from './print-pages.tsx';

const load = (c: AppContext): Promise<DossierView> =>
  viewDossier(c.get('deps').installation, { user: signedIn(c), dossierCode: codeOf(c) });

const crumbsTo = (code: string, last?: string) => [
  { label: 'Việc của tôi', href: INBOX_PATH },
  last === undefined ? { label: `Hồ sơ ${code}` } : { label: `Hồ sơ ${code}`, href: dossierHref(code) },
  ...(last === undefined ? [] : [{ label: last }]),
];

/** The page of a dossier, with a form that came back. */
export async function showDossier(c: AppContext, form: FormState = EMPTY_FORM): Promise<Response> {
  try {
    const view = await load(c);
    const code = view.file.dossierCode;
    return page(c, { title: `Hồ sơ ${code}`, crumbs: crumbsTo(code), form }, <DossierPage view={view} form={form} />);
  } catch (error) {
    return refusalPage(c, error);
  }
}

async function showAct(
  c: AppContext,
  act: DeskAct,
  form: FormState,
  refusals: readonly Refusal[] = [],
  onceKey?: string,
  questions: ActRefused['questions'] = {},
): Promise<Response> {
  const view = await load(c);
  const { dossier, dossierCode } = view.file;
  const actual = readActualTime(actualOf(form));
  // What is asked depends on when it happened: a result that was there in time needs no cause.
  const context = { ...view.file.context, now: actual?.happenedAt ?? view.file.context.now };
  const standing = standingRefusals(view.file.context, act);
  const against = refusals.length > 0 ? refusals : standing;
  const defaults: DeskValues = {
    amount: String(dossier.feeDue),
    method: 'cash',
    channel: view.reception?.resultChannel ?? 'counter',
  };
  return page(
    c,
    {
      title: act.label,
      crumbs: crumbsTo(dossierCode, act.label),
      form,
      ...(against.length > 0 ? { status: 409 } : {}),
    },
    <ActPage
      view={view}
      act={act}
      fields={fieldsNow(context, act)}
      doable={standing.length === 0}
      form={form}
      refusals={against}
      defaults={defaults}
      notations={act.act === 'numberResult' ? await notationsOf(c.get('deps').installation, signedIn(c)) : []}
      onceKey={onceKey}
      late={c.req.query('luc') === 'truoc'}
      questions={questions}
    />,
  );
}

/** The fields of an earlier time in a form that came back. */
function actualOf({ typed }: FormState): RawActualTime {
  const [actualDate, actualTime, actualReason] = (['actualDate', 'actualTime', 'actualReason'] as const).map(
    (name) => typed[name]?.[0] ?? '',
  ) as [string, string, string];
  return { ...HAPPENS_NOW, actualDate, actualTime, actualReason };
}

/** The act of the address, if the officer may do it at all. */
function actOf(c: AppContext): DeskAct | Response {
  const act = deskActBySlug(c.req.param('slug') ?? '');
  if (act === undefined) return notFound(c);
  if (!act.permissions.some((permission) => may(c, permission)))
    return errorPage(c, 403, 'forbidden', `Việc «${act.label}» không thuộc vai trò của tài khoản bạn đang dùng.`);
  return act;
}

const schemaOf = (act: DeskAct) =>
  z.object({
    ...Object.fromEntries(act.fields.map((field) => [field.name, longText(field.label, 20_000, false)])),
    ...ACTUAL_TIME_SCHEMA,
  });

export function pages(app: AppRouter): void {
  app.get('/ho-so/:code', requires('dossier.view'), (c) => showDossier(c));

  app.get('/ho-so/:code/viec/:slug', requires('dossier.view'), async (c) => {
    const act = actOf(c);
    if (act instanceof Response) return act;
    return showAct(c, act, EMPTY_FORM).catch((error: unknown) => refusalPage(c, error));
  });
  app.post('/ho-so/:code/viec/:slug', requires('dossier.view'), async (c) => {
    const act = actOf(c);
    if (act instanceof Response) return act;
    const read = await readForm(c, schemaOf(act));
    try {
      if (!read.ok) return await showAct(c, act, read.form, [], read.onceKey);
      const { actualDate, actualTime, actualReason, confirmOld, confirmClosed, ...values } = read.values;
      const actual = { actualDate, actualTime, actualReason, confirmOld, confirmClosed };
      const answer = await performAct(c.get('deps').installation, {
        user: signedIn(c),
        dossierCode: codeOf(c),
        act,
        values: values as Partial<Record<DeskFieldName, string>>,
        actual,
        formKey: read.onceKey,
      });
      if (!answer.ok) {
        const open = ACTUAL_TIME_QUESTIONS.flatMap((name) => {
          const question = answer.questions?.[name];
          return question === undefined || actual[name] ? [] : [[name, question] as const];
        });
        const form = { typed: read.form.typed, errors: { ...answer.errors, ...Object.fromEntries(open) } };
        return await showAct(c, act, form, answer.refusals, read.onceKey, answer.questions);
      }
      flash(c, 'success', answer.message);
      return c.redirect(dossierHref(codeOf(c)), 303);
    } catch (error) {
      return refusalPage(c, error);
    }
  });

  undoPages(app);
  notePages(app);
  peoplePages(app);
  filePages(app, showDossier);
  printPages(app);
}

const UNDO = z.object({ reason: requiredText('lý do hoàn tác', 500) });

function undoPages(app: AppRouter): void {
  const show = async (c: AppContext, form: FormState, onceKey?: string): Promise<Response> => {
    const view = await load(c);
    const code = view.file.dossierCode;
    const { undo } = view;
    return page(
      c,
      { title: 'Hoàn tác', crumbs: crumbsTo(code, 'Hoàn tác'), form },
      <>
        <PageHeading
          title="Hoàn tác việc vừa ghi"
          note="Việc được rút lại bằng một dòng mới trong nhật ký; dòng cũ vẫn còn."
        />
        <div class="panel">
          <ErrorSummary form={form} />
          {undo.allowed ? (
            <Form action={`${dossierHref(code)}/hoan-tac`} once {...(onceKey === undefined ? {} : { onceKey })}>
              <p>
                Rút lại: <strong>{undo.acts.map((act) => actLabel(act)).join(', ')}</strong> của hồ sơ {code}. Trạng
                thái, hạn và các bước trở về như trước việc đó.
              </p>
              <TextField name="reason" label="Lý do hoàn tác" form={form} maxLength={500} autofocus />
              <ButtonRow>
                <Button kind="warning">Hoàn tác</Button>
                <Button kind="secondary" href={dossierHref(code)}>
                  Quay lại
                </Button>
              </ButtonRow>
            </Form>
          ) : (
            <>
              <Notice kind="info">{undo.reason}</Notice>
              <ButtonRow>
                <Button kind="secondary" href={dossierHref(code)}>
                  Quay lại
                </Button>
              </ButtonRow>
            </>
          )}
        </div>
      </>,
    );
  };
  app.get('/ho-so/:code/hoan-tac', requires('dossier.view'), (c) =>
    show(c, EMPTY_FORM).catch((error: unknown) => refusalPage(c, error)),
  );
  app.post('/ho-so/:code/hoan-tac', requires('dossier.view'), async (c) => {
    const read = await readForm(c, UNDO);
    try {
      if (!read.ok) return await show(c, read.form, read.onceKey);
      const { message } = await undoAct(c.get('deps').installation, {
        user: signedIn(c),
        dossierCode: codeOf(c),
        reason: read.values.reason,
        formKey: read.onceKey,
      });
      flash(c, 'success', message);
      return c.redirect(dossierHref(codeOf(c)), 303);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'NOT_UNDOABLE')
        return show(c, withError(read.form, '', error.message), read.onceKey);
      return refusalPage(c, error);
    }
  });
}

const NOTE = z.object({ body: longText('nội dung ghi chú', LONGEST_NOTE) });

function notePages(app: AppRouter): void {
  app.post('/ho-so/:code/ghi-chu', requires('dossier.note'), async (c) => {
    const read = await readForm(c, NOTE);
    if (!read.ok) return showDossier(c, read.form);
    const { installation, random } = c.get('deps');
    try {
      await addNote(installation, random, {
        user: signedIn(c),
        dossierCode: codeOf(c),
        body: read.values.body,
        formKey: read.onceKey,
      });
    } catch (error) {
      return refusalPage(c, error);
    }
    return c.redirect(`${dossierHref(codeOf(c))}#ghi-chu`, 303);
  });
  app.post('/ho-so/:code/ghi-chu/:note/rut', requires('dossier.note'), async (c) => {
    const noteId = c.req.param('note');
    if (!/^[0-9a-f-]{36}$/.test(noteId)) return notFound(c);
    try {
      await retractNote(c.get('deps').installation, { user: signedIn(c), dossierCode: codeOf(c), noteId });
    } catch (error) {
      return refusalPage(c, error);
    }
    return c.redirect(`${dossierHref(codeOf(c))}#ghi-chu`, 303);
  });
}

const UNMASK = z.object({ reason: requiredText('lý do xem', 300) });

function peoplePages(app: AppRouter): void {
  const ask = async (c: AppContext, form: FormState): Promise<Response> => {
    const view = await load(c);
    const code = view.file.dossierCode;
    return page(
      c,
      { title: 'Xem đầy đủ thông tin người nộp', crumbs: crumbsTo(code, 'Người nộp'), form },
      <>
        <PageHeading title="Xem đầy đủ thông tin người nộp" note="Mỗi lần xem được ghi vào nhật ký kèm lý do." />
        <div class="panel">
          <ErrorSummary form={form} />
          <Form action={`${dossierHref(code)}/nguoi`}>
            <TextArea name="reason" label="Lý do xem" form={form} rows={2} maxLength={300} autofocus />
            <ButtonRow>
              <Button>Xem đầy đủ</Button>
              <Button kind="secondary" href={dossierHref(code)}>
                Quay lại
              </Button>
            </ButtonRow>
          </Form>
        </div>
      </>,
    );
  };
  app.get('/ho-so/:code/nguoi', requires('person.viewUnmasked'), (c) =>
    ask(c, EMPTY_FORM).catch((error: unknown) => refusalPage(c, error)),
  );
  app.post('/ho-so/:code/nguoi', requires('person.viewUnmasked'), async (c) => {
    const read = await readForm(c, UNMASK);
    try {
      if (!read.ok) return await ask(c, read.form);
      const code = codeOf(c);
      const people = await unmaskPeople(c.get('deps').installation, {
        user: signedIn(c),
        dossierCode: code,
        reason: read.values.reason,
      });
      return page(
        c,
        { title: 'Thông tin người nộp', crumbs: crumbsTo(code, 'Người nộp') },
        <>
          <PageHeading title="Thông tin người nộp" note={`Hồ sơ ${code}. Lần xem này đã được ghi vào nhật ký.`} />
          {people.map((person) => (
            <DescriptionList
              key={person.role}
              facts={[
                { term: 'Họ và tên', value: person.fullName },
                { term: 'Số giấy tờ', value: person.identityNumber },
                { term: 'Điện thoại', value: person.phone },
                { term: 'Địa chỉ', value: person.address },
                { term: 'Thư điện tử', value: person.email },
              ].filter((fact) => fact.value !== '')}
            />
          ))}
          <ButtonRow>
            <Button kind="secondary" href={dossierHref(code)}>
              Về hồ sơ
            </Button>
          </ButtonRow>
        </>,
      );
    } catch (error) {
      return refusalPage(c, error);
    }
  });
}
