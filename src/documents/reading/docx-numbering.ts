/** The numbers and bullets that Word prints by itself: `numbering.xml` and the list settings of styles. */
import { walkXml } from './walk-xml.ts';

interface Level {
  format: string;
  text: string;
  start: number;
}

export interface ParagraphStyle {
  readonly headingLevel: number | null;
  readonly numberingId: string | null;
  readonly level: number;
}

/** Style by id, with what it inherits. */
export function readStyles(xml: string, name: string): ReadonlyMap<string, ParagraphStyle> {
  const raw = new Map<
    string,
    { basedOn: string | null; outline: number | null; numId: string | null; level: number; title: string }
  >();
  let current: {
    id: string;
    basedOn: string | null;
    outline: number | null;
    numId: string | null;
    level: number;
    title: string;
  } | null = null;
  walkXml(xml, name, {
    open: (element) => {
      const value = element.attribute('val');
      if (element.name === 'style') {
        current = {
          id: element.attribute('styleId') ?? '',
          basedOn: null,
          outline: null,
          numId: null,
          level: 0,
          title: '',
        };
      } else if (current !== null && value !== undefined) {
        if (element.name === 'basedOn') current.basedOn = value;
        if (element.name === 'name') current.title = value.toLowerCase();
        if (element.name === 'outlineLvl') current.outline = Number(value);
        if (element.name === 'numId') current.numId = value;
        if (element.name === 'ilvl') current.level = Number(value);
      }
    },
    close: (element) => {
      if (element.name !== 'style' || current === null) return;
      raw.set(current.id, current);
      current = null;
    },
  });
  const styles = new Map<string, ParagraphStyle>();
  for (const id of raw.keys()) {
    let outline: number | null = null;
    let numId: string | null = null;
    let level = 0;
    // A chain longer than this is a loop.
    for (let at: string | null = id, steps = 0; at !== null && steps < 20; steps += 1) {
      const style = raw.get(at);
      if (style === undefined) break;
      const named = /^heading (\d)$/.exec(style.title);
      outline ??= style.outline ?? (named === null ? null : Number(named[1]) - 1);
      if (numId === null && style.numId !== null) {
        numId = style.numId;
        level = style.level;
      }
      at = style.basedOn;
    }
    styles.set(id, { headingLevel: outline === null || outline > 8 ? null : outline + 1, numberingId: numId, level });
  }
  return styles;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

export function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [unit, letters] of ROMAN) {
    while (rest >= unit) {
      text += letters;
      rest -= unit;
    }
  }
  return text;
}

function written(format: string, value: number): string {
  if (format === 'upperRoman') return roman(value);
  if (format === 'lowerRoman') return roman(value).toLowerCase();
  if (format === 'lowerLetter' || format === 'upperLetter') {
    const letter = String.fromCharCode(97 + ((value - 1) % 26));
    return format === 'lowerLetter' ? letter : letter.toUpperCase();
  }
  return format === 'decimalZero' && value < 10 ? `0${value}` : String(value);
}

/** Counts as Word does, paragraph by paragraph in document order. */
export interface NumberingCounter {
  /** The printed marker of the next paragraph of this list and level: `2.1.`, `-`; empty where it prints none. */
  readonly next: (numberingId: string, level: number) => string;
}

export function readNumbering(xml: string | null, name: string): NumberingCounter {
  const abstracts = new Map<string, Map<number, Level>>();
  const lists = new Map<string, string>();
  const overrides = new Map<string, number>();
  if (xml !== null) {
    let abstract: Map<number, Level> | null = null;
    let level: Level | null = null;
    let list: string | null = null;
    let overridden = 0;
    walkXml(xml, name, {
      open: (element) => {
        const value = element.attribute('val') ?? '';
        if (element.name === 'abstractNum') {
          abstract = new Map();
          abstracts.set(element.attribute('abstractNumId') ?? '', abstract);
        } else if (element.name === 'num') list = element.attribute('numId') ?? '';
        else if (element.name === 'abstractNumId' && list !== null) lists.set(list, value);
        else if (element.name === 'lvlOverride') overridden = Number(element.attribute('ilvl') ?? 0);
        else if (element.name === 'startOverride' && list !== null)
          overrides.set(`${list}/${overridden}`, Number(value));
        else if (element.name === 'lvl' && abstract !== null && list === null) {
          level = { format: 'decimal', text: '', start: 1 };
          abstract.set(Number(element.attribute('ilvl') ?? 0), level);
        } else if (level !== null) {
          if (element.name === 'numFmt') level.format = value;
          else if (element.name === 'lvlText') level.text = value;
          else if (element.name === 'start') level.start = Number(value);
        }
      },
      close: (element) => {
        if (element.name === 'lvl') level = null;
        if (element.name === 'abstractNum') abstract = null;
        if (element.name === 'num') list = null;
      },
    });
  }
  const counts = new Map<string, number[]>();
  const startedBy = new Set<string>();
  return {
    next: (numberingId, at) => {
      const abstractId = lists.get(numberingId);
      const levels = abstractId === undefined ? undefined : abstracts.get(abstractId);
      const own = levels?.get(at);
      if (levels === undefined || abstractId === undefined || own === undefined || at > 8) return '';
      let count = counts.get(abstractId);
      if (count === undefined) {
        count = [];
        counts.set(abstractId, count);
      }
      const override = overrides.get(`${numberingId}/${at}`);
      if (override !== undefined && !startedBy.has(`${numberingId}/${at}`)) count[at] = override - 1;
      startedBy.add(`${numberingId}/${at}`);
      count[at] = (count[at] ?? own.start - 1) + 1;
      count.length = at + 1;
      if (own.format === 'none') return '';
      if (own.format === 'bullet') return '-';
      const values = count;
      return own.text.replace(/%([1-9])/g, (_, digit: string) => {
        const k = Number(digit) - 1;
        const format = levels.get(k)?.format ?? 'decimal';
        return written(
          format === 'bullet' || format === 'none' ? 'decimal' : format,
          values[k] ?? levels.get(k)?.start ?? 1,
        );
      });
    },
  };
}
