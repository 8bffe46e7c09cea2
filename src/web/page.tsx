/** One way to answer with a page: the frame around it, its status, what the components may ask. */
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Act } from '../core/access/permissions.ts';
import { randomId } from '../services/random.ts';
import type { FormState } from './components/form.tsx';
import { type Crumb, Layout } from './components/layout.tsx';
import { type AppContext, may } from './env.ts';
import { formToken } from './middleware/form-token.ts';
import { navigationFor } from './navigation.ts';
import { STAFF_NAVIGATION } from './staff/navigation-entries.ts';
import { type View, ViewContext } from './view.ts';

export interface PageOptions {
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  /** 200 where absent; a page whose `form` has errors is 422. */
  readonly status?: 200 | 400 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;
  /** The form on the page; with errors they are said in the title. */
  readonly form?: FormState;
  readonly bare?: boolean;
  readonly scripts?: readonly string[];
}

/** Answers with a page of the desk. */
export function page(c: AppContext, options: PageOptions, content: ComponentChildren): Response {
  const hasErrors = options.form !== undefined && Object.keys(options.form.errors).length > 0;
  const html = renderToString(
    <ViewContext.Provider value={viewOf(c)}>
      <Layout
        title={options.title}
        hasErrors={hasErrors}
        {...(options.crumbs === undefined ? {} : { crumbs: options.crumbs })}
        {...(options.bare === undefined ? {} : { bare: options.bare })}
        {...(options.scripts === undefined ? {} : { scripts: options.scripts })}
      >
        {content}
      </Layout>
    </ViewContext.Provider>,
  );
  return c.html(`<!doctype html>${html}`, options.status ?? (hasErrors ? 422 : 200));
}

/** Answers with a part of a page, for a script of ours that puts it in place. */
export function fragment(c: AppContext, content: ComponentChildren): Response {
  return c.html(renderToString(<ViewContext.Provider value={viewOf(c)}>{content}</ViewContext.Provider>));
}

export function viewOf(c: AppContext): View {
  const deps = c.get('deps');
  const user = c.get('user');
  const unit = c.get('unit');
  const url = new URL(c.req.url);
  return {
    user,
    unitShortName: unit?.shortName ?? deps.settings.unitName,
    unitName: unit?.name ?? deps.settings.unitName,
    path: url.pathname,
    query: url.search,
    formToken: formToken(c),
    newFormKey: () => randomId(deps.random),
    may: (act: Act) => may(c, act),
    navigation: user === undefined ? [] : navigationFor(user, STAFF_NAVIGATION),
    flash: c.get('flash') ?? [],
    asset: (name) => deps.assets.path(name),
  };
}
