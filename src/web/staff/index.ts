/** The features of the desk, one folder each. To add one: a folder, its line here, its entries in navigation-entries.ts. */
import type { AppRouter } from '../env.ts';
import * as account from './account/pages.tsx';
import * as admin from './admin/pages.tsx';
import * as audit from './audit/pages.tsx';
import * as certification from './certification/pages.tsx';
import * as dashboard from './dashboard/pages.tsx';
import * as digitisation from './digitisation/pages.tsx';
import * as dossier from './dossier/pages.tsx';
import * as home from './home/pages.tsx';
import * as inbox from './inbox/pages.tsx';
import * as person from './person/pages.tsx';
import * as reception from './reception/pages.tsx';
import * as report from './report/pages.tsx';
import * as search from './search/pages.tsx';
import * as settings from './settings/pages.tsx';

interface Feature {
  pages(app: AppRouter): void;
}

const FEATURES: readonly Feature[] = [
  home,
  reception,
  inbox,
  dossier,
  person,
  account,
  admin,
  certification,
  digitisation,
  dashboard,
  report,
  search,
  settings,
  audit,
];

/** Registers the pages of every feature; all of them ask for somebody signed in. */
export function registerStaffPages(app: AppRouter): void {
  for (const feature of FEATURES) feature.pages(app);
}
