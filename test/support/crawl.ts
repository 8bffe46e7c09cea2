/**
 * Walks the pages of the desk as somebody who follows every link and sends every form: what a page offers, read out of
 * its HTML without a browser.
 */
import type { Answer, Client } from './web.ts';

export interface FormOnPage {
  /** The page that shows it. */
  readonly page: string;
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly multipart: boolean;
  readonly fields: readonly FieldOnPage[];
}

export interface FieldOnPage {
  readonly name: string;
  /** `text`, `hidden`, `password`, `file`, `checkbox`, `radio`, `select`, `textarea`, `submit`… */
  readonly kind: string;
  /** What it would send as the page stands; undefined: nothing. */
  readonly value: string | undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/** Codes for one use are secrets: nobody expects them back. */
const isSecret = (of: ReadonlyMap<string, string>): boolean => of.get('autocomplete') === 'one-time-code';

/** Text as the page means it. */
export const decode = (html: string): string =>
  html
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(#39|[a-z]+);/g, (all, name: string) => ENTITIES[name] ?? all);

function attributes(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value] of tag.matchAll(/([a-zA-Z-]+)(?:="([^"]*)")?/g))
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), decode(value ?? ''));
  return found;
}

/** Addresses on this server that a page leads to, as path and query. */
export function linksOf(page: string, html: string): string[] {
  const links: string[] = [];
  for (const [, tag = ''] of html.matchAll(/<a\s([^>]*)>/g)) {
    const href = attributes(tag).get('href');
    if (href === undefined || href.startsWith('#')) continue;
    const url = new URL(href, `http://desk.test${page}`);
    if (url.host === 'desk.test') links.push(`${url.pathname}${url.search}`);
  }
  return links;
}

export function formsOf(page: string, html: string): FormOnPage[] {
  const forms: FormOnPage[] = [];
  for (const [, tag = '', inside = ''] of html.matchAll(/<form\s([^>]*)>([\s\S]*?)<\/form>/g)) {
    const of = attributes(tag);
    const url = new URL(of.get('action') ?? page, `http://desk.test${page}`);
    forms.push({
      page,
      action: `${url.pathname}${url.search}`,
      method: of.get('method')?.toLowerCase() === 'post' ? 'post' : 'get',
      multipart: of.get('enctype') === 'multipart/form-data',
      fields: fieldsOf(inside),
    });
  }
  return forms;
}

function fieldsOf(html: string): FieldOnPage[] {
  const fields: FieldOnPage[] = [];
  for (const [, area, inside = '', element = 'textarea', rest = ''] of html.matchAll(
    /<textarea\b([^>]*)>([^<]*)<\/textarea>|<(input|button|select)\b([^>]*)>/g,
  )) {
    const tag = area ?? rest;
    const of = attributes(tag);
    const name = of.get('name');
    if (name === undefined || of.has('disabled')) continue;
    if (element === 'textarea') fields.push({ name, kind: 'textarea', value: decode(inside) });
    else if (element === 'select') fields.push({ name, kind: 'select', value: selected(html, tag) });
    else if (element === 'button') fields.push({ name, kind: 'submit', value: of.get('value') ?? '' });
    else {
      const kind = isSecret(of) ? 'password' : (of.get('type') ?? 'text');
      const off = (kind === 'checkbox' || kind === 'radio') && !of.has('checked');
      fields.push({ name, kind, value: off ? undefined : (of.get('value') ?? 'on') });
    }
  }
  return fields;
}

/** The chosen option of a select, else its first. */
function selected(html: string, tag: string): string | undefined {
  const from = html.indexOf(`<select${tag}>`);
  const options = [...html.slice(from, html.indexOf('</select>', from)).matchAll(/<option\b([^>]*)>/g)].map(
    ([, one = '']) => attributes(one),
  );
  return (options.find((one) => one.has('selected')) ?? options[0])?.get('value');
}

/** The kind of page behind an address: codes, keys and numbers left out, names of the query kept. */
export function patternOf(address: string): string {
  const url = new URL(address, 'http://desk.test');
  const path = url.pathname
    .split('/')
    .map((part) => (/\d/.test(part) && !/^(phieu-|II)/.test(part) ? ':' : part))
    .join('/');
  const names = [...new Set(url.searchParams.keys())].sort();
  return names.length === 0 ? path : `${path}?${names.join('&')}`;
}

/** Follows redirects, at most five. */
export async function follow(client: Client, answer: Answer, from: string): Promise<{ answer: Answer; at: string }> {
  let at = from;
  let now = answer;
  for (let count = 0; count < 5 && now.location !== undefined; count += 1) {
    const url = new URL(now.location, `http://desk.test${at}`);
    at = `${url.pathname}${url.search}`;
    now = await client.get(at);
  }
  return { answer: now, at };
}

export interface Walk {
  /** One answer per page, by its address, in the order in which they were reached. */
  readonly pages: ReadonlyMap<string, Answer>;
  /** Where an address was first seen. */
  readonly seenOn: ReadonlyMap<string, string>;
  readonly forms: readonly FormOnPage[];
}

/**
 * Opens whatever can be reached by links and by forms that only ask.
 * @param most addresses of one kind; of a list's many pages and dossiers a few stand for all
 */
export async function walk(
  client: Client,
  options: { readonly from: readonly string[]; readonly skip: RegExp; readonly most: number },
): Promise<Walk> {
  const pages = new Map<string, Answer>();
  const seenOn = new Map<string, string>();
  const counts = new Map<string, number>();
  const forms = new Map<string, FormOnPage>();
  const queue: string[] = [];
  const add = (address: string, from: string): void => {
    if (seenOn.has(address) || options.skip.test(address)) return;
    const pattern = patternOf(address);
    const count = counts.get(pattern) ?? 0;
    // Where the walk begins counts for nothing: those are asked for by name.
    if (count >= options.most && from !== '') return;
    if (from !== '') counts.set(pattern, count + 1);
    seenOn.set(address, from);
    queue.push(address);
  };
  for (const address of options.from) add(address, '');
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const first = await client.get(address);
    const { answer, at } = await follow(client, first, address);
    pages.set(address, answer);
    if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
    for (const link of linksOf(at, answer.text)) add(link, address);
    for (const form of formsOf(at, answer.text)) {
      const key = `${form.method} ${patternOf(form.action)} ${form.fields.map((field) => field.name).join(' ')}`;
      if (!forms.has(key) && !options.skip.test(form.action)) forms.set(key, form);
    }
  }
  return { pages, seenOn, forms: [...forms.values()] };
}
