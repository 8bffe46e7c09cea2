/** Chứng thực: the day's fast register, a line with its versions, correcting and voiding it, the book on paper. */
import type { Book } from '../../../core/certification/kinds.ts';
import { formatInteger } from '../../../core/reporting/format.ts';
import { formatDatePadded, isPlainDate, type PlainDate } from '../../../core/time/plain-date.ts';
import { correctLine } from '../../../services/certification/correct-line.ts';
import {
  dayBook,
  feeWhileTyping,
  findLine,
  LINES_SHOWN,
  offeredKinds,
  revealIdentity,
  showLine,
} from '../../../services/certification/day-book.ts';
import { enterLine } from '../../../services/certification/enter-line.ts';
import { voidLine } from '../../../services/certification/void-line.ts';
import { ServiceError } from '../../../services/errors.ts';
import {
  Button,
  EMPTY_FORM,
  Form,
  type FormState,
  Notice,
  PageHeading,
  Pagination,
  SelectField,
  TextField,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { readDate } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { BOOK_CHOICES, DayTable, DayTotals, PrintedBook } from './day-table.tsx';
import {
  CORRECT_SCHEMA,
  crumbsTo,
  ENTER_SCHEMA,
  EnterForm,
  HOME,
  lineKey,
  linePath,
  nameOf,
  nextLine,
  rawLine,
  TITLE,
  VOID_SCHEMA,
} from './line-form.tsx';
import { correctPage, linePage, voidPage } from './line-pages.tsx';

const bookOf = (text: string | undefined): Book | 'eCopy' | undefined =>
  BOOK_CHOICES.find(({ value }) => value === text)?.value;
/** A day from the address or from a typed date; undefined: today. */
const dayOf = (text: string | undefined): PlainDate | undefined =>
  text === undefined ? undefined : isPlainDate(text) ? text : readDate(text);

/** All reasons of a service on a form: those whose field is on the page beside it, the others over it. */
function withErrors(form: FormState, errors: Readonly<Record<string, string>>): FormState {
  return Object.entries(errors).reduce((all, [field, message]) => withError(all, field, message), form);
}

/** What belongs to no line of the unit is not found, whatever the service was asked to do with it. */
async function ofLine(c: AppContext, work: (key: NonNullable<ReturnType<typeof lineKey>>) => Promise<Response>) {
  const key = lineKey(c.req.param('so') ?? '');
  if (key === undefined) return notFound(c);
  try {
    return await work(key);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'NOT_FOUND') return notFound(c);
    throw error;
  }
}

async function registerPage(c: AppContext, form: FormState, onceKey?: string): Promise<Response> {
  const installation = c.get('deps').installation;
  const user = signedIn(c);
  const query = c.req.query();
  const day = dayOf(query['ngay']);
  const book = bookOf(query['so']);
  const at = Math.min(Math.max(Math.trunc(Number(query['trang'] ?? '1')) || 1, 1), 10_000);
  const shown = await dayBook(installation, { user, day, book, order: 'latest', page: at });
  const isToday = shown.day === shown.today;
  const whole = isToday && book === undefined && at === 1;
  const latest = whole || !isToday ? shown : await dayBook(installation, { user, order: 'latest' });
  const key = lineKey(query['nguoi'] ?? '');
  const sameAs = key === undefined ? undefined : ((await findLine(installation, { user, line: key })) ?? undefined);
  const spoken = formatDatePadded(shown.day);
  const mayEnter = may(c, 'certification.register');
  const withBook = book === undefined ? '' : `&so=${book}`;
  return page(
    c,
    { title: TITLE, form, scripts: ['certification.js'] },
    <>
      <PageHeading title={TITLE} note={isToday ? `Hôm nay, ngày ${spoken}` : `Xem lại ngày ${spoken}`}>
        <Button kind="secondary" href={`${HOME}/in-so?ngay=${shown.day}&so=${book ?? 'copy'}`}>
          In sổ trong ngày
        </Button>
      </PageHeading>
      {isToday ? (
        <EnterForm
          form={form}
          onceKey={onceKey}
          kinds={offeredKinds()}
          values={nextLine(latest.entries[0], sameAs)}
          sameAs={sameAs === undefined ? '' : nameOf(sameAs)}
          recent={latest.entries}
        />
      ) : (
        <Notice kind="info">
          Đang xem ngày cũ nên không vào dòng mới. <a href={HOME}>Về hôm nay</a>
        </Notice>
      )}
      <DayTotals totals={shown.totals} />
      <Form action={HOME} method="get" class="filters" label="Chọn ngày và sổ">
        <TextField name="ngay" label="Ngày" value={spoken} width={10} maxLength={10} />
        <SelectField name="so" label="Sổ" value={book ?? ''} empty="Tất cả các sổ" choices={BOOK_CHOICES} />
        <Button kind="secondary">Xem</Button>
      </Form>
      <DayTable entries={shown.entries} book={book} day={spoken} mayEnter={mayEnter && isToday} />
      <Pagination
        page={at}
        pageCount={Math.ceil(shown.lineCount / LINES_SHOWN)}
        total={shown.lineCount}
        href={(n) => `${HOME}?ngay=${shown.day}${withBook}&trang=${n}`}
      />
    </>,
  );
}

export function pages(app: AppRouter): void {
  app.get(HOME, requires('certification.view'), (c) => registerPage(c, EMPTY_FORM));

  app.post(HOME, requires('certification.register'), async (c) => {
    const read = await readForm(c, ENTER_SCHEMA);
    if (!read.ok) return registerPage(c, read.form, read.onceKey);
    const result = await enterLine(c.get('deps').installation, {
      user: signedIn(c),
      raw: rawLine(read.values),
      sameAs: lineKey(read.values.sameAs),
      actual: read.values,
      formKey: read.onceKey,
    });
    if (!result.ok) return registerPage(c, withErrors(read.form, result.errors), read.onceKey);
    const { entry } = result;
    const eCopy = entry.eCopy ? `, bản điện tử số ${entry.eCopyNumber}` : '';
    flash(c, 'success', `Số ${nameOf(entry)}${eCopy}: ${entry.applicant}, thu ${formatInteger(entry.fee)} đồng.`);
    return c.redirect(HOME, 303);
  });

  app.get(`${HOME}/phi`, requires('certification.view'), (c) => {
    const query = c.req.query();
    const answer = feeWhileTyping(c.get('deps').installation, {
      kind: query['kind'] ?? '',
      pages: query['pages'] ?? '',
      copies: query['copies'] ?? '',
      payment: query['payment'] ?? '',
    });
    return c.json({
      text: answer.fee === null ? '' : `Phí ${formatInteger(answer.fee)} đồng`,
      countsPages: answer.countsPages,
      mayBeElectronic: answer.kind?.mayBeElectronic ?? false,
    });
  });

  app.get(`${HOME}/in-so`, requires('certification.view'), async (c) => {
    const book = bookOf(c.req.query('so')) ?? 'copy';
    const user = signedIn(c);
    const day = dayOf(c.req.query('ngay'));
    const shown = await dayBook(c.get('deps').installation, { user, day, book, order: 'number' });
    const label = BOOK_CHOICES.find(({ value }) => value === book)?.label ?? '';
    const spoken = formatDatePadded(shown.day);
    return page(
      c,
      { title: label, crumbs: crumbsTo('In sổ') },
      <div class="book-page">
        <div class="book-head">
          <p>{c.get('unit')?.name}</p>
          <h1>{label}</h1>
          <p>Ngày {spoken}</p>
        </div>
        <Form action={`${HOME}/in-so`} method="get" class="filters" label="Chọn ngày và sổ">
          <TextField name="ngay" label="Ngày" value={spoken} width={10} maxLength={10} />
          <SelectField name="so" label="Sổ" value={book} choices={BOOK_CHOICES} />
          <Button kind="secondary">Xem</Button>
        </Form>
        <p class="hint no-print">Bấm Ctrl+P để in: giấy A4, khổ ngang, có số trang.</p>
        <PrintedBook book={book} entries={shown.entries} />
        <div class="book-signatures">
          <p>Người vào sổ</p>
          <p>Người ký chứng thực</p>
        </div>
      </div>,
    );
  });

  app.get(`${HOME}/:so`, requires('certification.view'), (c) =>
    ofLine(c, async (key) => {
      const shown = await showLine(c.get('deps').installation, { user: signedIn(c), line: key });
      return linePage(c, shown.entry, shown);
    }),
  );

  app.post(`${HOME}/:so/hien-so`, requires('person.viewUnmasked'), (c) =>
    ofLine(c, async (key) => {
      const installation = c.get('deps').installation;
      const user = signedIn(c);
      const whole = await revealIdentity(installation, { user, line: key });
      const shown = await showLine(installation, { user, line: key });
      return linePage(c, shown.entry, shown, whole);
    }),
  );

  app.get(`${HOME}/:so/dinh-chinh`, requires('certification.register'), (c) =>
    ofLine(c, async (key) => {
      const { entry } = await showLine(c.get('deps').installation, { user: signedIn(c), line: key });
      return correctPage(c, entry, EMPTY_FORM);
    }),
  );

  app.post(`${HOME}/:so/dinh-chinh`, requires('certification.register'), (c) =>
    ofLine(c, async (key) => {
      const installation = c.get('deps').installation;
      const user = signedIn(c);
      const read = await readForm(c, CORRECT_SCHEMA);
      const { entry } = await showLine(installation, { user, line: key });
      if (!read.ok) return correctPage(c, entry, read.form, read.onceKey);
      const result = await correctLine(installation, {
        user,
        line: key,
        raw: rawLine(read.values),
        seenVersion: Number(read.values.seenVersion),
        reason: read.values.reason,
        formKey: read.onceKey,
      });
      if (!result.ok) return correctPage(c, entry, withErrors(read.form, result.errors), read.onceKey);
      flash(c, 'success', `Đã đính chính số ${nameOf(result.entry)}, phí ${formatInteger(result.entry.fee)} đồng.`);
      return c.redirect(linePath(entry), 303);
    }),
  );

  app.get(`${HOME}/:so/huy`, requires('certification.register'), (c) =>
    ofLine(c, async (key) => {
      const { entry } = await showLine(c.get('deps').installation, { user: signedIn(c), line: key });
      return voidPage(c, entry, EMPTY_FORM);
    }),
  );

  app.post(`${HOME}/:so/huy`, requires('certification.register'), (c) =>
    ofLine(c, async (key) => {
      const installation = c.get('deps').installation;
      const user = signedIn(c);
      const read = await readForm(c, VOID_SCHEMA);
      const { entry } = await showLine(installation, { user, line: key });
      if (!read.ok) return voidPage(c, entry, read.form, read.onceKey);
      const result = await voidLine(installation, {
        user,
        line: key,
        reason: read.values.reason,
        formKey: read.onceKey,
      });
      if (!result.ok) return voidPage(c, entry, withErrors(read.form, result.errors), read.onceKey);
      flash(c, 'success', `Đã hủy số ${nameOf(entry)}. Trả lại người nộp ${formatInteger(entry.fee)} đồng.`);
      return c.redirect(linePath(entry), 303);
    }),
  );
}
