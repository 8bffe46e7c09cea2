/** Who hands the dossier in: one box for number, phone or name. */
import { PERSON_KIND_LABELS } from '../../../core/reception/applicant.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import type { DeskProcedure } from '../../../services/reception/desk.ts';
import type { PeopleFound } from '../../../services/reception/find-people.ts';
import { Button, Form, Notice, PageHeading, Table } from '../../components/index.ts';
import { ProcedureNote } from './procedure-note.tsx';

export function ChoosePerson(props: {
  readonly procedure: DeskProcedure;
  readonly query: string;
  readonly found: PeopleFound | undefined;
}) {
  const { procedure, found } = props;
  const base = `/tiep-nhan/moi?thu-tuc=${encodeURIComponent(procedure.code)}`;
  return (
    <>
      <PageHeading title={procedure.name} note={<ProcedureNote procedure={procedure} />}>
        <Button kind="secondary" href="/tiep-nhan">
          Chọn thủ tục khác
        </Button>
      </PageHeading>
      <Form action="/tiep-nhan/moi" method="get" class="seek" label="Tìm người nộp">
        <input type="hidden" name="thu-tuc" value={procedure.code} />
        <label for="f-tim">Người nộp: số căn cước, số điện thoại hoặc họ tên</label>
        <input
          id="f-tim"
          name="tim"
          type="search"
          value={props.query}
          maxLength={200}
          autoComplete="off"
          spellcheck={false}
          data-autofocus=""
        />
        <Button>Tìm</Button>
        <Button kind="secondary" href={`${base}&moi=1&tim=${encodeURIComponent(props.query)}`}>
          Người mới
        </Button>
      </Form>
      {found === undefined || found.people.length === 0 ? null : (
        <>
          <Table
            caption="Người đã có trong danh bạ"
            rows={found.people}
            rowKey={(row) => row.personId}
            columns={[
              {
                title: 'Họ và tên',
                heading: true,
                cell: (row) => <a href={`${base}&nguoi=${row.personId}`}>{row.fullName}</a>,
              },
              { title: 'Số giấy tờ', cell: (row) => row.identityNumber, noWrap: true },
              { title: 'Điện thoại', cell: (row) => row.phone, noWrap: true },
              { title: 'Nơi ở', cell: (row) => row.address, minor: true },
              { title: 'Loại', cell: (row) => PERSON_KIND_LABELS[row.kind], minor: true },
              { title: 'Lần gần nhất', cell: (row) => formatLocal(row.lastSeenAt), noWrap: true, minor: true },
            ]}
          />
          {found.former ? (
            <Notice kind="info">
              Đây là số cũ của người trên, đã được đính chính. Nếu người đang nộp là người khác mang số này, bấm «Người
              mới».
            </Notice>
          ) : null}
          {found.more ? (
            <Notice kind="info">Còn nhiều người cùng tên: hãy gõ thêm chữ đệm, tên, hoặc số giấy tờ.</Notice>
          ) : null}
        </>
      )}
    </>
  );
}
