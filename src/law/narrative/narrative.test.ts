import { describe, expect, it } from 'vitest';
import { IndicatorCatalogue } from '../../core/reporting/indicators.ts';
import { buildNarrative, indicatorsOfNarrative } from '../../core/reporting/narrative-engine.ts';
import { FORMS, INDICATORS, NARRATIVES } from '../index.ts';

const catalogue = new IndicatorCatalogue(INDICATORS);
const built = (base: (id: string) => number) =>
  NARRATIVES.map((outline) =>
    buildNarrative(outline, catalogue, {
      valueOf: (id) => catalogue.valueOf(id, base),
      entries: [],
      attachedForms: new Map(),
    }),
  );
const textOf = (section: ReturnType<typeof built>[number][number]) =>
  section.paragraphs.map((p) => p.runs.map((run) => run.text).join('')).join('\n');

describe('đề cương báo cáo', () => {
  it('names only indicators and forms that exist, and no figure is typed into it', () => {
    expect(NARRATIVES.length).toBeGreaterThanOrEqual(2);
    for (const outline of NARRATIVES) {
      const ids = indicatorsOfNarrative(outline);
      expect(ids.length).toBeGreaterThan(30);
      expect(ids.filter((id) => !catalogue.has(id))).toEqual([]);
      for (const section of outline.sections) {
        for (const code of section.attachments ?? [])
          expect(
            FORMS.some((form) => form.shortCode === code),
            code,
          ).toBe(true);
        for (const paragraph of section.paragraphs) {
          const typed = paragraph.text.replace(/\{[^}]*\}/g, '').replace('1291/QĐ-TTg', '');
          expect(/\d/.test(typed), paragraph.text).toBe(false);
        }
      }
      const sections = outline.sections.map((section) => section.id);
      expect(sections).toEqual(['I', ...Array.from({ length: 10 }, (_, n) => `I.${n + 1}`), 'II', 'III', 'IV']);
    }
  });

  it('every share is printed with its parts and the name of its denominator', () => {
    for (const outline of NARRATIVES) {
      for (const section of outline.sections) {
        for (const paragraph of section.paragraphs) {
          for (const match of paragraph.text.matchAll(/\{([\w.]+)(\|ratio)?\}/g))
            expect(catalogue.get(match[1] as string).kind === 'ratio', match[0]).toBe(match[2] !== undefined);
        }
      }
    }
  });

  it('with nothing to count it says "Không phát sinh" and divides nothing', () => {
    for (const sections of built(() => 0)) {
      const text = new Map(sections.map((section) => [section.id, textOf(section)]));
      for (const id of ['I.7', 'I.8', 'I.9', 'I.10', 'II', 'III', 'IV'])
        expect(text.get(id), id).toBe('Không phát sinh.');
      expect(text.get('I.2')).toContain('Phương án đơn giản hóa cụ thể: Không phát sinh.');
      expect(text.get('I.4')).toContain('0/0 hồ sơ đã giải quyết trong kỳ (không tính tỷ lệ vì mẫu số bằng 0)');
      expect([...text.values()].join(' ')).not.toMatch(/%|NaN|undefined|null|\{/);
    }
  });

  it('says the figures of the sample quarter with their denominators', () => {
    const figures: Record<string, number> = {
      'dossiers.received.online': 384,
      'dossiers.received.counterAndPost': 1601,
      'dossiers.carriedOver': 89,
      'dossiers.resolved.early': 2011,
      'dossiers.pending.withinTime': 63,
      'dossiers.copyCertification': 1569,
      'dossiers.certifiedECopy': 1374,
    };
    const [sections] = built((id) => figures[id] ?? 0);
    const text = sections?.map(textOf).join('\n');
    expect(text).toContain(
      'Tổng số hồ sơ đã tiếp nhận: 2.074 hồ sơ; trong đó tiếp nhận trong kỳ: 1.985 hồ sơ, từ kỳ trước chuyển sang: 89 hồ sơ.',
    );
    expect(text).toContain('2.011/2.011 hồ sơ đã giải quyết trong kỳ, đạt tỷ lệ 100,00%');
    expect(text).toContain('2.011/2.074 tổng số hồ sơ đã tiếp nhận, gồm kỳ trước chuyển sang, đạt tỷ lệ 96,96%');
    expect(text).toContain('384/1.985 hồ sơ tiếp nhận trong kỳ, đạt tỷ lệ 19,35%');
    expect(text).toContain(
      '1.374/1.569 hồ sơ chứng thực bản sao từ bản chính đã giải quyết trong kỳ, đạt tỷ lệ 87,57%',
    );
  });
});
