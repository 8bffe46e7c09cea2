/**
 * Correcting a person of the directory (đính chính người nộp): what was typed over what is known, and what it changes. A
 * field that is left empty stays as it is, so that nobody has to see the whole of it in order to correct a part.
 */
import { checkPerson, type FieldErrors, type Person, type RawPerson, tidyText, tooLong } from './applicant.ts';

export const PERSON_FIELDS = [
  'kind',
  'fullName',
  'identityKind',
  'identityNumber',
  'phone',
  'email',
  'address',
] as const satisfies readonly (keyof Person)[];
export type PersonField = (typeof PERSON_FIELDS)[number];

export const PERSON_FIELD_LABELS = {
  kind: 'Loại',
  fullName: 'Họ và tên, tên tổ chức',
  identityKind: 'Loại giấy tờ',
  identityNumber: 'Số giấy tờ',
  phone: 'Điện thoại',
  email: 'Thư điện tử',
  address: 'Địa chỉ',
} as const satisfies Record<PersonField, string>;

/** What became of an entry: corrected, joined into or with another one (ghép), separated again (tách). */
export const PERSON_CHANGE_LABELS = {
  corrected: 'Đính chính',
  joined: 'Ghép',
  separated: 'Tách',
} as const;
export type PersonChangeKind = keyof typeof PERSON_CHANGE_LABELS;

/** Characters of a reason. */
export const LONGEST_CHANGE_REASON = 300;

/** Fields in which two people differ, in the order of {@link PERSON_FIELDS}. */
export const changedFields = (before: Person, after: Person): readonly PersonField[] =>
  PERSON_FIELDS.filter((field) => before[field] !== after[field]);

/**
 * Khai khác với danh bạ: fields in which a filing says something else than the directory. What was left empty says nothing.
 * The number led to the entry, perhaps as one that was joined into it, so it is never a difference itself.
 */
export const claimedFields = (known: Person, claimed: Person): readonly PersonField[] =>
  changedFields(known, claimed).filter((field) => {
    if (field === 'identityNumber' || claimed[field] === '') return false;
    return field !== 'identityKind' || known.identityNumber === claimed.identityNumber;
  });

export type CorrectionCheck =
  | { readonly ok: true; readonly person: Person; readonly fields: readonly PersonField[]; readonly reason: string }
  | { readonly ok: false; readonly errors: FieldErrors };

/**
 * Kiểm tra một lần đính chính: all that is wrong at once. What is not touched is not held against it, so that an entry from
 * an old ledger without a telephone can have its number corrected.
 */
export function checkCorrection(current: Person, raw: RawPerson, reasonText: string): CorrectionCheck {
  const merged = Object.fromEntries(
    PERSON_FIELDS.map((field) => [field, tidyText(raw[field]) === '' ? current[field] : raw[field]]),
  ) as unknown as RawPerson;
  const errors: Record<string, string> = {};
  const checked = checkPerson(merged);
  let person: Person = current;
  if (checked.ok) person = checked.person;
  else {
    for (const [field, message] of Object.entries(checked.errors)) {
      const touched = tidyText(raw[field as PersonField] ?? '') !== '';
      // A kind of paper and its number are judged together.
      if (touched || (field === 'identityNumber' && raw.identityKind !== current.identityKind)) errors[field] = message;
    }
    // What is wrong was so before: checked again with something in its place, then put back.
    if (Object.keys(errors).length === 0) {
      const stand = checkPerson({
        ...merged,
        ...('phone' in checked.errors ? { phone: '0900000000' } : {}),
        ...('address' in checked.errors ? { address: '–' } : {}),
        ...('email' in checked.errors ? { email: '' } : {}),
      });
      if (stand.ok) {
        const back = Object.fromEntries(
          PERSON_FIELDS.filter((field) => field in checked.errors).map((field) => [field, current[field]]),
        );
        person = { ...stand.person, ...back };
      } else Object.assign(errors, stand.errors);
    }
  }
  const reason = tidyText(reasonText);
  if (reason === '') errors['reason'] = 'Nêu lý do đính chính, ví dụ: nhập nhầm số căn cước.';
  const long = tooLong('Lý do', reason, LONGEST_CHANGE_REASON);
  if (long !== undefined) errors['reason'] = long;
  const fields = changedFields(current, person);
  if (Object.keys(errors).length === 0 && fields.length === 0) {
    errors[''] = 'Chưa có gì khác thông tin đang ghi. Nhập điều cần sửa, ô nào không đổi thì để nguyên.';
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, person, fields, reason };
}
