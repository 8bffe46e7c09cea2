/** Named styles of the Word file: who edits the report changes a style once instead of every paragraph. */
import { AlignmentType, type IParagraphStyleOptions, type IStylesOptions, LineRuleType } from 'docx';
import { OFFICE_FAMILY } from '../fonts.ts';
import { TYPE } from './layout.ts';

/** Sizes of type in Word are counted in half points. */
export const halfPoints = (pt: number): number => Math.round(pt * 2);

const TWIPS_PER_MM = 1440 / 25.4;

export const twips = (mm: number): number => Math.round(mm * TWIPS_PER_MM);

const FIRST_LINE = twips(12.7);

interface StyleRecipe {
  /** As the list of styles in Word shows it. */
  readonly name: string;
  readonly sizePt: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  readonly firstLine?: boolean;
  readonly beforePt?: number;
  readonly afterPt?: number;
  readonly keepNext?: boolean;
}

const recipes = {
  Authority: { name: 'Cơ quan ban hành', sizePt: TYPE.authority, bold: true, align: AlignmentType.CENTER },
  Nation: { name: 'Quốc hiệu', sizePt: TYPE.nation, bold: true, align: AlignmentType.CENTER },
  Motto: { name: 'Tiêu ngữ', sizePt: TYPE.motto, bold: true, align: AlignmentType.CENTER },
  DocumentNumber: { name: 'Số, ký hiệu', sizePt: TYPE.number, align: AlignmentType.CENTER, beforePt: 6 },
  DateLine: {
    name: 'Địa danh, ngày tháng',
    sizePt: TYPE.dateLine,
    italics: true,
    align: AlignmentType.CENTER,
    beforePt: 6,
  },
  DocumentType: { name: 'Tên loại văn bản', sizePt: TYPE.title, bold: true, align: AlignmentType.CENTER, beforePt: 18 },
  Subject: { name: 'Trích yếu', sizePt: TYPE.title, bold: true, align: AlignmentType.CENTER },
  PeriodLine: { name: 'Kỳ báo cáo', sizePt: TYPE.body, italics: true, align: AlignmentType.CENTER },
  BodyParagraph: {
    name: 'Thân văn bản',
    sizePt: TYPE.body,
    align: AlignmentType.JUSTIFIED,
    firstLine: true,
    beforePt: 3,
    afterPt: 3,
  },
  BulletParagraph: {
    name: 'Gạch đầu dòng',
    sizePt: TYPE.body,
    align: AlignmentType.JUSTIFIED,
    firstLine: true,
    beforePt: 3,
    afterPt: 3,
  },
  SubBulletParagraph: {
    name: 'Cộng đầu dòng',
    sizePt: TYPE.body,
    align: AlignmentType.JUSTIFIED,
    firstLine: true,
    beforePt: 3,
    afterPt: 3,
  },
  NoteParagraph: {
    name: 'Ghi chú',
    sizePt: 12,
    italics: true,
    align: AlignmentType.JUSTIFIED,
    firstLine: true,
    beforePt: 3,
    afterPt: 3,
  },
  AttachmentParagraph: {
    name: 'Biểu kèm theo',
    sizePt: TYPE.body,
    align: AlignmentType.JUSTIFIED,
    firstLine: true,
    beforePt: 2,
    afterPt: 2,
  },
  ClosingParagraph: {
    name: 'Kết thúc văn bản',
    sizePt: TYPE.body,
    align: AlignmentType.JUSTIFIED,
    firstLine: true,
    beforePt: 3,
    afterPt: 12,
    keepNext: true,
  },
  SignerTitle: {
    name: 'Quyền hạn, chức vụ',
    sizePt: TYPE.signature,
    bold: true,
    align: AlignmentType.CENTER,
    keepNext: true,
  },
  SignerName: { name: 'Họ tên người ký', sizePt: TYPE.signature, bold: true, align: AlignmentType.CENTER },
  RecipientsHead: { name: 'Nơi nhận', sizePt: TYPE.recipientsHead, bold: true, italics: true, keepNext: true },
  Recipient: { name: 'Nơi nhận, từng mục', sizePt: TYPE.recipients },
  FormCode: { name: 'Mã biểu', sizePt: TYPE.formLine, bold: true, align: AlignmentType.RIGHT },
  FormTitle: { name: 'Tên biểu', sizePt: TYPE.formTitle, bold: true, align: AlignmentType.CENTER },
  FormLine: { name: 'Dòng thông tin của biểu', sizePt: TYPE.formLine },
  FormCentred: { name: 'Dòng giữa của biểu', sizePt: TYPE.formLine, italics: true, align: AlignmentType.CENTER },
  FormMeasure: {
    name: 'Đơn vị tính',
    sizePt: TYPE.formLine,
    italics: true,
    align: AlignmentType.RIGHT,
    beforePt: 2,
    afterPt: 2,
  },
  FormNote: { name: 'Ghi chú về mẫu biểu', sizePt: 10, italics: true, align: AlignmentType.RIGHT },
  PartTitle: { name: 'Tên phần của biểu', sizePt: TYPE.formLine, bold: true, beforePt: 8, afterPt: 2, keepNext: true },
  TableHead: { name: 'Đầu bảng', sizePt: 11, bold: true, align: AlignmentType.CENTER },
  TableCell: { name: 'Ô bảng', sizePt: 11 },
  TableTotal: { name: 'Dòng tổng cộng', sizePt: 11, bold: true },
  PageNumberLine: { name: 'Số trang', sizePt: TYPE.pageNumber, align: AlignmentType.CENTER },
  SmallLine: { name: 'Dòng nhỏ', sizePt: TYPE.small },
  RuleLine: { name: 'Nét kẻ', sizePt: 2 },
} as const satisfies Record<string, StyleRecipe>;

export type StyleId = keyof typeof recipes;

function styleOf(id: StyleId): IParagraphStyleOptions {
  const recipe: StyleRecipe = recipes[id];
  return {
    id,
    name: recipe.name,
    basedOn: 'Normal',
    quickFormat: true,
    run: { size: halfPoints(recipe.sizePt), bold: recipe.bold === true, italics: recipe.italics === true },
    paragraph: {
      ...(recipe.align === undefined ? {} : { alignment: recipe.align }),
      ...(recipe.firstLine === true ? { indent: { firstLine: FIRST_LINE } } : {}),
      ...(recipe.keepNext === true ? { keepNext: true } : {}),
      spacing: {
        before: (recipe.beforePt ?? 0) * 20,
        after: (recipe.afterPt ?? 0) * 20,
        line: 240,
        lineRule: LineRuleType.AUTO,
      },
    },
  };
}

const heading = (beforePt: number) => ({
  run: { font: OFFICE_FAMILY, size: halfPoints(TYPE.body), bold: true, color: '000000' },
  paragraph: {
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: FIRST_LINE },
    keepNext: true,
    keepLines: true,
    spacing: { before: beforePt * 20, after: 60, line: 240, lineRule: LineRuleType.AUTO },
  },
});

export const DOCX_STYLES: IStylesOptions = {
  default: {
    document: {
      run: {
        font: OFFICE_FAMILY,
        size: halfPoints(TYPE.body),
        color: '000000',
        language: { value: 'vi-VN', eastAsia: 'vi-VN' },
      },
      paragraph: { spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO } },
    },
    heading1: heading(8),
    heading2: heading(6),
  },
  paragraphStyles: (Object.keys(recipes) as StyleId[]).map(styleOf),
};
