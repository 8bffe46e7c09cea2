/** The frame of every page (khung trang): top bar, navigation, breadcrumbs, messages, content. */
import type { ComponentChildren } from 'preact';
import { ROLE_LABELS } from '../../core/access/permissions.ts';
import type { FlashMessage } from '../env.ts';
import { NAVIGATION_GROUPS } from '../navigation.ts';
import { useView } from '../view.ts';
import { Form } from './form.tsx';

/** A step on the way to the page (đường dẫn); the last one is the page itself and has no link. */
export interface Crumb {
  readonly label: string;
  readonly href?: string;
}

export interface LayoutProps {
  /** The name of the page, without the product's. */
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  /** True for a page whose form came back with errors: said first in the title. */
  readonly hasErrors?: boolean;
  /** No navigation and a narrow column: signing in, errors before signing in. */
  readonly bare?: boolean;
  /** Further scripts of the page, by asset name. */
  readonly scripts?: readonly string[];
  readonly children?: ComponentChildren;
}

export function Layout({ title, crumbs = [], hasErrors = false, bare = false, scripts = [], children }: LayoutProps) {
  const view = useView();
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasErrors ? 'Lỗi: ' : ''}${title} – Một cửa ${view.unitShortName}`.trim()}</title>
        <meta name="color-scheme" content="light" />
        <link rel="preload" href={view.asset('latin.woff2')} as="font" type="font/woff2" crossOrigin="anonymous" />
        <link rel="preload" href={view.asset('vietnamese.woff2')} as="font" type="font/woff2" crossOrigin="anonymous" />
        <link rel="stylesheet" href={view.asset('desk.css')} />
        <link rel="icon" href={view.asset('icon.svg')} type="image/svg+xml" />
        <script defer src={view.asset('desk.js')} />
        {scripts.map((name) => (
          <script key={name} defer src={view.asset(name)} />
        ))}
      </head>
      <body class={bare ? 'bare' : undefined}>
        <a class="skip" href="#noi-dung">
          Đến nội dung chính
        </a>
        <TopBar />
        <div class="frame">
          {bare || view.user === undefined ? null : <Navigation />}
          <main id="noi-dung" tabIndex={-1}>
            {crumbs.length === 0 ? null : <Breadcrumbs crumbs={crumbs} />}
            {view.flash.map((message) => (
              <Notice key={message.text} kind={message.kind} live>
                {message.text}
              </Notice>
            ))}
            {children}
          </main>
        </div>
      </body>
    </html>
  );
}

function TopBar() {
  const { user, unitName, may, query, path } = useView();
  return (
    <header class="top">
      <a class="brand" href="/">
        <strong>Một cửa</strong> <span>{unitName}</span>
      </a>
      {user === undefined || !may('dossier.search') ? null : (
        <search class="search">
          <form method="get" action="/tim-kiem">
            <label class="visually-hidden" for="tim-nhanh">
              Tìm hồ sơ theo mã, tên, số giấy tờ, điện thoại
            </label>
            <input
              id="tim-nhanh"
              name="q"
              type="search"
              maxLength={200}
              autoComplete="off"
              value={path === '/tim-kiem' ? (new URLSearchParams(query).get('q') ?? '') : ''}
              placeholder="Mã hồ sơ, tên, số giấy tờ…"
            />
            <button type="submit">Tìm</button>
          </form>
        </search>
      )}
      {user === undefined ? null : (
        <details class="who">
          <summary>
            <span class="who-name">{user.fullName}</span>{' '}
            <span class="who-role">{user.roles.map((role) => ROLE_LABELS[role]).join(', ')}</span>
          </summary>
          <div class="who-menu">
            <a href="/tai-khoan">Tài khoản của tôi</a>
            <a href="/phim-tat">Phím tắt</a>
            <Form action="/dang-xuat">
              <button type="submit" class="as-link">
                Đăng xuất
              </button>
            </Form>
          </div>
        </details>
      )}
    </header>
  );
}

function Navigation() {
  const { navigation, path } = useView();
  // Of entries that lie below one another, the longest one that fits is the page's own.
  const current = navigation
    .filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
  return (
    <nav class="side" aria-label="Điều hướng chính">
      {NAVIGATION_GROUPS.map((group) => {
        const entries = navigation.filter((entry) => entry.group === group);
        if (entries.length === 0) return null;
        return (
          <div class="side-group" key={group}>
            <p class="side-title" id={`nhom-${NAVIGATION_GROUPS.indexOf(group)}`}>
              {group}
            </p>
            <ul aria-labelledby={`nhom-${NAVIGATION_GROUPS.indexOf(group)}`}>
              {entries.map((entry) => (
                <li key={entry.path}>
                  <a
                    href={entry.path}
                    aria-current={entry !== current ? undefined : path === entry.path ? 'page' : 'true'}
                    data-key={entry.key}
                  >
                    {entry.label}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav class="crumbs" aria-label="Vị trí trang">
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.label}>
            {crumb.href === undefined ? (
              <span aria-current="page">{crumb.label}</span>
            ) : (
              <a href={crumb.href}>{crumb.label}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

const NOTICE_TITLES = { success: 'Đã xong', warning: 'Lưu ý', error: 'Có lỗi', info: 'Thông tin' } as const;

/** A message over the content (thông báo). `live`: read out when it appears. */
export function Notice({
  kind,
  live = false,
  children,
}: {
  readonly kind: FlashMessage['kind'] | 'info';
  readonly live?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`notice notice-${kind}`} role={live ? (kind === 'success' ? 'status' : 'alert') : undefined}>
      <span class="visually-hidden">{NOTICE_TITLES[kind]}: </span>
      {children}
    </div>
  );
}

/** The one heading of a page, with what can be done at its right. */
export function PageHeading({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="heading">
      <div>
        <h1>{title}</h1>
        {note === undefined ? null : <p class="heading-note">{note}</p>}
      </div>
      {children === undefined ? null : <div class="heading-actions">{children}</div>}
    </div>
  );
}
