/** The desk at a glance (tổng quan), and the lists behind each of its numbers. */
import { pendingBehind } from '../../../core/dashboard/workload.ts';
import type { DueStanding } from '../../../core/process/due-state.ts';
import { isPlainDate, type PlainDate } from '../../../core/time/plain-date.ts';
import { dossiersBehind, readDashboard } from '../../../services/dashboard/dashboard.ts';
import { type AppContext, type AppRouter, signedIn } from '../../env.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { orRefusal } from '../report/load.ts';
import { DashboardPage } from './dashboard.tsx';
import { FigureList, PendingList } from './lists.tsx';
import { LIST_PATH, NOBODY, PATH, PENDING_PATH, STANDING_IDS } from './query.ts';

export const PAGE_ROWS = 50;

const asked = (c: AppContext): { period?: string } => {
  const period = c.req.query('ky');
  return period === undefined || period === '' ? {} : { period };
};
const pageNumber = (c: AppContext): number => {
  const wanted = Number(c.req.query('trang') ?? 1);
  return Number.isSafeInteger(wanted) && wanted > 0 ? wanted : 1;
};

export function pages(app: AppRouter): void {
  app.get(PATH, requires('dashboard.view'), (c) =>
    orRefusal(c, async () => {
      const board = await readDashboard(c.get('deps').installation, { actor: signedIn(c), ...asked(c) });
      return page(c, { title: 'Tổng quan' }, <DashboardPage board={board} />);
    }),
  );

  app.get(PENDING_PATH, requires('dashboard.view'), (c) =>
    orRefusal(c, async () => {
      const board = await readDashboard(c.get('deps').installation, { actor: signedIn(c) });
      const standing = Object.entries(STANDING_IDS).find(([, id]) => id === c.req.query('tinh-trang'))?.[0];
      const step = c.req.query('buoc');
      const officer = c.req.query('can-bo');
      const dueOn = c.req.query('han');
      const items = pendingBehind(board.pending, {
        ...(standing === undefined ? {} : { standing: standing as DueStanding }),
        ...(step === undefined ? {} : { step }),
        ...(officer === undefined ? {} : { officer: officer === NOBODY ? null : officer }),
        ...(dueOn === undefined ? {} : { dueOn }),
      });
      return page(
        c,
        {
          title: 'Hồ sơ đang giải quyết',
          crumbs: [{ label: 'Tổng quan', href: PATH }, { label: 'Hồ sơ đang giải quyết' }],
        },
        <PendingList board={board} items={items} query={c.req.query()} page={pageNumber(c)} />,
      );
    }),
  );

  app.get(LIST_PATH, requires('dashboard.view'), (c) =>
    orRefusal(c, async () => {
      const from = c.req.query('tu');
      const through = c.req.query('den');
      const week =
        from !== undefined && through !== undefined && isPlainDate(from) && isPlainDate(through)
          ? { from: from as PlainDate, through: through as PlainDate }
          : undefined;
      const found = await dossiersBehind(c.get('deps').installation, {
        actor: signedIn(c),
        indicator: c.req.query('chi-tieu') ?? '',
        ...asked(c),
        ...(week === undefined ? {} : { week }),
      });
      return page(
        c,
        {
          title: found.definition.label,
          crumbs: [{ label: 'Tổng quan', href: `${PATH}?ky=${found.period.id}` }, { label: found.definition.label }],
        },
        <FigureList found={found} week={week} query={c.req.query()} page={pageNumber(c)} />,
      );
    }),
  );
}
