/** The navigation of the desk in its order; each feature declares its own entries beside its pages. */
import type { NavigationEntry } from '../navigation.ts';
import { ADMIN_NAVIGATION } from './admin/navigation.ts';
import { CERTIFICATION_NAVIGATION } from './certification/navigation.ts';
import { DIGITISATION_NAVIGATION } from './digitisation/navigation.ts';
import { DOSSIER_NAVIGATION } from './dossier/navigation.ts';
import { HOME_NAVIGATION } from './home/navigation.ts';
import { INBOX_NAVIGATION } from './inbox/navigation.ts';

export const STAFF_NAVIGATION: readonly NavigationEntry[] = [
  ...HOME_NAVIGATION,
  ...INBOX_NAVIGATION,
  ...DOSSIER_NAVIGATION,
  ...CERTIFICATION_NAVIGATION,
  ...DIGITISATION_NAVIGATION,
  ...ADMIN_NAVIGATION,
];
