/** Smaller blocks of pages: tags, lists of facts, tabs, empty states, questions before an act. */
import type { ComponentChildren, VNode } from 'preact';
import { formatInteger } from '../../core/reporting/format.ts';
import { Button, ButtonRow, Form } from './form.tsx';
import { PageHeading } from './layout.tsx';

/** How a dossier stands to its due instant (tình trạng hạn), as colours and words. */
export const DUE_STATES = {
  withinTime: 'Còn hạn',
  dueSoon: 'Sắp đến hạn',
  dueToday: 'Đến hạn hôm nay',
  overdue: 'Quá hạn',
  suspended: 'Dừng tính',
} as const;
export type DueState = keyof typeof DUE_STATES;

/** The due tag; `detail` adds what a colour cannot say, such as how long is left. */
export function DueTag({ state, detail }: { readonly state: DueState; readonly detail?: string }) {
  return (
    <span class={`tag tag-${state}`}>
      {DUE_STATES[state]}
      {detail === undefined ? null : ` ${detail}`}
    </span>
  );
}

/** Mã hồ sơ; where it must be broken, between the office and the day with its number. */
export function DossierCode({ code }: { readonly code: string }) {
  const at = code.indexOf('-') + 1;
  return (
    <>
      {code.slice(0, at)}
      <wbr />
      <span class="nowrap">{code.slice(at)}</span>
    </>
  );
}

/** Any other tag. The words carry the meaning, the colour only helps. */
export function Tag({
  colour = 'grey',
  children,
}: {
  readonly colour?: 'grey' | 'blue' | 'green' | 'amber' | 'red';
  readonly children: ComponentChildren;
}) {
  return <span class={`tag tag-${colour}`}>{children}</span>;
}

export interface Fact {
  readonly term: string;
  readonly value: ComponentChildren;
}

/** Facts of one thing (bảng thông tin), term beside value; `columns`: pairs side by side on a wide screen. */
export function DescriptionList({
  facts,
  columns = 1,
}: {
  readonly facts: readonly Fact[];
  readonly columns?: 1 | 2 | 3;
}) {
  return (
    <dl class={`facts facts-${columns}`}>
      {facts.map((fact) => (
        <div key={fact.term}>
          <dt>{fact.term}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** In place of an empty list: says why it is empty and what fills it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children === undefined ? null : <div>{children}</div>}
    </div>
  );
}

export interface Tab {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
  readonly count?: number;
}

/** Tabs are links to pages, so that they work everywhere and can be bookmarked. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count === undefined ? null : <span class="count"> {formatInteger(tab.count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A question before an act that cannot be taken back: what will happen, yes, and the way back. */
export function ConfirmPage(props: {
  readonly title: string;
  readonly action: string;
  /** What will happen, in full sentences. */
  readonly children: ComponentChildren;
  /** The words of the button: the act itself, never «OK». */
  readonly confirm: string;
  readonly cancelHref: string;
  readonly warning?: boolean;
  readonly fields?: VNode;
}) {
  return (
    <>
      <PageHeading title={props.title} />
      <div class="panel">
        {props.children}
        <Form action={props.action} once>
          {props.fields}
          <ButtonRow>
            <Button kind={props.warning === true ? 'warning' : 'primary'}>{props.confirm}</Button>
            <Button kind="secondary" href={props.cancelHref}>
              Quay lại
            </Button>
          </ButtonRow>
        </Form>
      </div>
    </>
  );
}

/** A part of a page under its own heading. */
export function Section({
  title,
  children,
  id,
}: {
  readonly title: string;
  readonly id?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="section" id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
