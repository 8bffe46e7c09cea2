import type { RawPerson } from './applicant.ts';

/** Nothing typed about anybody. */
export const NOBODY: RawPerson = {
  kind: '',
  fullName: '',
  identityKind: '',
  identityNumber: '',
  phone: '',
  email: '',
  address: '',
};
