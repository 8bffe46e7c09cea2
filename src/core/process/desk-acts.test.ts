import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../../law/calendars/index.ts';
import { NATIONAL_DOSSIER } from '../../law/index.ts';
import { PERMISSIONS } from '../access/permissions.ts';
import { WorkCalendar } from '../time/calendar.ts';
import { DESK_ACTS, type DeskAct, deskActBySlug, TAKE_UP } from './desk-acts.ts';
import { readDeskDateTime, readDeskValues } from './desk-values.ts';
import { UNDOABLE_ACTS } from './undo.ts';

const calendar = new WorkCalendar(CALENDARS);

describe('the table of acts', () => {
  it('has one address and one key for each act, known to the log and to the permissions', () => {
    expect(new Set(DESK_ACTS.map((act) => act.slug)).size).toBe(DESK_ACTS.length);
    expect(new Set(DESK_ACTS.map((act) => act.key)).size).toBe(DESK_ACTS.length);
    for (const act of DESK_ACTS) {
      // `g`, `/` and `?` belong to the frame of the pages.
      expect(act.key).toMatch(/^[a-fh-z]$/);
      if (act.act !== TAKE_UP) expect(Object.keys(NATIONAL_DOSSIER.acts)).toContain(act.act);
      for (const permission of act.permissions) expect(Object.keys(PERMISSIONS)).toContain(permission);
      expect(new Set(act.fields.map((field) => field.name)).size).toBe(act.fields.length);
    }
    for (const act of UNDOABLE_ACTS) expect(Object.keys(NATIONAL_DOSSIER.acts)).toContain(act);
  });

  it('asks for everything that the log needs', () => {
    const given: Readonly<Record<string, string>> = { items: 'note', newDue: 'newDueAt' };
    for (const act of DESK_ACTS) {
      const needs = (NATIONAL_DOSSIER.acts as Record<string, { needs?: Record<string, string> }>)[act.act]?.needs ?? {};
      const names = act.fields.map((field) => given[field.name] ?? field.name);
      for (const need of Object.keys(needs)) {
        // A document's number comes from its book where none is typed.
        if (need === 'document' && (act.book !== undefined || act.act === 'numberResult')) continue;
        expect(names, `${act.slug} ${need}`).toContain(need);
      }
    }
  });
});

describe('values', () => {
  const act = (slug: string): DeskAct => deskActBySlug(slug) as DeskAct;
  const read = (slug: string, values: Record<string, string>) =>
    readDeskValues(act(slug), act(slug).fields, values, { calendar, feeDue: 8000 });

  it('are refused field by field, each with what to do', () => {
    expect(read('tam-dung', {}).errors).toEqual({ ground: 'Nhập căn cứ.', document: 'Nhập số văn bản tạm dừng.' });
    expect(read('tra-ket-qua', { channel: 'drone' }).errors).toEqual({
      channel: 'Chọn hình thức trả trong danh sách.',
    });
    expect(read('tra-ket-qua', { channel: 'post' }).errors.trackingNumber).toContain('bưu gửi');
    expect(read('tra-ket-qua', { channel: 'counter', recipientName: 'Ă'.repeat(101) }).errors.recipientName).toContain(
      '100 ký tự',
    );
    for (const notation of ['qđ-ubnd', 'QĐ UBND', '../x', '<b>', '12/QĐ-UBND', ''])
      expect(read('cho-so', { notation }).errors.notation, notation).toBeDefined();
    expect(read('cho-so', { notation: 'QĐ-UBND' }).errors).toEqual({});
  });

  it('take money only as it is owed', () => {
    expect(read('thu-phi', { amount: '8.000', method: 'cash' })).toMatchObject({
      errors: {},
      data: { amount: 8000, method: 'cash' },
    });
    for (const amount of ['-8000', '0', '7.999', '8000,5', 'tám nghìn', '999999999999999999999'])
      expect(read('thu-phi', { amount, method: 'cash' }).errors.amount, amount).toBeDefined();
  });

  it('ignore what the form did not ask', () => {
    expect(read('tiep-tuc', { assignee: 'x', amount: '5', reason: 'y' }).data).toEqual({});
  });
});

describe('dates of a form', () => {
  it('are a day, meaning its closing time, or a day with its time', () => {
    expect(readDeskDateTime('05/09/2023', calendar)).toBe('2023-09-05T17:00');
    expect(readDeskDateTime('5/9/2023 16:30', calendar)).toBe('2023-09-05T16:30');
    expect(readDeskDateTime('5-9-2023 16h', calendar)).toBe('2023-09-05T16:00');
    for (const text of [
      '31/02/2023',
      '2023-09-05',
      '05/09/23',
      '5/9/2023 25:00',
      '5/9/2023 10:60',
      'mai',
      '04/09/2023',
    ])
      expect(typeof readDeskDateTime(text, calendar), text).toBe('object');
    expect(readDeskDateTime('05/09/2099', calendar)).toMatchObject({ problem: expect.stringContaining('2099') });
  });
});
