/** An officer's browser without its window: cookies, form tokens, redirects, over HTTP. */
import { randomUUID } from 'node:crypto';

export interface Seen {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

export class DeskClient {
  readonly cookies = new Map<string, string>();
  readonly address: string;
  base: string;
  private token = '';

  /** @param address what the proxy in front would say where the officer sits */
  constructor(base: string, address: string) {
    this.base = base;
    this.address = address;
  }

  get(path: string): Promise<Seen> {
    return this.send(path, { method: 'GET' });
  }

  /** Posts a form with the token of the page seen last. */
  post(path: string, fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[]): Promise<Seen> {
    const pairs = isPairs(fields) ? fields : Object.entries(fields);
    const body = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
    if (!body.has('_token')) body.set('_token', this.token);
    return this.send(path, { method: 'POST', body });
  }

  /** The page at the end of the redirects. */
  async follow(path: string): Promise<Seen> {
    let seen = await this.get(path);
    for (let step = 0; step < 5 && seen.location !== null; step += 1) seen = await this.get(seen.location);
    return seen;
  }

  private async send(path: string, init: RequestInit): Promise<Seen> {
    const response = await fetch(`${this.base}${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        origin: this.base,
        'x-forwarded-for': this.address,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/;\s*max-age=0(;|$)/i.test(cookie)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    this.token = /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? this.token;
    return { status: response.status, location: response.headers.get('location'), text };
  }
}

type Pairs = readonly (readonly [string, string])[];
const isPairs = (fields: Readonly<Record<string, string>> | Pairs): fields is Pairs => Array.isArray(fields);

const plain = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/**
 * What a browser would send of a page's form if nothing were changed in it.
 * @param action the address to which the form goes
 */
export function formFields(html: string, action: string): [string, string][] {
  const form = html.split('<form').find((part) => part.slice(0, part.indexOf('>')).includes(`action="${action}"`));
  if (form === undefined) throw new Error(`Trang không có biểu nhập gửi tới ${action}.`);
  const pairs: [string, string][] = [];
  const body = form.slice(0, form.indexOf('</form>'));
  const attribute = (tag: string, name: string): string =>
    plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
  const fields = /<input\b[^>]*>|<select\b[^>]*>[\s\S]*?<\/select>|<textarea\b[^>]*>[\s\S]*?<\/textarea>/g;
  for (const [field] of body.matchAll(fields)) {
    const tag = field.slice(0, field.indexOf('>') + 1);
    const name = attribute(tag, 'name');
    if (name === '') continue;
    if (tag.startsWith('<select')) {
      const options = [...field.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
      const chosen = options.find((option) => /\bselected\b/.test(option)) ?? options[0];
      if (chosen !== undefined) pairs.push([name, attribute(chosen, 'value')]);
    } else if (tag.startsWith('<textarea')) pairs.push([name, plain(field.slice(tag.length, field.lastIndexOf('<')))]);
    else if (/type="(checkbox|radio)"/.test(tag)) {
      if (/\bchecked\b/.test(tag)) pairs.push([name, /\bvalue="/.test(tag) ? attribute(tag, 'value') : 'on']);
    } else pairs.push([name, attribute(tag, 'value')]);
  }
  return pairs;
}

/** Fields of a form with some of them filled in. */
export function filledIn(fields: Pairs, changes: Readonly<Record<string, string>>): [string, string][] {
  return [
    ...fields.filter(([name]) => !(name in changes)).map(([name, value]): [string, string] => [name, value]),
    ...Object.entries(changes),
  ];
}

/** A line of the certification book, all fields of its form. @param once the key under which it is answered once */
export function lineFields(documentName: string, once: string = randomUUID()): Record<string, string> {
  return {
    _once: once,
    sameAs: '',
    applicant: 'Nguyễn Văn Đo Tải',
    identityNumber: '056304001880',
    kind: 'copy',
    documentName,
    pages: '2',
    copies: '1',
    payment: 'cash',
    signer: 'Trần Thị Mẫu, Phó Chủ tịch',
    note: '',
  };
}
