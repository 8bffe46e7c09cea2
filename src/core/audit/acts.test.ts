import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../store/package-root.ts';
import { DESK_ACTS } from '../process/desk-acts.ts';
import {
  AUDIT_ACTS,
  AUDIT_GROUPS,
  type AuditGroup,
  auditActName,
  auditActsOf,
  auditSentence,
  hasAuditLabel,
} from './acts.ts';

/** Program text of the rooms that append to the audit. */
function sources(): string[] {
  const root = join(packageRoot(), 'src');
  return ['services', 'store', 'cli', 'main'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.(test|testkit|fixture)\.ts$/.test(name))
      .map((name) => readFileSync(join(root, room, name), 'utf8')),
  );
}

/** Texts in the program that stand where an act of the audit is named. */
function appendedActs(): string[] {
  const found = new Set<string>();
  for (const source of sources()) {
    for (const call of source.matchAll(/appendAudit\(\s*\w+,\s*\w+,\s*\{([\s\S]*?)\}\s*\)/g))
      for (const act of (call[1] as string).matchAll(/\bact: ([^\n]*)/g))
        for (const name of namesIn(act[1])) found.add(name);
    for (const call of source.matchAll(
      /(?:finishRecording|recordFactor|recordPaper|administer|give|noteDownload)\(\s*([\s\S]*?)\{/g,
    ))
      for (const name of namesIn((call[1] as string).split('async')[0])) found.add(name);
  }
  return [...found];
}
/** Not what is only compared with. */
const namesIn = (text = ''): string[] =>
  [...text.replace(/=== '[^']*'/g, '').matchAll(/'([A-Za-z][\w.]*)'/g)].map((match) => match[1] as string);

describe('acts of the audit', () => {
  it('have words wherever the program appends one', () => {
    const acts = appendedActs();
    // A search that finds nothing would be content with everything.
    expect(acts.length).toBeGreaterThan(35);
    for (const act of [
      'receiveDossier',
      'signIn',
      'certification.void',
      'disableAccount',
      'enrolTotp',
      'desk.takeOver',
      'report.download',
    ])
      expect(acts).toContain(act);
    expect(acts.filter((act) => !hasAuditLabel(act))).toEqual([]);
  });

  it('of the desk have the words of their buttons', () => {
    for (const { act, label } of DESK_ACTS) expect(auditActName(`desk.${act}`), act).toBe(label);
  });

  it('stand in one kind each, and every kind has some', () => {
    const groups = Object.keys(AUDIT_GROUPS) as AuditGroup[];
    const all = groups.flatMap((group) => auditActsOf(group).map(({ act }) => act));
    expect(new Set(all).size).toBe(all.length);
    for (const act of Object.keys(AUDIT_ACTS)) expect(all).toContain(act);
    for (const group of groups) expect(auditActsOf(group).length, group).toBeGreaterThan(0);
  });

  it.each([
    [
      'receiveDossier',
      { dossierCode: 'H32.1-0001', childCodes: ['a', 'b'] },
      'Tiếp nhận hồ sơ H32.1-0001 và 2 hồ sơ liên thông.',
    ],
    ['desk.approveResult', { dossierCode: 'H32.1-0001' }, 'Phê duyệt: hồ sơ H32.1-0001.'],
    [
      'desk.takeOver',
      { assignee: 'lan', dossierCodes: ['a', 'b', 'c'] },
      'Chuyển việc của người vắng: 3 hồ sơ cho «lan».',
    ],
    [
      'changeAccount',
      { loginName: 'lan', rolesBefore: ['clerk'], roles: ['clerk', 'leader'], linked: false },
      'Sửa tài khoản «lan», vai trò từ «Văn thư» thành «Văn thư, Lãnh đạo».',
    ],
    ['closeReport', { period: '2023-Q3', version: 2 }, 'Chốt số liệu: Quý III năm 2023, phiên bản 2.'],
    [
      'report.download',
      { period: '2023-Q3', version: 1, format: 'docx' },
      'Tải báo cáo: Quý III năm 2023, phiên bản 1, tệp DOCX.',
    ],
    ['report.download', { period: '2023-Q3', format: 'pdf' }, 'Tải báo cáo: Quý III năm 2023, số đang tính, tệp PDF.'],
    [
      'report.downloadSigned',
      { period: '2023-Q3', version: 1, issue: 1, place: 2 },
      'Tải báo cáo đã ký: Quý III năm 2023, phiên bản 1, chữ ký thứ 2.',
    ],
    [
      'report.downloadFigure',
      { period: '2023-Q3', version: 1, figure: 'Biểu II.06a, hàng «Hộ tịch», cột (8)', dossiers: 304 },
      'Tải danh sách hồ sơ đứng sau số liệu: Biểu II.06a, hàng «Hộ tịch», cột (8); Quý III năm 2023, phiên bản 1, 304 hồ sơ.',
    ],
    ['signIn', { method: 'totp' }, 'Đăng nhập bằng ứng dụng xác thực.'],
    [
      'lockAccount',
      { failures: 5, address: '192.0.2.1' },
      'Tài khoản bị khóa vì nhập sai: 5 lần, từ địa chỉ 192.0.2.1.',
    ],
    ['changePassword', {}, 'Đổi mật khẩu của mình.'],
    [
      'setCalendar',
      { effectiveFrom: '2026-11-24', moved: [1, 2] },
      'Đặt lịch làm việc của đơn vị từ ngày 24/11/2026, 2 hồ sơ đang giải quyết đổi hạn.',
    ],
    ['tomorrow', {}, 'Việc khác («tomorrow»).'],
  ])('tell %s in a sentence', (act, detail, sentence) => {
    expect(auditSentence(act, detail, { words: false })).toBe(sentence);
  });

  it('keep what people typed to those who may see dossiers', () => {
    const detail = { dossierCode: 'H32.1-0001', reason: 'ông Nguyễn Văn Mẫu\nhỏi' };
    const shown = auditSentence('person.viewUnmasked', detail, { words: true });
    expect(shown).toBe('Xem đầy đủ số giấy tờ, điện thoại: hồ sơ H32.1-0001 (ông Nguyễn Văn Mẫu hỏi).');
    expect(auditSentence('person.viewUnmasked', detail, { words: false })).not.toContain('Mẫu');
  });

  it('bear details that nobody expected', () => {
    for (const act of Object.keys(AUDIT_ACTS))
      for (const detail of [
        {},
        { roles: 7, version: null, moved: 'x', dossierCode: ['a'], period: {}, effectiveFrom: 'x' },
      ])
        expect(auditSentence(act, detail, { words: true })).toMatch(/\.$/);
  });
});
