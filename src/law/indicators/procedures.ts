/**
 * Chỉ tiêu về danh mục thủ tục hành chính và quy trình nội bộ. Counted on the catalogue in force on the period's last day
 * (or the as-of day), vertical agencies' procedures apart.
 */
import type { IndicatorDefinition } from '../../core/reporting/definition.ts';
import type { Predicate } from '../../core/reporting/predicate.ts';

const own: Predicate = { not: { flag: 'verticalAgency' } };
const count = (
  id: string,
  label: string,
  where: Predicate,
  explanation: string,
  synonyms: readonly string[] = [],
): IndicatorDefinition => ({
  kind: 'count',
  id,
  label,
  unit: 'thủ tục',
  population: 'procedure',
  where,
  explanation,
  synonyms,
});

export const PROCEDURE_INDICATORS = [
  count(
    'procedures.total',
    'Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương',
    own,
    'Thủ tục trong danh mục của đơn vị còn hiệu lực vào ngày cuối kỳ, không gồm thủ tục ngành dọc.',
    ['tổng số TTHC thuộc thẩm quyền giải quyết', 'tổng số TTHC', 'số lượng TTHC'],
  ),
  count(
    'procedures.setByCentreOrProvince',
    'Số TTHC do Trung ương, tỉnh quy định',
    { all: [own, { not: { flag: 'setLocally' } }] },
    'Thủ tục do Trung ương hoặc tỉnh quy định.',
    ['số TTHC do Trung ương, tỉnh quy định'],
  ),
  count(
    'procedures.setLocally',
    'Số TTHC do địa phương quy định',
    { all: [own, { flag: 'setLocally' }] },
    'Thủ tục do chính quyền địa phương quy định.',
    ['số TTHC do địa phương quy định'],
  ),
  count(
    'procedures.published',
    'Số TTHC được công khai',
    { all: [own, { flag: 'published' }] },
    'Thủ tục đã được niêm yết, công khai tại đơn vị.',
    ['số TTHC được công khai', 'TTHC được niêm yết công khai'],
  ),
  count(
    'procedures.oneStop',
    'TTHC thực hiện theo cơ chế một cửa, một cửa liên thông',
    { all: [own, { flag: 'oneStop' }] },
    'Thủ tục được tiếp nhận và trả kết quả tại Bộ phận Một cửa.',
    ['TTHC được thực hiện theo CCMC, MCLT', 'TTHC tiếp nhận tại Bộ phận Một cửa'],
  ),
  count(
    'procedures.internalProcess',
    'Quy trình nội bộ được ban hành',
    { all: [own, { flag: 'oneStop' }, { flag: 'internalProcess' }] },
    'Thủ tục thực hiện theo cơ chế một cửa đã có quy trình nội bộ được ban hành.',
    ['quy trình nội bộ giải quyết TTHC', 'quy trình nội bộ được ban hành', 'số quy trình nội bộ'],
  ),
  count(
    'procedures.verticalAgency',
    'TTHC của cơ quan ngành dọc tiếp nhận tại Bộ phận Một cửa',
    { flag: 'verticalAgency' },
    'Thủ tục của cơ quan ngành dọc đưa ra tiếp nhận tại Bộ phận Một cửa theo QĐ 1291/QĐ-TTg.',
    ['TTHC ngành dọc'],
  ),
] as const satisfies readonly IndicatorDefinition[];
