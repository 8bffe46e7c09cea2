/** Searching dossiers (tìm hồ sơ): one box, fifty results a page, the newest first, numbers of people masked. */
import { maskNumber } from '../../../core/reception/masking.ts';
import { LONGEST_QUERY } from '../../../core/search/query.ts';
import { fromInstant, type Instant } from '../../../core/time/local-date-time.ts';
import { findByNumber, type NumberedAnswer } from '../../../services/search/find-numbered.ts';
import {
  exactHit,
  type SearchAnswer,
  type SearchHit,
  searchDossiers,
} from '../../../services/search/search-dossiers.ts';
import { businessStateLabel } from '../../../services/search/state-labels.ts';
import {
  Button,
  DossierCode,
  EmptyState,
  Form,
  Notice,
  PageHeading,
  Table,
  TextField,
} from '../../components/index.ts';
import { type AppRouter, signedIn } from '../../env.ts';
import { cleanText } from '../../forms/read-form.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { useView } from '../../view.ts';

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
    const numbered = await findByNumber(c.get('deps').installation, { user: signedIn(c), text });
    const only = exactHit(answer, text);
    if (only !== undefined && answer.hits.length === 1 && !further)
      return c.redirect(dossierHref(only.dossierCode), 303);
    return page(
      c,
      { title: text === '' ? 'Tìm hồ sơ' : `Tìm «${text}»` },
      <Results text={text} answer={answer} numbered={numbered} further={further} />,
    );
  });
}

/** What bears the number that was typed: slips, documents, a line of the certification books. */
function Numbered({ text, numbered }: { readonly text: string; readonly numbered: NumberedAnswer }) {
  const { may } = useView();
  const { entry } = numbered;
  return (
    <>
      {entry === null ? null : (
        <p>
          Số chứng thực <a href={`/chung-thuc/${entry.number.replaceAll('/', '-')}`}>{entry.number}</a>:{' '}
          {entry.applicant}, hồ sơ{' '}
          <a href={dossierHref(entry.dossierCode)}>
            <DossierCode code={entry.dossierCode} />
          </a>
          .
        </p>
      )}
      {numbered.papers.length === 0 ? null : (
        <Table
          caption={`Phiếu, văn bản số ${text}`}
          rows={numbered.papers}
          rowKey={(paper) => `${paper.slipKind} ${paper.year} ${paper.notation}`}
          columns={[
            {
              title: 'Hồ sơ',
              heading: true,
              noWrap: 'wide',
              cell: (paper) =>
                paper.dossierCode === null ? (
                  'chưa tiếp nhận'
                ) : (
                  <a href={dossierHref(paper.dossierCode)}>
                    <DossierCode code={paper.dossierCode} />
                  </a>
                ),
            },
            { title: 'Người nộp', cell: (paper) => paper.applicant },
            {
              title: 'Phiếu, văn bản',
              cell: (paper) =>
                paper.slipKind !== null && may('dossier.print') ? (
                  <a href={`/phieu/${paper.slipKind}/${paper.year}/${paper.number}`}>{paper.title}</a>
                ) : (
                  `${paper.title || 'Văn bản'}${paper.voidReason === null ? '' : ', đã thu hồi số'}`
                ),
            },
            { title: 'Năm', numeric: true, cell: (paper) => String(paper.year) },
          ]}
        />
      )}
    </>
  );
}

function Results(props: {
  readonly text: string;
  readonly answer: SearchAnswer;
  readonly numbered: NumberedAnswer;
  readonly further: boolean;
}) {
  const { text, answer, numbered, further } = props;
  const asked = answer.terms.length > 0;
  const byNumber = numbered.papers.length > 0 || numbered.entry !== null;
  return (
    <>
      <PageHeading title="Tìm hồ sơ" />
      <Form action={PATH} method="get" class="filters" label="Tìm hồ sơ">
        <TextField
          name="q"
          type="search"
          label="Mã hồ sơ hoặc một phần mã, họ tên, số giấy tờ, điện thoại, thủ tục, ngày, số phiếu"
          value={text}
          maxLength={LONGEST_QUERY}
          autofocus={!asked}
        />
        <Button>Tìm</Button>
      </Form>
      {!asked ? (
        <EmptyState title="Gõ bất cứ điều gì in trên giấy hẹn.">
          <p>
            Không cần dấu, thứ tự tùy ý, nhiều điều cùng lúc: <strong>hoa nguyen khai sinh</strong>,{' '}
            <strong>230831-0042</strong>, <strong>0905 123 456</strong>, <strong>31/8/2023</strong>,{' '}
            <strong>8/2023</strong>, <strong>01/BPTNTKQ</strong> (số phiếu, số văn bản, số chứng thực).
          </p>
        </EmptyState>
      ) : (
        <>
          {byNumber ? <Numbered text={text} numbered={numbered} /> : null}
          {answer.matching === 'beginning' && answer.hits.length > 0 && !further ? (
            <Notice kind="info">Không có hồ sơ khớp trọn từ; dưới đây là hồ sơ có từ bắt đầu như vậy.</Notice>
          ) : null}
          {byNumber && answer.hits.length === 0 ? null : (
            <Table
              stack
              caption={caption(answer, further)}
              rows={answer.hits}
              rowKey={(hit) => hit.dossierCode}
              columns={[
                {
                  title: 'Mã hồ sơ',
                  heading: true,
                  noWrap: 'wide',
                  cell: (hit) => (
                    <a href={dossierHref(hit.dossierCode)}>
                      <DossierCode code={hit.dossierCode} />
                    </a>
                  ),
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
          )}
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
