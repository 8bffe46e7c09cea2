/** Searching dossiers (tìm hồ sơ): one box, fifty results a page, the newest first, numbers of people masked. */
import { maskNumber } from '../../../core/reception/masking.ts';
import { LONGEST_QUERY } from '../../../core/search/query.ts';
import { fromInstant, type Instant } from '../../../core/time/local-date-time.ts';
import {
  exactHit,
  type SearchAnswer,
  type SearchHit,
  searchDossiers,
} from '../../../services/search/search-dossiers.ts';
import { businessStateLabel } from '../../../services/search/state-labels.ts';
import { Button, EmptyState, Form, Notice, PageHeading, Table, TextField } from '../../components/index.ts';
import { type AppRouter, signedIn } from '../../env.ts';
import { cleanText } from '../../forms/read-form.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';

const PATH = '/tim-kiem';

const day = (at: Instant | null): string => {
  if (at === null) return '';
  const local = fromInstant(at);
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`;
};
const minute = (at: Instant | null): string => (at === null ? '' : `${fromInstant(at).slice(11)} ${day(at)}`);

export const dossierHref = (code: string): string => `/ho-so/${encodeURIComponent(code)}`;

export function pages(app: AppRouter): void {
  app.get(PATH, requires('dossier.search'), async (c) => {
    const text = cleanText((c.req.query('q') ?? '').slice(0, LONGEST_QUERY));
    const before = Number(c.req.query('truoc'));
    const matching = c.req.query('kieu') === 'dau-tu' ? 'beginning' : 'whole';
    const further = Number.isSafeInteger(before) && before > 0;
    const answer = await searchDossiers(c.get('deps').installation, {
      actor: signedIn(c),
      text,
      ...(further ? { place: { matching, before } } : {}),
    });
    const only = exactHit(answer, text);
    if (only !== undefined && answer.hits.length === 1 && !further)
      return c.redirect(dossierHref(only.dossierCode), 303);
    return page(
      c,
      { title: text === '' ? 'Tìm hồ sơ' : `Tìm «${text}»` },
      <Results text={text} answer={answer} further={further} />,
    );
  });
}

function Results({ text, answer, further }: { text: string; answer: SearchAnswer; further: boolean }) {
  const asked = answer.terms.length > 0;
  return (
    <>
      <PageHeading title="Tìm hồ sơ" />
      <Form action={PATH} method="get" class="filters" label="Tìm hồ sơ">
        <TextField
          name="q"
          type="search"
          label="Mã hồ sơ hoặc một phần mã, họ tên, số giấy tờ, điện thoại, thủ tục, ngày"
          value={text}
          maxLength={LONGEST_QUERY}
          width={30}
          autofocus={!asked}
        />
        <Button>Tìm</Button>
      </Form>
      {!asked ? (
        <EmptyState title="Gõ bất cứ điều gì in trên giấy hẹn.">
          <p>
            Không cần dấu, thứ tự tùy ý, nhiều điều cùng lúc: <strong>hoa nguyen khai sinh</strong>,{' '}
            <strong>230831-0042</strong>, <strong>0905 123 456</strong>, <strong>31/8/2023</strong>,{' '}
            <strong>8/2023</strong>.
          </p>
        </EmptyState>
      ) : (
        <>
          {answer.matching === 'beginning' && answer.hits.length > 0 && !further ? (
            <Notice kind="info">Không có hồ sơ khớp trọn từ; dưới đây là hồ sơ có từ bắt đầu như vậy.</Notice>
          ) : null}
          <Table
            caption={caption(answer, further)}
            rows={answer.hits}
            rowKey={(hit) => hit.dossierCode}
            columns={[
              {
                title: 'Mã hồ sơ',
                heading: true,
                noWrap: 'wide',
                cell: (hit) => <a href={dossierHref(hit.dossierCode)}>{hit.dossierCode}</a>,
              },
              { title: 'Người nộp', noWrap: 'wide', cell: (hit) => names(hit) },
              { title: 'Số giấy tờ', noWrap: true, minor: true, cell: (hit) => numbers(hit, 'identityNumber') },
              { title: 'Điện thoại', noWrap: true, minor: 'wide', cell: (hit) => numbers(hit, 'phone') },
              {
                title: 'Thủ tục',
                cell: (hit) => (
                  <span class="clamp" title={hit.procedureName}>
                    {hit.procedureName}
                  </span>
                ),
              },
              { title: 'Tiếp nhận', noWrap: true, cell: (hit) => day(hit.receivedAt) },
              { title: 'Hẹn trả', noWrap: 'wide', minor: true, cell: (hit) => minute(hit.dueAt) },
              { title: 'Tình trạng', noWrap: 'wide', cell: (hit) => businessStateLabel(hit.businessState) },
            ]}
            empty={
              <EmptyState title={further ? 'Không còn hồ sơ nào nữa.' : `Không tìm thấy hồ sơ nào khớp «${text}».`}>
                <p>Bớt một từ, hoặc tìm theo số giấy tờ, điện thoại, vài chữ số cuối của mã hồ sơ.</p>
              </EmptyState>
            }
          />
          {answer.complete ? null : (
            <Notice kind="warning">Có quá nhiều hồ sơ gần giống; thêm một từ để thu hẹp, hoặc xem tiếp.</Notice>
          )}
          {answer.next === null ? null : (
            <p>
              <a
                class="button button-secondary"
                rel="next"
                href={`${PATH}?${new URLSearchParams({
                  q: text,
                  truoc: String(answer.next.before),
                  kieu: answer.next.matching === 'beginning' ? 'dau-tu' : 'tron-tu',
                })}`}
              >
                Xem các hồ sơ cũ hơn
              </a>
            </p>
          )}
        </>
      )}
    </>
  );
}

function caption(answer: SearchAnswer, further: boolean): string {
  const shown = answer.hits.length;
  if (further) return `${shown} hồ sơ tiếp theo`;
  return answer.next === null ? `${shown} hồ sơ` : `${shown} hồ sơ mới nhất`;
}

const names = (hit: SearchHit): string =>
  [...new Set(hit.people.map((person) => person.fullName).filter((name) => name !== ''))].join('; ');

const numbers = (hit: SearchHit, of: 'identityNumber' | 'phone'): string =>
  [...new Set(hit.people.map((person) => maskNumber(person[of])).filter((text) => text !== ''))].join('; ');
