/** Addresses of the dossiers filed online. */
import { takeOverClaim, viewClaim } from '../../../services/people/online-claim.ts';
import { acceptOnline, turnBackOnline } from '../../../services/reception/answer-online.ts';
import { listOnline } from '../../../services/reception/list-online.ts';
import { loadReceived } from '../../../services/reception/load-receipt.ts';
import { EMPTY_FORM, type FormState } from '../../components/form.tsx';
import { DescriptionList } from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { formBody } from '../../forms/body.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { OnlineDossier, OnlineList, onlineHref } from './online-page.tsx';
import { REASON_LINES, Reasons, type TurnKind, turnTitle } from './reasons-page.tsx';
import { isHostile, readReasons } from './turn-away-pages.tsx';

const CRUMBS = [{ label: 'Hồ sơ trực tuyến', href: '/tiep-nhan/truc-tuyen' }];

async function onceKeyOf(c: AppContext): Promise<string | undefined> {
  const key = (await formBody(c)).fields.get('_once')?.[0];
  return key !== undefined && /^[0-9a-f-]{36}$/.test(key) ? key : undefined;
}

export function onlinePages(app: AppRouter): void {
  app.get('/tiep-nhan/truc-tuyen', requires('dossier.receive'), async (c) => {
    const waiting = await listOnline(c.get('deps').installation, { user: signedIn(c) });
    return page(c, { title: 'Hồ sơ trực tuyến chờ tiếp nhận' }, <OnlineList waiting={waiting} />);
  });
  app.get('/tiep-nhan/truc-tuyen/:code', requires('dossier.receive'), (c) =>
    showOnline(c, c.req.param('code'), EMPTY_FORM, undefined),
  );
  app.post('/tiep-nhan/truc-tuyen/:code/nhan', requires('dossier.receive'), async (c) => {
    const dossierCode = c.req.param('code');
    const formKey = await onceKeyOf(c);
    const answer = await acceptOnline(c.get('deps').installation, { user: signedIn(c), formKey, dossierCode });
    if (!answer.ok) return showOnline(c, dossierCode, { typed: {}, errors: answer.errors }, formKey);
    flash(c, 'success', `Đã tiếp nhận hồ sơ trực tuyến ${answer.dossierCode}.`);
    return c.redirect(`/tiep-nhan/xong/${answer.dossierCode}`, 303);
  });
  app.post('/tiep-nhan/truc-tuyen/:code/danh-ba', requires('dossier.correct'), async (c) => {
    const dossierCode = c.req.param('code');
    const formKey = await onceKeyOf(c);
    const answer = await takeOverClaim(c.get('deps').installation, { user: signedIn(c), formKey, dossierCode });
    if (!answer.ok) return showOnline(c, dossierCode, { typed: {}, errors: answer.errors }, undefined);
    flash(c, 'success', 'Đã sửa danh bạ theo bản khai; điều ghi trước đó còn ở trang người nộp.');
    return c.redirect(onlineHref(dossierCode), 303);
  });
  app.get('/tiep-nhan/truc-tuyen/:code/tra-lai', requires('dossier.receive'), (c) =>
    showTurnBack(
      c,
      c.req.param('code'),
      c.req.query('loai') === 'refusal' ? 'refusal' : 'completion',
      REASON_LINES,
      EMPTY_FORM,
      undefined,
    ),
  );
  app.post('/tiep-nhan/truc-tuyen/:code/tra-lai', requires('dossier.receive'), async (c) => {
    const dossierCode = c.req.param('code');
    const given = await readReasons(c);
    const formKey = await onceKeyOf(c);
    if (isHostile(given.form)) return showTurnBack(c, dossierCode, given.kind, given.lines, given.form, formKey);
    const answer = await turnBackOnline(c.get('deps').installation, {
      user: signedIn(c),
      formKey,
      dossierCode,
      kind: given.kind,
      reasons: given.reasons,
      note: given.note,
    });
    if (!answer.ok) {
      return showTurnBack(
        c,
        dossierCode,
        given.kind,
        given.lines,
        { typed: given.form.typed, errors: answer.errors },
        formKey,
      );
    }
    flash(
      c,
      'success',
      given.kind === 'refusal' ? `Đã từ chối hồ sơ ${dossierCode}.` : `Đã yêu cầu hoàn thiện hồ sơ ${dossierCode}.`,
    );
    return c.redirect(`/phieu/${answer.slip.kind}/${answer.slip.year}/${answer.slip.number}`, 303);
  });
}

async function showOnline(
  c: AppContext,
  dossierCode: string,
  form: FormState,
  onceKey: string | undefined,
): Promise<Response> {
  const { installation } = c.get('deps');
  const dossier = await loadReceived(installation, { user: signedIn(c), dossierCode });
  if (dossier === undefined) return notFound(c);
  const waiting = (await listOnline(installation, { user: signedIn(c) })).find(
    (one) => one.dossierCode === dossier.dossierCode,
  );
  return page(
    c,
    { title: `Hồ sơ trực tuyến ${dossier.dossierCode}`, crumbs: [...CRUMBS, { label: dossier.dossierCode }], form },
    <OnlineDossier
      dossier={dossier}
      waiting={waiting}
      claim={waiting === undefined ? null : await viewClaim(installation, { user: signedIn(c), dossierCode })}
      mayCorrect={may(c, 'dossier.correct')}
      form={form}
      onceKey={onceKey}
    />,
  );
}

async function showTurnBack(
  c: AppContext,
  dossierCode: string,
  kind: TurnKind,
  lines: number,
  form: FormState,
  onceKey: string | undefined,
): Promise<Response> {
  const dossier = await loadReceived(c.get('deps').installation, { user: signedIn(c), dossierCode });
  if (dossier === undefined) return notFound(c);
  return page(
    c,
    { title: turnTitle(kind), crumbs: [...CRUMBS, { label: dossier.dossierCode }], form },
    <Reasons
      kind={kind}
      action={`${onlineHref(dossier.dossierCode)}/tra-lai`}
      backHref={onlineHref(dossier.dossierCode)}
      hidden={[]}
      lines={lines}
      form={form}
      onceKey={onceKey}
    >
      <DescriptionList
        facts={[
          { term: 'Hồ sơ', value: dossier.dossierCode },
          { term: 'Thủ tục', value: dossier.reception.procedureName },
          { term: 'Người nộp', value: dossier.applicant.fullName },
        ]}
      />
    </Reasons>,
  );
}
