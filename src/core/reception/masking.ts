/** Personal data as screens show it until somebody asks for the whole (che dữ liệu cá nhân): enough to tell people apart. */

/** `056304001880` → `056***880`; a number of fewer than eight signs keeps only its last two. */
export function maskNumber(number: string): string {
  const signs = [...number];
  if (signs.length === 0) return '';
  if (signs.length < 8) return `***${signs.slice(-2).join('')}`;
  return `${signs.slice(0, 3).join('')}***${signs.slice(-3).join('')}`;
}

/** `an.nguyen@thu.example` → `a***@thu.example`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return email === '' ? '' : '***';
  return `${[...email][0]}***${email.slice(at)}`;
}

/** `12 Trần Phú, phường Phước Long` → `***, phường Phước Long`: the house is hidden, the place stays. */
export function maskAddress(address: string): string {
  const comma = address.indexOf(',');
  if (address === '') return '';
  return comma < 0 ? '***' : `***${address.slice(comma)}`;
}
