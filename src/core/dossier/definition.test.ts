import { describe, expect, it } from 'vitest';
import { type DossierDefinition, definitionProblems } from './definition.ts';
import { LIBRARY } from './library.testkit.ts';

const library: DossierDefinition = LIBRARY;
const business = library.machines.business;
const withBusiness = (
  table: DossierDefinition['machines']['business']['table'],
  initial = business.initial,
): DossierDefinition => ({
  ...library,
  machines: { ...library.machines, business: { initial, table } },
});
const withAct = (name: string, act: DossierDefinition['acts'][string]): DossierDefinition => ({
  ...library,
  acts: { ...library.acts, [name]: act },
});

describe('what is wrong with a definition', () => {
  it('nothing with the library', () => expect(definitionProblems(library)).toEqual([]));

  it.each<[string, DossierDefinition, string]>([
    ['an initial state that is not there', withBusiness(business.table, 'nowhere'), 'thiếu trạng thái đầu «nowhere»'],
    [
      'a move to nowhere',
      withBusiness({ ...business.table, reserved: { borrow: 'moon', release: 'onShelf' } }),
      'trạng thái không có: «moon»',
    ],
    [
      'an act without a definition',
      withBusiness({ ...business.table, lost: { find: 'lent' } }),
      '«find» chưa được định nghĩa',
    ],
    [
      'an act named like a built-in',
      withBusiness({ ...business.table, lost: { constructor: 'lent' } as Record<string, string> }),
      '«constructor» chưa được định nghĩa',
    ],
    [
      'an act of another machine',
      withBusiness({ ...business.table, lost: { fine: 'lent' } }),
      '«fine» không thuộc máy «business»',
    ],
    [
      'a state that nothing leads to',
      withBusiness({ ...business.table, eaten: {} }),
      'Không thao tác nào dẫn tới trạng thái «business.eaten»',
    ],
    ['a state without a name', withBusiness({ ...business.table, eaten: {} }), '«business.eaten» chưa có tên'],
    ['a state without a clock', withBusiness({ ...business.table, eaten: {} }), '«eaten» chưa nói đồng hồ'],
    [
      'a state without a national status',
      withBusiness({ ...business.table, eaten: {} }),
      '«eaten» chưa có mã trạng thái quốc gia',
    ],
    [
      'a national status of 11',
      {
        ...library,
        nationalStatus: { ...library.nationalStatus, business: { ...library.nationalStatus.business, lent: 11 } },
      },
      '«lent» chưa có mã',
    ],
    [
      'a national status of 0',
      {
        ...library,
        nationalStatus: { ...library.nationalStatus, business: { ...library.nationalStatus.business, lent: 0 } },
      },
      '«lent» chưa có mã',
    ],
    [
      'a handed-over status of 0',
      { ...library, nationalStatus: { ...library.nationalStatus, handedOver: 0 } },
      'đã trả kết quả',
    ],
    ['an act that is never possible', withAct('burn', { machine: 'business', label: 'Đốt' }), '«burn» không dùng được'],
    [
      'an act that asks for a state that is not there',
      withAct('stamp', { machine: null, label: 'x', requires: { payment: ['rich'] } }),
      '«payment.rich»',
    ],
    ['an act allowed no time', withAct('stamp', { machine: null, label: 'x', atMost: 0 }), 'giới hạn 0 lần'],
  ])('%s', (_, definition, said) => expect(definitionProblems(definition).join('\n')).toContain(said));
});
