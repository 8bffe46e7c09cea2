/** The first page after signing in, and the list of shortcuts. */
import { permits, type Role } from '../../../core/access/permissions.ts';
import { DESK_ACTS } from '../../../core/process/desk-acts.ts';
import type { SignedIn } from '../../../services/signed-in.ts';
import { DescriptionList, PageHeading, Section } from '../../components/index.ts';
import { type AppRouter, signedIn } from '../../env.ts';
import { navigationFor } from '../../navigation.ts';
import { page } from '../../page.tsx';
import { STAFF_NAVIGATION } from '../navigation-entries.ts';

/** The first of these that a person may open is where signing in leads. */
const FIRST_PAGES = ['/viec-cua-toi', '/tong-quan', '/bao-cao', '/quan-tri/tai-khoan'] as const;
/** No step of a dossier ever waits for these: their work begins elsewhere. */
const WITHOUT_TASKS: readonly Role[] = ['reportingOfficer', 'unitAdministrator'];
const FIRST_WITHOUT_TASKS = ['/bao-cao', '/quan-tri/tai-khoan'] as const;

const SHORTCUTS = [
  { term: '?', value: 'Mở danh sách phím tắt này' },
  { term: '/', value: 'Đến ô tìm hồ sơ' },
  { term: '↑ ↓', value: 'Trong bảng: dòng trên, dòng dưới' },
  { term: 'Enter', value: 'Trong bảng: mở dòng đang chọn' },
  { term: 'Esc', value: 'Đóng bảng chọn đang mở' },
] as const;

/** Letters of the acts that a person may ever do with a dossier; the buttons there show those of the moment. */
const actKeys = (user: SignedIn) =>
  DESK_ACTS.filter((act) => act.permissions.some((permission) => permits(user, permission, user.unitId))).map(
    ({ key, label }) => ({ term: key, value: label }),
  );

export function pages(app: AppRouter): void {
  app.get('/', (c) => {
    const user = signedIn(c);
    const open = navigationFor(user, STAFF_NAVIGATION).map((entry) => entry.path);
    const places = user.roles.every((role) => WITHOUT_TASKS.includes(role)) ? FIRST_WITHOUT_TASKS : FIRST_PAGES;
    const first = places.find((path) => open.includes(path)) ?? open[0] ?? '/tai-khoan';
    return c.redirect(first, 303);
  });
  app.get('/phim-tat', (c) => {
    const user = signedIn(c);
    const acts = actKeys(user);
    const entries = navigationFor(user, STAFF_NAVIGATION).filter((entry) => entry.key !== undefined);
    return page(
      c,
      { title: 'Phím tắt' },
      <>
        <PageHeading
          title="Phím tắt"
          note="Mọi việc đều làm được không cần chuột: Tab, Shift+Tab, Enter và phím cách."
        />
        <div class="columns columns-even">
          <Section title="Ở mọi trang">
            <DescriptionList
              facts={SHORTCUTS.map(({ term, value }) => ({ term, value: <span class="shortcut">{value}</span> }))}
            />
          </Section>
          {entries.length === 0 ? null : (
            <Section title="Đi đến trang: bấm g rồi bấm chữ">
              <DescriptionList
                facts={entries.map((entry) => ({
                  term: `g ${entry.key}`,
                  value: <a href={entry.path}>{entry.label}</a>,
                }))}
              />
            </Section>
          )}
          {acts.length === 0 ? null : (
            <Section title="Trên trang của hồ sơ: bấm chữ ghi ở nút">
              <DescriptionList facts={acts} />
            </Section>
          )}
          {permits(user, 'certification.register', user.unitId) ? (
            <Section title="Ở trang chứng thực">
              <DescriptionList
                facts={[
                  { term: 'Enter', value: 'Vào sổ, sang dòng mới' },
                  { term: '↑', value: 'Ở ô người yêu cầu: lặp người vừa làm' },
                ]}
              />
            </Section>
          ) : null}
        </div>
      </>,
    );
  });
}
