/** Reception at the counter (tiếp nhận tại quầy): procedure, person, form, review, receipt. Each step is an address or a form. */
import { maskNumber } from '../../../core/reception/masking.ts';
import { papersOf } from '../../../services/digitisation/find-papers.ts';
import { ServiceError } from '../../../services/errors.ts';
import type { DeskProcedure } from '../../../services/reception/desk.ts';
import { findPeople, loadPerson, type MaskedPerson, revealPerson } from '../../../services/reception/find-people.ts';
import { findProcedures, markFavourite } from '../../../services/reception/find-procedures.ts';
import { listOnline } from '../../../services/reception/list-online.ts';
import { loadReceived } from '../../../services/reception/load-receipt.ts';
import { loadProcedureForDesk, prepareReceipt } from '../../../services/reception/prepare-receipt.ts';
import { CONFIRMATIONS, receiveDossier } from '../../../services/reception/receive-dossier.ts';
import { EMPTY_FORM, type FormState } from '../../components/form.tsx';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { formBody } from '../../forms/body.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { fragment, page } from '../../page.tsx';
import { ChoosePerson } from './choose-person.tsx';
import { ChooseProcedure, chooseHref, ProcedureList } from './choose-procedure.tsx';
import { ConfirmReceipt } from './confirm-page.tsx';
import { Received } from './done-page.tsx';
import { onlinePages } from './online-pages.tsx';
import { freshForm, type ReadReceipt, readReceipt, withMoreLines } from './receipt-form.ts';
import { CRUMBS, placeOf, showForm } from './show-form.tsx';
import { slipPages } from './slip-pages.tsx';
import { turnAwayPages } from './turn-away-pages.tsx';

const SCRIPTS = ['reception.js'];

const field = async (c: AppContext, name: string): Promise<string> => (await formBody(c)).fields.get(name)?.[0] ?? '';
const installationOf = (c: AppContext) => c.get('deps').installation;

export function pages(app: AppRouter): void {
  app.get('/tiep-nhan', requires('dossier.receive'), (c) => showProcedures(c));
  app.get('/tiep-nhan/danh-sach', requires('dossier.receive'), async (c) => {
    const query = (c.req.query('q') ?? '').slice(0, 200);
    const found = await findProcedures(installationOf(c), { user: signedIn(c), query });
    return fragment(c, <ProcedureList query={query} {...found} />);
  });
  app.post('/tiep-nhan/hay-dung', requires('dossier.receive'), async (c) => {
    try {
      await markFavourite(installationOf(c), {
        user: signedIn(c),
        procedureCode: await field(c, 'procedureCode'),
        favourite: (await field(c, 'favourite')) === 'on',
      });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      flash(c, 'error', error.message);
    }
    const query = await field(c, 'q');
    return c.redirect(query === '' ? '/tiep-nhan' : `/tiep-nhan?q=${encodeURIComponent(query.slice(0, 200))}`, 303);
  });
  app.get('/tiep-nhan/moi', requires('dossier.receive'), (c) => begin(c));
  app.post('/tiep-nhan/moi', requires('dossier.receive'), (c) => review(c));
  app.post('/tiep-nhan/sua-nguoi', requires('dossier.receive'), (c) => editPerson(c));
  app.post('/tiep-nhan/ghi', requires('dossier.receive'), (c) => record(c));
  app.get('/tiep-nhan/xong/:code', requires('dossier.receive'), async (c) => {
    const received = await loadReceived(installationOf(c), { user: signedIn(c), dossierCode: c.req.param('code') });
    if (received === undefined) return notFound(c);
    const papers = may(c, 'digitisation.view')
      ? await papersOf(installationOf(c), { user: signedIn(c), dossierCode: received.dossierCode })
      : undefined;
    return page(
      c,
      { title: `Đã tiếp nhận ${received.dossierCode}`, crumbs: [...CRUMBS, { label: received.dossierCode }] },
      <Received received={received} papers={papers} mayScan={may(c, 'digitisation.record')} />,
    );
  });
  turnAwayPages(app);
  onlinePages(app);
  slipPages(app);
}

async function showProcedures(c: AppContext): Promise<Response> {
  const query = (c.req.query('q') ?? '').slice(0, 200);
  const found = await findProcedures(installationOf(c), { user: signedIn(c), query });
  const waiting = await listOnline(installationOf(c), { user: signedIn(c) });
  return page(
    c,
    { title: 'Tiếp nhận hồ sơ', scripts: SCRIPTS },
    <ChooseProcedure query={query} {...found} online={waiting.filter((one) => one.state === 'submitted').length} />,
  );
}

/** The procedure is chosen: who hands in? With a person, or a new one, the form begins. */
async function begin(c: AppContext): Promise<Response> {
  const user = signedIn(c);
  const procedure = await loadProcedureForDesk(installationOf(c), {
    user,
    procedureCode: c.req.query('thu-tuc') ?? '',
  });
  if (procedure === undefined) return notFound(c, 'Danh mục đang có hiệu lực không có thủ tục này.');
  const personId = c.req.query('nguoi');
  if (personId !== undefined && personId !== '') {
    const person = await loadPerson(installationOf(c), { user, personId });
    if (person === undefined) return notFound(c, 'Người này không có trong danh bạ của đơn vị.');
    return showForm(c, procedure, person, freshForm(procedure, { id: person.personId }));
  }
  const query = (c.req.query('tim') ?? '').slice(0, 200);
  if (c.req.query('moi') === '1') return showForm(c, procedure, undefined, freshForm(procedure, { typed: query }));
  const found = query.trim() === '' ? undefined : await findPeople(installationOf(c), { user, query });
  if (found?.exact === true) return c.redirect(`${chooseHref(procedure.code)}&nguoi=${found.people[0]?.personId}`, 303);
  // Nobody known: the form of a new applicant, with what was typed in its field.
  if (found !== undefined && found.people.length === 0) {
    return showForm(c, procedure, undefined, freshForm(procedure, { typed: query }));
  }
  return page(
    c,
    { title: procedure.name, crumbs: [...CRUMBS, { label: procedure.code }], scripts: SCRIPTS },
    <ChoosePerson procedure={procedure} query={query} found={found} />,
  );
}

async function review(c: AppContext): Promise<Response> {
  const read = await readReceipt(c);
  const place = await placeOf(c, read);
  if (place instanceof Response) return place;
  const work = await field(c, 'viec');
  if (work === 'them') return showForm(c, place.procedure, place.person, withMoreLines(read.form, 3));
  if (work === 'sua') return showForm(c, place.procedure, place.person, { typed: read.form.typed, errors: {} });
  return showReview(c, read, place, EMPTY_FORM);
}

async function showReview(
  c: AppContext,
  read: ReadReceipt,
  place: { readonly procedure: DeskProcedure; readonly person: MaskedPerson | undefined },
  questions: FormState,
): Promise<Response> {
  const prepared = await prepareReceipt(installationOf(c), {
    user: signedIn(c),
    raw: read.raw,
    actual: read.actual,
  });
  if (!prepared.ok || read.hostile) {
    const errors = { ...(prepared.ok ? {} : prepared.errors), ...(read.hostile ? read.form.errors : {}) };
    return showForm(c, place.procedure, place.person, { typed: read.form.typed, errors });
  }
  return page(
    c,
    {
      title: 'Xem lại trước khi tiếp nhận',
      crumbs: [...CRUMBS, { label: prepared.procedure.code }],
      form: questions,
    },
    <ConfirmReceipt
      prepared={prepared}
      identityNumber={place.person?.identityNumber ?? maskNumber(prepared.person.identityNumber)}
      phone={place.person?.phone ?? maskNumber(prepared.person.phone)}
      typed={read.form}
      questions={questions}
      onceKey={read.onceKey}
    />,
  );
}

async function record(c: AppContext): Promise<Response> {
  const read = await readReceipt(c);
  const place = await placeOf(c, read);
  if (place instanceof Response) return place;
  if (read.hostile) return showForm(c, place.procedure, place.person, read.form);
  const user = signedIn(c);
  const deps = c.get('deps');
  const said = Object.fromEntries(
    await Promise.all(CONFIRMATIONS.map(async (name) => [name, await field(c, name)] as const)),
  ) as Record<(typeof CONFIRMATIONS)[number], string>;
  // Without its key a form could be answered twice; the page that comes back has one.
  if (read.onceKey === undefined) {
    return showReview(c, read, place, {
      typed: {},
      errors: { '': 'Trang xem lại thiếu khóa chống ghi hai lần. Hãy xem lại rồi bấm tiếp nhận.' },
    });
  }
  const answer = await receiveDossier(deps.installation, deps.random, {
    user,
    formKey: read.onceKey,
    raw: read.raw,
    receivedAt: said.receivedAt,
    actual: { ...read.actual, confirmOld: said.confirmOld !== '', confirmClosed: said.confirmClosed !== '' },
    acceptMissing: said.acceptMissing !== '',
    separate: said.separate !== '',
  });
  if (answer.ok) {
    flash(
      c,
      'success',
      answer.repeated
        ? `Hồ sơ ${answer.dossierCode} đã được tiếp nhận từ lần bấm trước.`
        : `Đã tiếp nhận hồ sơ ${answer.dossierCode}.`,
    );
    return c.redirect(`/tiep-nhan/xong/${answer.dossierCode}`, 303);
  }
  const onlyQuestions = Object.keys(answer.errors).every((name) => (CONFIRMATIONS as readonly string[]).includes(name));
  if (!onlyQuestions)
    return showForm(c, place.procedure, place.person, { typed: read.form.typed, errors: answer.errors });
  const { receivedAt: late, ...rest } = answer.errors;
  return showReview(c, read, place, {
    typed: Object.fromEntries(
      CONFIRMATIONS.filter((name) => name !== 'receivedAt').map((name) => [name, said[name] === '' ? [] : ['on']]),
    ),
    // The page shows the new minute; the sentence about it belongs to no field.
    errors: { ...rest, ...(late === undefined ? {} : { '': late }) },
  });
}

/** Opens a known applicant's data for correction; who looked is kept in the audit. */
async function editPerson(c: AppContext): Promise<Response> {
  const read = await readReceipt(c);
  const place = await placeOf(c, read);
  if (place instanceof Response) return place;
  const whole = await revealPerson(installationOf(c), {
    user: signedIn(c),
    personId: read.raw.personId,
    purpose: `Tiếp nhận thủ tục ${place.procedure.code}`,
  }).catch((error: unknown) => {
    if (error instanceof ServiceError) return undefined;
    throw error;
  });
  if (whole === undefined) return notFound(c, 'Người này không có trong danh bạ của đơn vị.');
  const filled = freshForm(place.procedure, { person: whole });
  // What was typed of papers and fee stays; the person comes from the directory.
  const typed: Record<string, readonly string[]> = {
    ...filled.typed,
    ...read.form.typed,
    personId: [''],
    correctsId: [whole.personId],
  };
  for (const name of ['kind', 'fullName', 'identityKind', 'identityNumber', 'phone', 'email', 'address'] as const) {
    typed[name] = [whole[name]];
  }
  return showForm(c, place.procedure, undefined, { typed, errors: {} });
}
