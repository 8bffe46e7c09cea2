/** The first page of reception: which procedure. One box, a list, the keyboard. */
import { termLabel } from '../../../core/time/term.ts';
import type { FoundProcedure } from '../../../services/reception/find-procedures.ts';
import { Button, EmptyState, Form, PageHeading, Table, Tag } from '../../components/index.ts';

const FEE_WORDS: Readonly<Record<string, string>> = { none: 'Không thu', fee: 'Phí', charge: 'Lệ phí' };

export const chooseHref = (code: string): string => `/tiep-nhan/moi?thu-tuc=${encodeURIComponent(code)}`;

export interface ChooseProps {
  readonly query: string;
  readonly procedures: readonly FoundProcedure[];
  readonly more: boolean;
  readonly online: number;
}

export function ChooseProcedure(props: ChooseProps) {
  return (
    <>
      <PageHeading title="Tiếp nhận hồ sơ" note="Gõ vài chữ của tên thủ tục, không cần dấu, hoặc mã thủ tục.">
        <Button kind="secondary" href="/tiep-nhan/tra-lai">
          Phiếu bổ sung, từ chối đã lập
        </Button>
        <Button kind="secondary" href="/tiep-nhan/truc-tuyen">
          {props.online === 0 ? 'Hồ sơ trực tuyến' : `Hồ sơ trực tuyến chờ (${props.online})`}
        </Button>
      </PageHeading>
      <Form action="/tiep-nhan" method="get" class="seek" label="Tìm thủ tục">
        <label class="visually-hidden" for="f-q">
          Tên hoặc mã thủ tục
        </label>
        <input
          id="f-q"
          name="q"
          type="search"
          value={props.query}
          maxLength={200}
          autoComplete="off"
          spellcheck={false}
          placeholder="Ví dụ: khai sinh, chung thuc, 2.000815"
          data-autofocus=""
          data-live="/tiep-nhan/danh-sach"
          data-live-target="ket-qua"
        />
        <Button>Tìm</Button>
      </Form>
      <p class="visually-hidden" role="status" id="ket-qua-so" />
      <div id="ket-qua">
        <ProcedureList {...props} />
      </div>
    </>
  );
}

/** The list by itself, as typing replaces it. */
export function ProcedureList({ query, procedures, more }: Pick<ChooseProps, 'query' | 'procedures' | 'more'>) {
  return (
    <>
      <Table
        caption={query === '' ? 'Thủ tục hay dùng và danh mục' : `Thủ tục tìm được với «${query}»`}
        hideCaption
        rows={procedures}
        rowKey={(row) => row.code}
        columns={[
          {
            title: 'Thủ tục',
            heading: true,
            cell: (row) => (
              <>
                <a href={chooseHref(row.code)}>{row.name}</a>{' '}
                {row.verticalAgency ? <Tag colour="blue">Ngành dọc</Tag> : null}
                {row.recent ? <Tag>Vừa dùng</Tag> : null}
              </>
            ),
          },
          { title: 'Mã', cell: (row) => row.code, noWrap: true },
          { title: 'Lĩnh vực', cell: (row) => row.sector, minor: true },
          {
            title: 'Thời hạn',
            cell: (row) => (row.term === null ? 'chưa có' : termLabel(row.term)),
            noWrap: true,
            minor: true,
          },
          { title: 'Thu', cell: (row) => FEE_WORDS[row.feeKind] ?? '', noWrap: true, minor: true },
          {
            title: 'Hay dùng',
            minor: true,
            cell: (row) => (
              <Form action="/tiep-nhan/hay-dung">
                <input type="hidden" name="procedureCode" value={row.code} />
                <input type="hidden" name="q" value={query} />
                <button
                  type="submit"
                  class="as-link star"
                  name="favourite"
                  value={row.favourite ? '' : 'on'}
                  aria-label={`${row.favourite ? 'Bỏ khỏi' : 'Thêm vào'} thủ tục hay dùng: ${row.name}`}
                  aria-pressed={row.favourite}
                >
                  {row.favourite ? '★' : '☆'}
                </button>
              </Form>
            ),
          },
        ]}
        empty={
          <EmptyState title="Không có thủ tục nào khớp">
            Danh mục đang có hiệu lực không có thủ tục nào chứa đủ các chữ đã gõ. Hãy bớt chữ, hoặc gõ mã thủ tục.
          </EmptyState>
        }
      />
      {more ? <p class="hint">Còn nữa: hãy gõ thêm một chữ để thu hẹp.</p> : null}
    </>
  );
}
