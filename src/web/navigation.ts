/** Entries of the navigation (điều hướng): declared beside the pages they lead to, shown to those who may use them. */
import { type Act, permits } from '../core/access/permissions.ts';
import type { SignedIn } from '../services/signed-in.ts';

export interface NavigationEntry {
  readonly label: string;
  /** `/viec-cua-toi`; also marks every page below it. */
  readonly path: string;
  /** Shown to those who may do any of these; undefined: to everybody who is signed in. */
  readonly acts?: readonly Act[];
  /** The letter after `g` that leads there; one letter for one entry. */
  readonly key?: string;
  /** The heading it stands under. */
  readonly group: NavigationGroup;
}

/** Headings of the navigation in their order. */
export const NAVIGATION_GROUPS = ['Hồ sơ', 'Sổ', 'Báo cáo', 'Quản trị'] as const;
export type NavigationGroup = (typeof NAVIGATION_GROUPS)[number];

/** The entries that a person may use, in the order of declaration. */
export function navigationFor(user: SignedIn, entries: readonly NavigationEntry[]): readonly NavigationEntry[] {
  return entries.filter(
    (entry) => entry.acts === undefined || entry.acts.some((act) => permits(user, act, user.unitId)),
  );
}
