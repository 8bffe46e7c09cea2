/** Inboxes and giving work (việc của tôi, phân công, chuyển việc người vắng). */
import { z } from 'zod';
import { ServiceError } from '../../../services/errors.ts';
import { assignMany, type Given, takeOverWork } from '../../../services/work/give-work.ts';
import { listInbox } from '../../../services/work/list-inbox.ts';
import {
  Button,
  ButtonRow,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  SelectField,
  TextArea,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { longText, requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { InboxPage } from './inbox.tsx';
import { INBOX_PATH, readInboxQuery } from './query.ts';

const ASSIGNMENT = z.object({
  hop: z.string(),
  dossier: z.array(z.string().max(64)).min(1, 'Đánh dấu ít nhất một hồ sơ rồi phân công.'),
  assignee: requiredText('người xử lý', 60),
});
const TAKE_OVER = z.object({
  absent: requiredText('người vắng mặt', 60),
  assignee: requiredText('người nhận việc', 60),
  reason: longText('lý do chuyển việc', 500),
});

async function showInbox(c: AppContext, query: Readonly<Record<string, string>>, form: FormState): Promise<Response> {
  const { tabId, filter } = readInboxQuery(query);
  const inbox = await listInbox(c.get('deps').installation, { user: signedIn(c), tabId, filter });
  return page(c, { title: 'Việc của tôi', form }, <InboxPage inbox={inbox} filter={filter} form={form} />);
}

/** So many dossiers of one reason are named; the inbox shows the rest. */
const MOST_NAMED = 3;

/** Why work was not given, each reason once with its dossiers. */
function refusedText({ refused }: Given): string {
  const byReason = new Map<string, string[]>();
  for (const { dossierCode, reason } of refused) byReason.set(reason, [...(byReason.get(reason) ?? []), dossierCode]);
  const parts = [...byReason].map(([reason, codes]) => {
    const named = codes.slice(0, MOST_NAMED).join(', ');
    const more = codes.length - MOST_NAMED;
    return `${reason.replace(/\.$/, '')} (${named}${more > 0 ? ` và ${more} hồ sơ khác` : ''}).`;
  });
  return `Chưa giao được ${refused.length} hồ sơ: ${parts.join(' ')}`;
}

/** One sentence for what was given, another for what was not. */
function tell(c: AppContext, given: Given): void {
  const done = given.given.length > 0 ? `Đã giao ${given.given.length} hồ sơ cho ${given.officer}.` : '';
  const not = given.refused.length > 0 ? ` ${refusedText(given)}` : '';
  if (done === '' && not === '') flash(c, 'warning', 'Người này không có việc nào đang chờ.');
  else flash(c, given.refused.length > 0 ? 'warning' : 'success', `${done}${not}`.trim());
}

export function pages(app: AppRouter): void {
  app.get(INBOX_PATH, requires('dossier.view'), (c) => showInbox(c, c.req.query(), EMPTY_FORM));

  app.post(`${INBOX_PATH}/phan-cong`, requires('dossier.assign'), async (c) => {
    const read = await readForm(c, ASSIGNMENT);
    const tabId = read.form.typed['hop']?.[0] ?? 'phan-cong';
    if (!read.ok) return showInbox(c, { hop: tabId }, read.form);
    const { installation } = c.get('deps');
    try {
      const given = await assignMany(installation, {
        user: signedIn(c),
        assignee: read.values.assignee,
        dossierCodes: read.values.dossier,
        reason: '',
        formKey: read.onceKey,
      });
      tell(c, given);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return showInbox(c, { hop: tabId }, withError(read.form, 'assignee', error.message));
    }
    return c.redirect(`${INBOX_PATH}?hop=${encodeURIComponent(tabId)}`, 303);
  });

  app.get(`${INBOX_PATH}/chuyen-viec`, requires('dossier.takeOver'), (c) => showTakeOver(c, EMPTY_FORM));
  app.post(`${INBOX_PATH}/chuyen-viec`, requires('dossier.takeOver'), async (c) => {
    const read = await readForm(c, TAKE_OVER);
    if (!read.ok) return showTakeOver(c, read.form, read.onceKey);
    const { installation } = c.get('deps');
    try {
      const given = await takeOverWork(installation, { user: signedIn(c), ...read.values, formKey: read.onceKey });
      // Nothing was given: the form comes back, so that only the other person is to be chosen.
      if (given.given.length === 0 && given.refused.length > 0)
        return showTakeOver(c, withError(read.form, 'assignee', refusedText(given)));
      tell(c, given);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return showTakeOver(c, withError(read.form, 'assignee', error.message), read.onceKey);
    }
    return c.redirect(`${INBOX_PATH}?hop=xu-ly`, 303);
  });
}

async function showTakeOver(c: AppContext, form: FormState, onceKey?: string): Promise<Response> {
  const { filter } = readInboxQuery({});
  const inbox = await listInbox(c.get('deps').installation, { user: signedIn(c), tabId: 'xu-ly', filter });
  const choices = inbox.officers.map((officer) => ({
    value: officer.loginName,
    label: officer.position === '' ? officer.fullName : `${officer.fullName} – ${officer.position}`,
  }));
  return page(
    c,
    {
      title: 'Chuyển việc người vắng',
      crumbs: [{ label: 'Việc của tôi', href: INBOX_PATH }, { label: 'Chuyển việc người vắng' }],
      form,
    },
    <>
      <PageHeading
        title="Chuyển việc người vắng"
        note="Mọi bước đang chờ của người vắng được giao cho người khác cùng vai trò; hạn của bước không đổi."
      />
      <div class="panel">
        <ErrorSummary form={form} />
        <Form action={`${INBOX_PATH}/chuyen-viec`} once guardUnsaved {...(onceKey === undefined ? {} : { onceKey })}>
          <SelectField
            name="absent"
            label="Người vắng mặt"
            form={form}
            empty="Chọn người"
            choices={choices}
            autofocus
          />
          <SelectField name="assignee" label="Người nhận việc" form={form} empty="Chọn người" choices={choices} />
          <TextArea name="reason" label="Lý do" form={form} rows={3} maxLength={500} />
          <ButtonRow>
            <Button>Chuyển việc</Button>
            <Button kind="secondary" href={INBOX_PATH}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>,
  );
}
