/**
 * The applicant (người nộp, chủ hồ sơ) as the desk takes them down: what each field may hold and what is said beside it
 * when it does not. Fields arrive as text and leave tidy: NFC, one space between words, numbers without separators.
 */
export const PERSON_KINDS = ['citizen', 'organisation'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

export const PERSON_KIND_LABELS = {
  citizen: 'Cá nhân',
  organisation: 'Tổ chức, doanh nghiệp, hộ kinh doanh',
} as const satisfies Record<PersonKind, string>;

export const IDENTITY_KINDS = ['citizenId', 'passport', 'taxCode', 'none'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export const IDENTITY_LABELS = {
  citizenId: 'Căn cước (12 số)',
  passport: 'Hộ chiếu',
  taxCode: 'Mã số thuế, mã số doanh nghiệp',
  none: 'Không có giấy tờ',
} as const satisfies Record<IdentityKind, string>;

/** Người trong hồ sơ, tidy. Empty text where nothing is known. */
export interface Person {
  readonly kind: PersonKind;
  readonly fullName: string;
  readonly identityKind: IdentityKind;
  readonly identityNumber: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
}

/** Người được ủy quyền, người đại diện: acts for the applicant. */
export interface Representative {
  readonly fullName: string;
  readonly identityNumber: string;
  readonly phone: string;
  /** Văn bản ủy quyền, quan hệ: `Giấy ủy quyền số 12 ngày 05/09/2023`, `Cha của người được khai sinh`. */
  readonly authority: string;
}

/** Most characters of each text. */
export const LENGTHS = { fullName: 150, email: 120, address: 300, authority: 300, passport: 20 } as const;

/** Sentences by field; empty where all is well. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface RawPerson {
  readonly kind: string;
  readonly fullName: string;
  readonly identityKind: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
}

const SPACES = /\s+/gu;
const lengthOf = (text: string): number => [...text].length;

/** NFC, no spaces around, one space between words. */
export const tidyText = (text: string): string => text.normalize('NFC').replace(SPACES, ' ').trim();
/** A number without the spaces, dots and dashes that people put in. */
const tidyNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s.\-–]+/gu, '')
    .toUpperCase();

/** Letters of any script, marks, spaces and the few signs that names hold. */
const PERSON_NAME = /^[\p{L}\p{M}][\p{L}\p{M}\s.'’\-()]*$/u;
const ORGANISATION_NAME = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\s.,'’"“”&/()\-–+:]*$/u;
const EMAIL = /^[^\s@<>"'(),;]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z]{2,24}$/i;

/** Số điện thoại as it is kept, `0901234567`; undefined when it is none. `+84` and `84` become 0. */
export function readPhone(text: string): string | undefined {
  const bare = tidyNumber(text).replace(/^\+?84(?=\d{9,10}$)/, '0');
  return /^0\d{9,10}$/.test(bare) ? bare : undefined;
}

/** Số căn cước: twelve digits, the third to the first of a province code that exists (001–096). */
export function isCitizenId(number: string): boolean {
  if (!/^\d{12}$/.test(number)) return false;
  const province = Number(number.slice(0, 3));
  return province >= 1 && province <= 96;
}

function identityError(kind: IdentityKind, number: string): string | undefined {
  switch (kind) {
    case 'citizenId': {
      if (number === '') return 'Hãy nhập số căn cước, hoặc chọn loại giấy tờ khác.';
      if (/\D/.test(number)) return 'Số căn cước chỉ gồm chữ số. Hãy nhập lại theo thẻ.';
      if (number.length !== 12) return `Số căn cước có 12 chữ số, ở đây có ${number.length}. Hãy nhập lại theo thẻ.`;
      return isCitizenId(number)
        ? undefined
        : `Số căn cước bắt đầu bằng mã tỉnh từ 001 đến 096, không có «${number.slice(0, 3)}». Hãy nhập lại theo thẻ.`;
    }
    case 'passport':
      return /^[A-Z0-9]{6,20}$/.test(number)
        ? undefined
        : 'Số hộ chiếu gồm 6 đến 20 chữ cái và chữ số, ví dụ C1234567.';
    case 'taxCode':
      return /^\d{10}(\d{3})?$|^\d{12}$/.test(number)
        ? undefined
        : 'Mã số thuế, mã số doanh nghiệp gồm 10, 12 hoặc 13 chữ số.';
    case 'none':
      return number === '' ? undefined : 'Đã chọn «Không có giấy tờ» thì để trống ô số; hoặc chọn loại giấy tờ.';
  }
}

/** Whether a text is longer than it may be, as a sentence. */
export function tooLong(label: string, text: string, most: number): string | undefined {
  const length = lengthOf(text);
  return length <= most ? undefined : `${label} dài ${length} ký tự, nhiều nhất ${most}. Hãy rút ngắn lại.`;
}

function nameError(label: string, name: string, pattern: RegExp): string | undefined {
  if (name === '') return `Hãy nhập ${label.toLowerCase()}.`;
  const long = tooLong(label, name, LENGTHS.fullName);
  if (long !== undefined) return long;
  if (!pattern.test(name)) return `${label} chỉ gồm chữ, dấu cách và dấu nối. Hãy bỏ ký tự lạ.`;
  return undefined;
}

export type PersonCheck =
  | { readonly ok: true; readonly person: Person }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Kiểm tra người nộp: all that is wrong at once. Phone is wanted because the desk has to reach the applicant. */
export function checkPerson(raw: RawPerson): PersonCheck {
  const errors: Record<string, string> = {};
  const say = (field: string, message: string | undefined): void => {
    if (message !== undefined) errors[field] ??= message;
  };
  const kind = PERSON_KINDS.find((one) => one === raw.kind);
  if (kind === undefined) say('kind', 'Hãy chọn cá nhân hoặc tổ chức.');
  const fullName = tidyText(raw.fullName);
  say(
    'fullName',
    kind === 'organisation'
      ? nameError('Tên tổ chức', fullName, ORGANISATION_NAME)
      : nameError('Họ và tên', fullName, PERSON_NAME),
  );
  const identityKind = IDENTITY_KINDS.find((one) => one === raw.identityKind);
  const identityNumber = tidyNumber(raw.identityNumber);
  if (identityKind === undefined) say('identityKind', 'Hãy chọn loại giấy tờ.');
  else say('identityNumber', identityError(identityKind, identityNumber));
  const phone = tidyNumber(raw.phone) === '' ? '' : readPhone(raw.phone);
  if (phone === undefined) say('phone', 'Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0, ví dụ 0901 234 567.');
  else if (phone === '') say('phone', 'Hãy nhập số điện thoại để còn báo cho người nộp.');
  const email = tidyText(raw.email);
  if (email !== '') {
    say('email', tooLong('Thư điện tử', email, LENGTHS.email));
    if (!EMAIL.test(email)) say('email', 'Địa chỉ thư điện tử viết như ten@noi.vn; nếu không có thì để trống.');
  }
  const address = tidyText(raw.address);
  if (address === '') say('address', 'Hãy nhập địa chỉ.');
  say('address', tooLong('Địa chỉ', address, LENGTHS.address));
  if (Object.keys(errors).length > 0 || kind === undefined || identityKind === undefined || phone === undefined) {
    return { ok: false, errors };
  }
  return { ok: true, person: { kind, fullName, identityKind, identityNumber, phone, email, address } };
}

export type RepresentativeCheck =
  | { readonly ok: true; readonly representative: Representative }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Kiểm tra người được ủy quyền, người đại diện. Errors carry the names `repName`, `repIdentity`, `repPhone`, `repAuthority`. */
export function checkRepresentative(raw: {
  readonly repName: string;
  readonly repIdentity: string;
  readonly repPhone: string;
  readonly repAuthority: string;
}): RepresentativeCheck {
  const errors: Record<string, string> = {};
  const say = (field: string, message: string | undefined): void => {
    if (message !== undefined) errors[field] ??= message;
  };
  const fullName = tidyText(raw.repName);
  say('repName', nameError('Họ và tên người được ủy quyền', fullName, PERSON_NAME));
  const identityNumber = tidyNumber(raw.repIdentity);
  say('repIdentity', identityError('citizenId', identityNumber));
  const phone = tidyNumber(raw.repPhone) === '' ? '' : readPhone(raw.repPhone);
  if (phone === undefined) say('repPhone', 'Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0, ví dụ 0901 234 567.');
  const authority = tidyText(raw.repAuthority);
  if (authority === '') say('repAuthority', 'Hãy ghi văn bản ủy quyền hoặc quan hệ với người nộp.');
  say('repAuthority', tooLong('Căn cứ đại diện', authority, LENGTHS.authority));
  if (Object.keys(errors).length > 0 || phone === undefined) return { ok: false, errors };
  return { ok: true, representative: { fullName, identityNumber, phone, authority } };
}

/**
 * What a typed text most likely is (số giấy tờ, điện thoại hay tên), so that one box finds a person and fills the right
 * field of a new one.
 */
export function classifyPersonQuery(
  text: string,
): { readonly kind: 'identity' | 'phone' | 'name'; readonly value: string } | undefined {
  const tidy = tidyText(text);
  if (tidy === '') return undefined;
  const bare = tidyNumber(tidy);
  if (/^\d{12}$/.test(bare) || /^\d{13}$/.test(bare)) return { kind: 'identity', value: bare };
  const phone = readPhone(tidy);
  if (phone !== undefined) return { kind: 'phone', value: phone };
  if (/^(?=.*\d)[A-Z0-9]{6,20}$/.test(bare)) return { kind: 'identity', value: bare };
  return { kind: 'name', value: tidy };
}
