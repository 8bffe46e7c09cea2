/** What the pages of digitisation share: addresses, tags, where a digital form lies, columns of papers. */
import { DIGITAL_STATE_LABELS, type DigitalState, scanPlace } from '../../../core/digitisation/paper.ts';
import { formatDatePadded, type PlainDate } from '../../../core/time/plain-date.ts';
import type { StoredPaper } from '../../../services/digitisation/find-papers.ts';
import { ServiceError } from '../../../services/errors.ts';
import { type FormState, Tag } from '../../components/index.ts';
import type { AppContext } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { withError } from '../../forms/read-form.ts';

export const TITLE = 'Số hóa';
export const HOME = '/so-hoa';
export const WAITING_PATH = `${HOME}/chua-so-hoa`;
export const dossierPapersHref = (dossierCode: string): string => `${HOME}/ho-so/${dossierCode}`;
export const paperHref = (paperId: string): string => `${HOME}/giay/${paperId}`;
/** The bytes themselves; with a version, as the paper stood then. */
export const scanHref = (paperId: string, version?: number): string =>
  `${paperHref(paperId)}/noi-dung${version === undefined ? '' : `?ban=${version}`}`;

/** What the file fields accept, told to the browser; the server looks at the bytes. */
export const SCAN_ACCEPT = '.pdf,.jpg,.jpeg,.png';
export const SCAN_HINT = 'PDF, hoặc ảnh JPEG, PNG; tối đa 20 MB';
export const SCAN_BYTES = 20 * 1_048_576;

const STATE_COLOURS = {
  notDigitised: 'amber',
  digitised: 'green',
  reused: 'blue',
  reusedResult: 'blue',
} as const satisfies Record<DigitalState, string>;

export const StateTag = ({ state }: { readonly state: DigitalState }) => (
  <Tag colour={STATE_COLOURS[state]}>{DIGITAL_STATE_LABELS[state]}</Tag>
);

export const dayText = (day: PlainDate | null): string => (day === null ? '' : formatDatePadded(day));

/** Where the digital form is, in words; nothing for one that can be opened here. */
export function placeText(paper: StoredPaper): string {
  switch (scanPlace(paper)) {
    case 'here':
    case 'none':
      return '';
    case 'elsewhere':
      return `ở ${paper.keptElsewhere}`;
    case 'unrecorded':
      return 'chưa có tệp ở đây';
  }
}

/** The way to a paper's digital form, or why there is none to open. */
export function ScanLink({ paper }: { readonly paper: StoredPaper }) {
  const place = placeText(paper);
  return (
    <>
      <a href={paperHref(paper.paperId)} aria-label={`Xem ${paper.name}`}>
        {place === '' && paper.fileSha256 !== '' ? 'Mở' : 'Xem'}
      </a>
      {place === '' ? null : <span class="soft"> {place}</span>}
    </>
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The paper of the address; undefined: no paper can have it. */
export const paperIdOf = (c: AppContext): string | undefined => {
  const id = c.req.param('giay') ?? '';
  return UUID.test(id) ? id : undefined;
};

/** What is not there, and what another unit has, is not found. */
export async function orNotFound(c: AppContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'NOT_FOUND') return notFound(c, error.message);
    throw error;
  }
}

/**
 * The form with what a service refused. Browsers do not keep a chosen file when a form comes back, so its field says that it
 * has to be chosen again. @param chosen names of files that were sent, by field
 */
export function withRefusal(
  form: FormState,
  errors: Readonly<Record<string, string>>,
  chosen: Readonly<Record<string, string>>,
): FormState {
  let all = form;
  for (const [field, name] of Object.entries(chosen))
    if (errors[field] === undefined)
      all = withError(
        all,
        field,
        `Hãy chọn lại tệp «${name}»: trình duyệt không giữ tệp khi biểu nhập còn chỗ phải sửa.`,
      );
  for (const [field, message] of Object.entries(errors)) all = withError(all, field, message);
  return all;
}
