/** The unit's settings as they apply today and will apply, with who decided what; each part leads to its change. */
import type { ComponentChildren } from 'preact';
import { formatInteger } from '../../../core/reporting/format.ts';
import { periodLabel } from '../../../core/reporting/period.ts';
import type { SettingNote } from '../../../core/reporting/settings.ts';
import { hoursText } from '../../../core/time/calendar-changes.ts';
import { minutesPerDay } from '../../../core/time/calendar-data.ts';
import { formatDatePadded, type PlainDate } from '../../../core/time/plain-date.ts';
import { lateDaysText, lateRecordingText } from '../../../services/settings/change-late-recording.ts';
import { GRANULARITY_LABELS } from '../../../services/settings/change-timeliness.ts';
import type { SettingState, SettingsView, ShownDated, ShownDay } from '../../../services/settings/view-settings.ts';
import type { Withdrawable } from '../../../services/settings/withdraw-change.ts';
import {
  Button,
  DescriptionList,
  EmptyState,
  Notice,
  PageHeading,
  Section,
  Table,
  Tag,
} from '../../components/index.ts';
import { shownInstant } from '../../dates.ts';
import { useView } from '../../view.ts';
import { dayOfWeek } from './days.ts';
import { HOME, WITHDRAW_SLUGS } from './paths.ts';

const STATES = {
  ended: <Tag>Đã hết</Tag>,
  current: <Tag colour="green">Đang áp dụng</Tag>,
  scheduled: <Tag colour="blue">Sẽ áp dụng</Tag>,
} as const satisfies Record<SettingState, unknown>;

const day = (date: PlainDate): string => formatDatePadded(date);
const hoursOf = (minutes: number): string => `${String(minutes / 60).replace('.', ',')} giờ mỗi ngày`;

/** Shown only to those who may change settings. */
function Change({ href, children }: { readonly href: string; readonly children: ComponentChildren }) {
  return useView().may('setting.edit') ? (
    <p>
      <Button kind="secondary" href={href}>
        {children}
      </Button>
    </p>
  ) : null;
}

function Withdraw({ of, date, what }: { readonly of: Withdrawable; readonly date: PlainDate; readonly what: string }) {
  return useView().may('setting.edit') ? (
    <a href={`${HOME}/rut/${WITHDRAW_SLUGS[of]}/${date}`} aria-label={`Rút ${what}`}>
      Rút
    </a>
  ) : null;
}

function Hours({ view }: { readonly view: SettingsView }) {
  return (
    <Section title="Giờ làm việc" id="gio-lam-viec">
      <p>
        Hôm nay: <strong>{hoursText(view.hoursToday)}</strong>, {hoursOf(minutesPerDay(view.hoursToday))}; nghỉ thứ Bảy,
        Chủ nhật.
        {view.hours.some((one) => one.state === 'current') ? '' : ' Đây là giờ mặc định của phần mềm.'}
      </p>
      {view.hours.length === 0 ? null : (
        <Table
          caption="Giờ làm việc riêng của đơn vị"
          hideCaption
          rows={view.hours}
          rowKey={(row) => row.effectiveFrom}
          columns={[
            { title: 'Từ ngày', heading: true, noWrap: true, cell: (row) => day(row.effectiveFrom) },
            {
              title: 'Hết ngày',
              noWrap: true,
              minor: true,
              cell: (row) => (row.effectiveThrough === null ? 'đến khi thay đổi' : day(row.effectiveThrough)),
            },
            { title: 'Giờ làm việc', cell: (row) => hoursText(row.hours) },
            { title: 'Căn cứ', minor: true, cell: (row) => row.basis },
            {
              title: 'Tình trạng',
              cell: (row) => (
                <>
                  {STATES[row.state]}{' '}
                  {row.state === 'scheduled' ? (
                    <Withdraw of="officeHours" date={row.effectiveFrom} what={`giờ từ ${day(row.effectiveFrom)}`} />
                  ) : null}
                </>
              ),
            },
          ]}
        />
      )}
      <Change href={`${HOME}/gio-lam-viec`}>Đổi giờ làm việc</Change>
    </Section>
  );
}

function DayState({ row }: { readonly row: ShownDay }) {
  const { may } = useView();
  const { settlement, followed } = row;
  return (
    <>
      {settlement === null && followed !== null ? (
        <Tag colour="green">{followed.applied ? 'Theo ngày được bù: nghỉ' : 'Theo ngày được bù: làm việc'}</Tag>
      ) : settlement === null ? (
        <Tag colour="amber">{row.appliedByDefault ? 'Tạm tính: nghỉ' : 'Tạm tính: làm việc'}</Tag>
      ) : (
        <Tag colour="green">{settlement.applied ? 'Đã chốt: nghỉ' : 'Đã chốt: làm việc'}</Tag>
      )}{' '}
      {!row.open ? (
        <span class="soft">đã qua</span>
      ) : settlement !== null ? (
        <Withdraw of="settleDay" date={row.date} what={`việc chốt ngày ${day(row.date)}`} />
      ) : may('setting.edit') ? (
        <a href={`${HOME}/ngay-nghi/${row.date}`} aria-label={`Chốt ngày ${day(row.date)}`}>
          Chốt
        </a>
      ) : null}
    </>
  );
}

function Days({ view }: { readonly view: SettingsView }) {
  return (
    <Section title="Ngày nghỉ chờ chốt" id="ngay-nghi">
      <p>
        Những ngày chưa thấy văn bản quyết định. Phần mềm tạm tính như ghi ở bảng; có văn bản thì chốt để hạn trả đúng.
      </p>
      <Table
        caption="Ngày nghỉ chờ chốt"
        hideCaption
        rows={view.days}
        rowKey={(row) => row.date}
        columns={[
          { title: 'Ngày', heading: true, cell: (row) => dayOfWeek(row.date) },
          { title: 'Ngày nghỉ', cell: (row) => row.name },
          {
            title: 'Làm bù',
            noWrap: true,
            minor: true,
            cell: (row) => (row.makeUpOn === null ? '' : day(row.makeUpOn)),
          },
          { title: 'Tình trạng', cell: (row) => <DayState row={row} /> },
          {
            title: 'Căn cứ, ghi chú',
            minor: true,
            cell: (row) => row.settlement?.basis ?? row.note,
          },
        ]}
        empty={<EmptyState title="Không còn ngày nào chờ chốt." />}
      />
      {view.addedDays.length === 0 ? null : (
        <Table
          caption="Ngày nghỉ đơn vị ghi thêm"
          rows={view.addedDays}
          rowKey={(row) => row.date}
          columns={[
            { title: 'Ngày', heading: true, cell: (row) => dayOfWeek(row.date) },
            { title: 'Ngày nghỉ', cell: (row) => row.name },
            {
              title: 'Làm bù',
              cell: (row) => (row.makeUpOn === null ? 'không' : dayOfWeek(row.makeUpOn)),
            },
            { title: 'Căn cứ', minor: true, cell: (row) => row.basis },
            {
              title: 'Tình trạng',
              cell: (row) =>
                row.open ? (
                  <Withdraw of="addDayOff" date={row.date} what={`ngày nghỉ ${day(row.date)}`} />
                ) : (
                  <span class="soft">đã qua</span>
                ),
            },
          ]}
        />
      )}
      <Change href={`${HOME}/ngay-nghi/them`}>Thêm ngày nghỉ, làm bù</Change>
    </Section>
  );
}

/** A dated setting's list: from when, what, basis, state, and withdrawing what is still to come. */
function DatedTable<Value>(props: {
  readonly caption: string;
  readonly rows: readonly ShownDated<Value>[];
  readonly of: Withdrawable;
  readonly title: string;
  readonly cell: (value: Value) => ComponentChildren;
}) {
  if (props.rows.length === 0) return null;
  return (
    <Table
      caption={props.caption}
      hideCaption
      rows={props.rows}
      rowKey={(row) => row.effectiveFrom}
      columns={[
        { title: 'Từ ngày', heading: true, noWrap: true, cell: (row) => day(row.effectiveFrom) },
        { title: props.title, cell: (row) => props.cell(row.value) },
        { title: 'Căn cứ', minor: true, cell: (row) => row.basis },
        {
          title: 'Tình trạng',
          cell: (row) => (
            <>
              {STATES[row.state]}{' '}
              {row.state === 'scheduled' ? (
                <Withdraw of={props.of} date={row.effectiveFrom} what={`thay đổi từ ${day(row.effectiveFrom)}`} />
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}

function Timeliness({ view }: { readonly view: SettingsView }) {
  return (
    <Section title="Tính trước hạn, đúng hạn, quá hạn" id="cach-tinh">
      <p>
        Hôm nay: <strong>{GRANULARITY_LABELS[view.granularity]}</strong>.{' '}
        {view.granularity === 'minute'
          ? 'Có kết quả sau giờ hẹn một phút đã là quá hạn.'
          : 'Có kết quả trong ngày hẹn là đúng hạn, bất kể giờ nào.'}
        {view.timeliness.some((one) => one.state === 'current') ? '' : ' Đây là cách mặc định của phần mềm.'}
      </p>
      <DatedTable
        caption="Cách tính đúng hạn"
        rows={view.timeliness}
        of="timeliness"
        title="Cách tính"
        cell={(value) => GRANULARITY_LABELS[value]}
      />
      <Change href={`${HOME}/cach-tinh`}>Đổi cách tính</Change>
    </Section>
  );
}

function Identity({ view }: { readonly view: SettingsView }) {
  const { identity } = view;
  return (
    <Section title="Thông tin in trên báo cáo" id="thong-tin-bao-cao">
      <DescriptionList
        columns={2}
        facts={[
          { term: 'Cơ quan nhận', value: identity.receiverName },
          { term: 'Ký hiệu', value: identity.notation },
          { term: 'Chức danh ký', value: <Lines lines={identity.signatureLines} /> },
          { term: 'Người ký', value: identity.signer },
          { term: 'Nơi nhận', value: <Lines lines={identity.recipients} /> },
        ]}
      />
      <DatedTable
        caption="Thông tin in trên báo cáo"
        rows={view.identities}
        of="reportIdentity"
        title="Người ký, ký hiệu"
        cell={(value) => `${value.signer}, ${value.notation}`}
      />
      <Change href={`${HOME}/thong-tin-bao-cao`}>Đổi thông tin báo cáo</Change>
    </Section>
  );
}

function LateRecording({ view }: { readonly view: SettingsView }) {
  const { lateRecording: rule } = view;
  return (
    <Section title="Ghi việc đã xảy ra từ trước" id="ghi-sau">
      {rule === null ? (
        <Notice kind="error">
          Mức đang ghi của đơn vị không đọc được, nên chưa ghi sau được việc nào. Hãy đổi mức.
        </Notice>
      ) : (
        <>
          <p>
            Hôm nay, ghi được việc đã xảy ra: <strong>{lateDaysText(rule.ordinaryWorkingDays)}</strong> cho mọi người
            được làm việc ấy, <strong>{lateDaysText(rule.correctorWorkingDays)}</strong> cho người có thêm quyền «Đính
            chính dữ liệu hồ sơ», sau khi xác nhận đã có giấy tờ.
          </p>
          <p>
            {view.lateRecordings.some((one) => one.state === 'current') ? (
              `Mức riêng của đơn vị từ ngày ${day(rule.effectiveFrom)}, căn cứ: ${rule.basis}.`
            ) : (
              <>
                {rule.status === 'provisional' ? <Tag colour="amber">Tạm thời</Tag> : null} Căn cứ: {rule.basis}.
              </>
            )}
          </p>
        </>
      )}
      <DatedTable
        caption="Giới hạn ghi sau"
        rows={view.lateRecordings}
        of="lateRecording"
        title="Giới hạn"
        cell={(days) => (days === null ? 'không đọc được' : lateRecordingText(days))}
      />
      <Change href={`${HOME}/ghi-sau`}>Đổi giới hạn ghi sau</Change>
    </Section>
  );
}

export function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <>
      {lines.map((line, index) => (
        <span key={line}>
          {index === 0 ? null : <br />}
          {line}
        </span>
      ))}
    </>
  );
}

function Sectors({ view }: { readonly view: SettingsView }) {
  return (
    <Section title="Lĩnh vực" id="linh-vuc">
      <p>Các hàng của Biểu II.06a, theo danh mục thủ tục đang áp dụng; đổi bằng cách cập nhật danh mục.</p>
      <details>
        <summary>{formatInteger(view.sectors.length)} lĩnh vực</summary>
        <Table
          caption="Lĩnh vực đang áp dụng"
          hideCaption
          rows={view.sectors}
          rowKey={(row) => row.key}
          columns={[
            { title: 'Lĩnh vực', heading: true, cell: (row) => row.name },
            { title: 'Số thủ tục', numeric: true, cell: (row) => formatInteger(row.procedures) },
          ]}
          empty={<EmptyState title="Đơn vị chưa có danh mục.">Nhập danh mục thủ tục trước.</EmptyState>}
        />
      </details>
    </Section>
  );
}

function Provisional({ view }: { readonly view: SettingsView }) {
  if (view.provisionalForms.length === 0) return null;
  return (
    <Section title="Còn tạm thời trong phần mềm" id="tam-thoi">
      <ul>
        {view.provisionalForms.map((form) => (
          <li key={form.codes.join()}>
            <Tag colour="amber">Tạm thời</Tag> Biểu {form.codes.join(', ')}, áp dụng cho kỳ kết thúc từ {day(form.from)}
            . {form.note}.
          </li>
        ))}
      </ul>
    </Section>
  );
}

const whatOf = (note: SettingNote | null): string => {
  if (note === null) return 'Đặt từ dòng lệnh';
  return note.withdrawal === true ? `Rút: ${note.what}` : note.what.slice(0, 1).toUpperCase() + note.what.slice(1);
};

function History({ view }: { readonly view: SettingsView }) {
  return (
    <Section title="Các lần thay đổi gần đây" id="lich-su">
      <Table
        caption="Các lần thay đổi gần đây"
        hideCaption
        rows={view.history}
        rowKey={(row) => `${row.recordedAt} ${row.effectiveFrom}`}
        columns={[
          { title: 'Ghi lúc', noWrap: true, cell: (row) => shownInstant(row.recordedAt) },
          {
            title: 'Thay đổi',
            heading: true,
            cell: (row) => whatOf(row.note),
          },
          { title: 'Áp dụng từ', noWrap: true, cell: (row) => day(row.effectiveFrom) },
          { title: 'Lý do', minor: true, cell: (row) => row.note?.reason ?? '' },
          { title: 'Người ghi', minor: true, cell: (row) => row.by },
        ]}
        empty={<EmptyState title="Chưa có thay đổi nào.">Đơn vị đang dùng cài đặt mặc định.</EmptyState>}
      />
    </Section>
  );
}

export function Overview({ view }: { readonly view: SettingsView }) {
  const { may } = useView();
  return (
    <>
      <PageHeading
        title="Cài đặt của đơn vị"
        note={`Đang áp dụng ngày ${day(view.today)}. Mỗi thay đổi là một phiên bản mới có ngày áp dụng và căn cứ; không sửa quá khứ.${
          view.lastClosed === null
            ? ''
            : ` Kỳ đã chốt gần nhất: ${periodLabel(view.lastClosed)}, không cài đặt nào đổi được.`
        }`}
      />
      {view.unit.provisional === undefined ? null : <Notice kind="warning">{view.unit.provisional}</Notice>}
      {may('setting.edit') ? null : (
        <Notice kind="info">Bạn xem được cài đặt; quản trị đơn vị là người thay đổi.</Notice>
      )}
      <Hours view={view} />
      <Days view={view} />
      <Timeliness view={view} />
      <Identity view={view} />
      <LateRecording view={view} />
      <Sectors view={view} />
      <Provisional view={view} />
      <History view={view} />
    </>
  );
}
