/** What components need to know about the request, carried by a Preact context so that pages need not pass it on. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Act } from '../core/access/permissions.ts';
import type { SignedIn } from '../services/signed-in.ts';
import type { FlashMessage } from './env.ts';
import type { NavigationEntry } from './navigation.ts';

export interface View {
  readonly user: SignedIn | undefined;
  /** `phường Phước Long`, or the installation's name before signing in. */
  readonly unitShortName: string;
  readonly unitName: string;
  /** The path of the page, without its query. */
  readonly path: string;
  /** The query as it was asked, `?trang=2` or empty. */
  readonly query: string;
  /** The anti-forgery token of this rendering. */
  readonly formToken: string;
  /** A fresh key for a form that must be answered once. */
  newFormKey(): string;
  /** Whether the user may do an act in the own unit. */
  may(act: Act): boolean;
  readonly navigation: readonly NavigationEntry[];
  readonly flash: readonly FlashMessage[];
  /** The address of a file of the program, with its hash. */
  asset(name: string): string;
}

export const ViewContext = createContext<View | undefined>(undefined);

/** The view of the page being rendered. */
export function useView(): View {
  const view = useContext(ViewContext);
  if (view === undefined) throw new Error('Thành phần giao diện được dựng ngoài trang.');
  return view;
}
