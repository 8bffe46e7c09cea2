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
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Seen> {
    return this.send(path, { method: 'POST', body: new URLSearchParams({ _token: this.token, ...fields }) });
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
