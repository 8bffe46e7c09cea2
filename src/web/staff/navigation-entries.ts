/** The navigation of the desk in its order; each feature declares its own entries beside its pages. */
import type { NavigationEntry } from '../navigation.ts';
import { ADMIN_NAVIGATION } from './admin/navigation.ts';
import { AUDIT_NAVIGATION } from './audit/navigation.ts';
import { CERTIFICATION_NAVIGATION } from './certification/navigation.ts';
import { DASHBOARD_NAVIGATION } from './dashboard/navigation.ts';
import { DIGITISATION_NAVIGATION } from './digitisation/navigation.ts';
import { DOSSIER_NAVIGATION } from './dossier/navigation.ts';
import { HOME_NAVIGATION } from './home/navigation.ts';
import { INBOX_NAVIGATION } from './inbox/navigation.ts';
import { RECEPTION_NAVIGATION } from './reception/navigation.ts';
import { REPORT_NAVIGATION } from './report/navigation.ts';
import { SEARCH_NAVIGATION } from './search/navigation.ts';
import { SETTINGS_NAVIGATION } from './settings/navigation.ts';

export const STAFF_NAVIGATION: readonly NavigationEntry[] = [
  ...HOME_NAVIGATION,
  ...RECEPTION_NAVIGATION,
  ...INBOX_NAVIGATION,
  ...DOSSIER_NAVIGATION,
  ...SEARCH_NAVIGATION,
  ...CERTIFICATION_NAVIGATION,
  ...DIGITISATION_NAVIGATION,
  ...DASHBOARD_NAVIGATION,
  ...REPORT_NAVIGATION,
  ...ADMIN_NAVIGATION,
  ...SETTINGS_NAVIGATION,
  ...AUDIT_NAVIGATION,
];
