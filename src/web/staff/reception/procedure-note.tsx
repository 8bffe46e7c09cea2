/** What the officer wants to see of a procedure at every step: code, sector, term, fee. */
import { termLabel } from '../../../core/time/term.ts';
import type { DeskProcedure } from '../../../services/reception/desk.ts';
import { Tag } from '../../components/index.ts';

export function ProcedureNote({ procedure }: { readonly procedure: DeskProcedure }) {
  return (
    <>
      {procedure.code} · {procedure.sector} · Thời hạn{' '}
      {procedure.term === null ? 'chưa có trong danh mục' : termLabel(procedure.term)}
      {procedure.fee.note === '' ? '' : ` · ${procedure.fee.note}`}{' '}
      {procedure.verticalAgency ? <Tag colour="blue">Ngành dọc, không tính vào số liệu của UBND</Tag> : null}
      {procedure.authorities.length > 0 ? (
        <Tag colour="blue">Liên thông {procedure.authorities.length} cơ quan</Tag>
      ) : null}
    </>
  );
}
