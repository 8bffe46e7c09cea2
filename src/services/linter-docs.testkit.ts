/** For tests: the parts of `docs/linter.md` that are worked out, not written. */
import { readFile, writeFile } from 'node:fs/promises';
import { CONSISTENT_REPORTS, FAULTY_REPORT, LOOSE_REPORTS, PLANTED_ERRORS } from '../../test/fixtures/reports/index.ts';
import { checkDocument } from '../core/checking/check.ts';
import type { DocumentModel } from '../core/checking/document.ts';
import type { Finding } from '../core/checking/finding.ts';
import { mutants, SLIPS } from '../core/checking/mutate.testkit.ts';
import { CHECKING_LAW } from '../law/checks/index.ts';
import { checkDocumentFile } from './check-document.ts';

export const PAGE = new URL('../../docs/linter.md', import.meta.url);

const SEVERITY = { error: 'lỗi', warning: 'cảnh báo', note: 'lưu ý' } as const;

export function rulesTable(): string {
  const rows = CHECKING_LAW.rules.map(
    (rule) =>
      `| ${rule.code} | ${SEVERITY[rule.severity]} | ${rule.title} | ${rule.explanation} | ${rule.legalBasis ?? ''} |`,
  );
  return ['| Mã | Mức | Quy tắc | So sánh gì, làm gì | Căn cứ |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** Replaces what stands between the marks of a part; the marks stay. */
export async function partOf(name: string): Promise<string> {
  const page = await readFile(PAGE, 'utf8');
  const [, behind] = page.split(`<!-- ${name} -->\n`);
  return (behind ?? '').split(`\n<!-- /${name} -->`)[0] ?? '';
}

export async function writePart(name: string, text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const before = await partOf(name);
  await writeFile(
    PAGE,
    page.replace(
      `<!-- ${name} -->\n${before}\n<!-- /${name} -->`,
      () => `<!-- ${name} -->\n${text}\n<!-- /${name} -->`,
    ),
  );
}

const findingsOf = (model: DocumentModel): readonly Finding[] =>
  checkDocument({ model, law: CHECKING_LAW, period: null, known: null }).findings;

/** Which rule spoke where: the words of a message do not make a finding new. */
const key = (finding: Finding): string => `${finding.code} ${finding.evidence[0]?.place}`;

export interface SlipMeasure {
  readonly name: string;
  readonly total: number;
  readonly found: number;
  readonly missed: readonly string[];
}

/** One number changed at a time, by every slip; found when a rule speaks at a place where it was silent before. */
export function measureSlips(name: string, model: DocumentModel): SlipMeasure {
  const before = new Set(findingsOf(model).map(key));
  let total = 0;
  const missed: string[] = [];
  for (const [slipName, slip] of SLIPS) {
    for (const mutant of mutants(model, slip)) {
      total += 1;
      if (!findingsOf(mutant.model).some((finding) => !before.has(key(finding))))
        missed.push(`${slipName}: ${mutant.before} → ${mutant.after} (${mutant.context})`);
    }
  }
  return { name, total, found: total - missed.length, missed };
}

async function modelOf(bytes: Uint8Array, name: string): Promise<DocumentModel> {
  const outcome = await checkDocumentFile({ bytes, name });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.checked.model;
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1).replace('.', ',')}%`;

const row = (measure: SlipMeasure): string =>
  `| ${measure.name} | ${measure.total} | ${measure.found} | ${percent(measure.found, measure.total)} |`;

export async function measureAll(): Promise<{
  readonly table: string;
  readonly measures: readonly SlipMeasure[];
  readonly plantedFound: number;
  readonly errorsInConsistent: number;
}> {
  const measures: SlipMeasure[] = [];
  let errorsInConsistent = 0;
  for (const report of CONSISTENT_REPORTS) {
    const model = await modelOf(await report.bytes(), report.name);
    errorsInConsistent += findingsOf(model).filter((finding) => finding.severity !== 'note').length;
    measures.push(measureSlips(`${report.name}: ${report.about}`, model));
  }
  measures.push(
    measureSlips(
      `${FAULTY_REPORT.name}: ${FAULTY_REPORT.about}`,
      await modelOf(await FAULTY_REPORT.bytes(), FAULTY_REPORT.name),
    ),
  );
  const loose: SlipMeasure[] = [];
  for (const report of LOOSE_REPORTS) {
    const model = await modelOf(await report.bytes(), report.name);
    errorsInConsistent += findingsOf(model).filter((finding) => finding.severity !== 'note').length;
    loose.push(measureSlips(`${report.name}: ${report.about}`, model));
  }
  let plantedFound = 0;
  let byStander = 0;
  for (const planted of PLANTED_ERRORS) {
    const report = CONSISTENT_REPORTS.find((candidate) => candidate.name === planted.report);
    const text = new TextDecoder().decode(await report?.bytes());
    const found = findingsOf(
      await modelOf(new TextEncoder().encode(text.replace(planted.find, () => planted.put)), planted.report),
    );
    if (found.some((finding) => planted.codes.includes(finding.code))) plantedFound += 1;
    byStander += found.filter((finding) => finding.severity !== 'note' && !planted.codes.includes(finding.code)).length;
  }
  const all = measures.reduce((sum, measure) => sum + measure.total, 0);
  const found = measures.reduce((sum, measure) => sum + measure.found, 0);
  const table = [
    '| Báo cáo | Số lần sửa | Phát hiện | Tỷ lệ |',
    '|---|---:|---:|---:|',
    ...measures.map(row),
    `| **Cộng** | **${all}** | **${found}** | **${percent(found, all)}** |`,
    '',
    'Báo cáo có nhiều con số đứng một mình (không gì trong báo cáo ràng buộc chúng), không tính vào tổng trên:',
    '',
    '| Báo cáo | Số lần sửa | Phát hiện | Tỷ lệ |',
    '|---|---:|---:|---:|',
    ...loose.map(row),
    '',
    `- Báo cáo nhất quán: ${CONSISTENT_REPORTS.length + LOOSE_REPORTS.length} bản, ${errorsInConsistent} lỗi hoặc cảnh báo nhầm.`,
    `- Lỗi cài sẵn (một lỗi mỗi bản, biết trước): ${PLANTED_ERRORS.length}, phát hiện đúng mã ${plantedFound} (${percent(plantedFound, PLANTED_ERRORS.length)}); kèm theo ${byStander} lỗi hoặc cảnh báo mã khác, đều do chính chỗ sửa kéo theo.`,
  ].join('\n');
  return { table, measures, plantedFound, errorsInConsistent };
}
