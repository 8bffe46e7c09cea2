/** From a slip as it was issued to its layout: one function for each of the seven forms. */
import {
  type ApologySlip,
  type CompletionSlip,
  type ControlSlip,
  type DiscontinuationSlip,
  type ReceiptSlip,
  type RefusalSlip,
  type RegisterSlip,
  type Slip,
  type SlipPerson,
  slipNumber,
} from '../../core/reception/slip.ts';
import { formatLocal } from '../../core/time/local-date-time.ts';
import { formatDatePadded, type PlainDate } from '../../core/time/plain-date.ts';
import { type Block, dateWords, type SlipLayout, type Words } from './layout.ts';

const field = (label: string, text: string, bold = false): Block => ({
  kind: 'field',
  label,
  words: [{ text, bold }],
});
const paragraph = (...words: readonly Words[]): Block => ({ kind: 'paragraph', words });
const day = (at: string): string => formatDatePadded(at.slice(0, 10) as PlainDate);

/** Empty fields are left out, as long as a line of dots would only be filled in by hand. */
const filledFields = (pairs: readonly (readonly [string, string])[]): Block[] =>
  pairs.filter(([, text]) => text !== '').map(([label, text]) => field(label, text));

function personBlocks(person: SlipPerson, label: string): Block[] {
  return [
    field(label, person.fullName, true),
    ...filledFields([
      ['Người đại diện, được ủy quyền', person.representative],
      ['Địa chỉ', person.address],
      ['Số điện thoại', person.phone],
      ['Thư điện tử', person.email],
    ]),
  ];
}

const SIGN_NOTE = '(Ký và ghi rõ họ tên)';

type Matter = Pick<SlipLayout, 'code' | 'codeLabel' | 'blocks' | 'signatures' | 'footer'>;

function receipt(slip: ReceiptSlip): Matter {
  const blocks: Block[] = [
    ...personBlocks(slip.person, 'Tiếp nhận hồ sơ của'),
    field('Thủ tục', `${slip.procedureName} (mã ${slip.procedureCode})`),
    ...(slip.request === slip.procedureName ? [] : [field('Nội dung yêu cầu giải quyết', slip.request)]),
    slip.papers.length === 0
      ? field('Thành phần hồ sơ nộp', 'không có giấy tờ')
      : { kind: 'list', label: 'Thành phần hồ sơ nộp gồm', items: slip.papers },
    ...(slip.missingPapers.length === 0
      ? []
      : [{ kind: 'list', label: 'Giấy tờ còn thiếu', items: slip.missingPapers } as const]),
    field('Số lượng hồ sơ', `${slip.sets} bộ`),
    field('Thời hạn giải quyết', slip.termText),
    field('Nhận hồ sơ lúc', formatLocal(slip.receivedAt)),
    field('Hẹn trả kết quả lúc', formatLocal(slip.dueAt), true),
    field('Đăng ký nhận kết quả', slip.resultAt),
    ...(slip.feeText === '' ? [] : [paragraph({ text: slip.feeText })]),
  ];
  if (slip.parts.length > 0) {
    blocks.push({
      kind: 'table',
      label: 'Hồ sơ liên thông, do các cơ quan cùng giải quyết',
      columns: [
        { title: 'Cơ quan', share: 3 },
        { title: 'Nội dung', share: 3 },
        { title: 'Hạn', share: 3 },
      ],
      rows: slip.parts.map((part) => [part.authority, part.part, formatLocal(part.dueAt)]),
      empty: '',
    });
  }
  const remarks = [
    slip.dueProvisional ? 'Ngày hẹn có thể dời nếu ngày nghỉ chưa xác nhận được công bố.' : '',
    slip.codeRemark,
  ].filter((text) => text !== '');
  return {
    code: slip.dossierCode,
    codeLabel: `Mã hồ sơ: ${slip.dossierCode}`,
    blocks,
    signatures: [
      { title: 'NGƯỜI NỘP HỒ SƠ', note: SIGN_NOTE, name: '' },
      { title: 'NGƯỜI TIẾP NHẬN HỒ SƠ', note: SIGN_NOTE, name: slip.officer },
    ],
    footer: remarks.join(' '),
  };
}

/** A slip that may be given before there is a dossier code. */
const codeOfSlip = (code: string): Pick<Matter, 'code' | 'codeLabel'> => ({
  code,
  codeLabel: code === '' ? '' : `Mã hồ sơ: ${code}`,
});

function completion(slip: CompletionSlip): Matter {
  return {
    ...codeOfSlip(slip.dossierCode),
    blocks: [
      ...personBlocks(slip.person, 'Hồ sơ của'),
      field('Thủ tục', slip.procedureName),
      ...(slip.request === slip.procedureName ? [] : [field('Nội dung yêu cầu giải quyết', slip.request)]),
      { kind: 'list', label: 'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau', items: slip.items },
      field('Lý do', slip.reason),
      paragraph({
        text: `Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, xin liên hệ ${slip.contact} để được hướng dẫn.`,
      }),
    ],
    signatures: [{ title: 'NGƯỜI HƯỚNG DẪN', note: SIGN_NOTE, name: slip.officer }],
    footer: '',
  };
}

function refusal(slip: RefusalSlip): Matter {
  return {
    ...codeOfSlip(slip.dossierCode),
    blocks: [
      ...personBlocks(slip.person, 'Hồ sơ của'),
      field('Thủ tục', slip.procedureName),
      ...(slip.request === slip.procedureName ? [] : [field('Nội dung yêu cầu giải quyết', slip.request)]),
      paragraph({
        text: `Qua xem xét, ${slip.issuer.desk} không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:`,
      }),
      {
        kind: 'list',
        label: '',
        items: slip.reasons.map((reason) => `${reason.text} (căn cứ: ${reason.legalBasis}).`),
      },
      paragraph({ text: `Nếu cần hướng dẫn thêm, xin liên hệ ${slip.contact}.` }),
    ],
    signatures: [
      { title: 'NGƯỜI NỘP HỒ SƠ', note: SIGN_NOTE, name: '' },
      { title: 'NGƯỜI HƯỚNG DẪN', note: SIGN_NOTE, name: slip.officer },
    ],
    footer: '',
  };
}

function apology(slip: ApologySlip): Matter {
  return {
    ...codeOfSlip(slip.dossierCode),
    blocks: [
      paragraph({ text: 'Kính gửi: ' }, { text: slip.person.fullName, bold: true }),
      ...filledFields([
        ['Địa chỉ', slip.person.address],
        ['Số điện thoại', slip.person.phone],
      ]),
      paragraph({
        text: `Ngày ${day(slip.receivedAt)}, ${slip.issuer.authority} tiếp nhận hồ sơ mã ${slip.dossierCode} đề nghị giải quyết thủ tục «${slip.procedureName}», hẹn trả kết quả lúc ${formatLocal(slip.formerDueAt)}.`,
      }),
      paragraph({
        text: `Đến nay chưa trả được kết quả đúng hẹn, vì: ${slip.reason}`,
      }),
      paragraph(
        {
          text: 'Chúng tôi xin lỗi vì sự chậm trễ này và đề nghị gia hạn; kết quả sẽ được trả lúc ',
        },
        { text: formatLocal(slip.newDueAt), bold: true },
        { text: '.' },
      ),
      paragraph({ text: 'Mong ông (bà), quý cơ quan, tổ chức thông cảm.' }),
    ],
    signatures: [{ title: 'THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ', note: '(Ký, ghi rõ họ tên, đóng dấu)', name: '' }],
    footer: '',
  };
}

function discontinuation(slip: DiscontinuationSlip): Matter {
  return {
    ...codeOfSlip(slip.dossierCode),
    blocks: [
      ...personBlocks(slip.person, 'Kính gửi'),
      paragraph({
        text: `${slip.issuer.authority} đã tiếp nhận hồ sơ mã ${slip.dossierCode} ngày ${day(slip.receivedAt)}, thủ tục «${slip.procedureName}».`,
      }),
      paragraph(
        { text: 'Sau khi xem xét, cơ quan thông báo dừng giải quyết hồ sơ này. Lý do: ' },
        { text: slip.reason },
      ),
      paragraph({ text: `Nếu cần hướng dẫn thêm, xin liên hệ ${slip.contact}.` }),
    ],
    signatures: [{ title: 'THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ', note: '(Ký, ghi rõ họ tên, đóng dấu)', name: '' }],
    footer: '',
  };
}

function control(slip: ControlSlip): Matter {
  return {
    ...codeOfSlip(slip.dossierCode),
    blocks: [
      field('Thủ tục', slip.procedureName),
      field('Cơ quan giải quyết', slip.competent),
      ...filledFields([['Cơ quan phối hợp', slip.cooperating]]),
      {
        kind: 'table',
        label: 'Quá trình giao, nhận hồ sơ',
        columns: [
          { title: 'Bên giao', share: 3 },
          { title: 'Bên nhận', share: 3 },
          { title: 'Giờ, ngày', share: 3 },
          { title: 'Kết quả', share: 2 },
          { title: 'Ghi chú', share: 3 },
        ],
        rows: slip.handOvers.map((one) => [one.from, one.to, formatLocal(one.at), one.outcome, one.note]),
        empty: 'Chưa có lần giao, nhận nào.',
      },
    ],
    signatures: [],
    footer: '',
  };
}

function register(slip: RegisterSlip): Matter {
  return {
    code: '',
    codeLabel: '',
    blocks: [
      paragraph({ text: slip.periodText, italic: true }),
      {
        kind: 'table',
        label: '',
        columns: [
          { title: 'STT', share: 1 },
          { title: 'Mã hồ sơ', share: 4 },
          { title: 'Tên thủ tục', share: 6 },
          { title: 'Số bộ', share: 1 },
          { title: 'Cá nhân, tổ chức', share: 4 },
          { title: 'Địa chỉ, điện thoại', share: 4 },
          { title: 'Cơ quan giải quyết', share: 3 },
          { title: 'Nhận', share: 2 },
          { title: 'Hẹn trả', share: 2 },
          { title: 'Trả', share: 2 },
          { title: 'Cách nhận', share: 2 },
          { title: 'Ghi chú', share: 2 },
        ],
        rows: slip.rows.map((row, index) => [
          String(index + 1),
          row.dossierCode,
          row.procedureName,
          String(row.sets),
          row.applicant,
          row.contact,
          row.competent,
          day(row.receivedAt),
          day(row.dueAt),
          row.handedOverAt === null ? '' : day(row.handedOverAt),
          row.resultChannel,
          row.note,
        ]),
        empty: 'Không có hồ sơ trong thời gian này.',
      },
    ],
    signatures: [],
    footer: '',
  };
}

function matterOf(slip: Slip): Matter {
  switch (slip.kind) {
    case 'receipt':
      return receipt(slip);
    case 'completion':
      return completion(slip);
    case 'refusal':
      return refusal(slip);
    case 'apology':
      return apology(slip);
    case 'discontinuation':
      return discontinuation(slip);
    case 'control':
      return control(slip);
    case 'register':
      return register(slip);
  }
}

/** The layout of a slip, on the form of its day. */
export function composeSlip(slip: Slip): SlipLayout {
  const [year, month, date] = slip.issuedAt.slice(0, 10).split('-').map(Number) as [number, number, number];
  return {
    paper: slip.form.paper,
    formLine: `Mẫu số ${slip.form.number}`,
    authority: [slip.issuer.authority.toUpperCase(), slip.issuer.desk.toUpperCase()],
    numberLine: slip.kind === 'register' ? '' : `Số: ${slipNumber(slip)}`,
    placeLine: `${slip.issuer.place}, ${dateWords(slip.issuedAt)}`,
    title: slip.form.title.toUpperCase(),
    issued: [year, month, date, Number(slip.issuedAt.slice(11, 13)), Number(slip.issuedAt.slice(14, 16))],
    ...matterOf(slip),
  };
}

/** `giay-tiep-nhan-05-2023.pdf`: what the file of a slip is called. */
export function slipFileName(slip: Slip): string {
  const names = {
    receipt: 'giay-tiep-nhan',
    completion: 'phieu-bo-sung',
    refusal: 'phieu-tu-choi',
    apology: 'phieu-xin-loi',
    discontinuation: 'thong-bao-dung',
    control: 'phieu-kiem-soat',
    register: 'so-theo-doi',
  } as const satisfies Record<Slip['kind'], string>;
  return `${names[slip.kind]}-${String(slip.number).padStart(2, '0')}-${slip.issuedAt.slice(0, 4)}.pdf`;
}
