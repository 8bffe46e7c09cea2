import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkDocument } from '../core/checking/check.ts';
import type { Block, DocumentModel } from '../core/checking/document.ts';
import { formatInteger } from '../core/reporting/format.ts';
import { IndicatorCatalogue } from '../core/reporting/indicators.ts';
import { buildNarrative } from '../core/reporting/narrative-engine.ts';
import { CHECKING_LAW } from '../law/checks/index.ts';
import { INDICATORS } from '../law/indicators/index.ts';
import { NARRATIVES } from '../law/narrative/registry.generated.ts';

/** A quarter's counts that hang together, as the engine would count them. */
const quarter = fc.record({
  early: fc.nat(3000),
  onTime: fc.nat(500),
  late: fc.nat(60),
  within: fc.nat(200),
  lapsed: fc.nat(20),
  cancelled: fc.nat(9),
  carriedShare: fc.nat(100),
  onlineShare: fc.nat(100),
  part: fc.nat(100),
  procedures: fc.integer({ min: 1, max: 300 }),
  feedback: fc.nat(20),
});

type Quarter = typeof quarter extends fc.Arbitrary<infer T> ? T : never;

function counts(q: Quarter): Record<string, number> {
  const resolved = q.early + q.onTime + q.late;
  const received = resolved + q.within + q.lapsed + q.cancelled;
  const carried = Math.floor((received * q.carriedShare) / 400);
  const inPeriod = received - carried;
  const online = Math.floor((inPeriod * q.onlineShare) / 100);
  const some = (of: number): number => Math.floor((of * q.part) / 100);
  return {
    'dossiers.received.online': online,
    'dossiers.received.counterAndPost': inPeriod - online,
    'dossiers.carriedOver': carried,
    'dossiers.resolved.early': q.early,
    'dossiers.resolved.onTime': q.onTime,
    'dossiers.resolved.overdue': q.late,
    'dossiers.pending.withinTime': q.within,
    'dossiers.pending.overdue': q.lapsed,
    'dossiers.pending.suspended': some(q.within),
    'dossiers.cancelled': q.cancelled,
    'dossiers.post': some(inPeriod - online),
    'dossiers.receivedOrHandedOver': inPeriod,
    'dossiers.paidOnline': some(online),
    'dossiers.feeDue': online,
    'payments.online.amount': some(online) * 8000,
    'dossiers.copyCertification': some(resolved),
    'dossiers.certifiedECopy': some(some(resolved)),
    'dossiers.resultDigitised': some(resolved),
    'dossiers.linked': some(inPeriod),
    'dossiers.linked.birth': some(some(inPeriod)),
    'dossiers.linked.death': some(inPeriod) - some(some(inPeriod)),
    'dossiers.verticalAgency': some(100),
    'procedures.total': q.procedures,
    'procedures.setByCentreOrProvince': some(q.procedures),
    'procedures.setLocally': q.procedures - some(q.procedures),
    'procedures.published': q.procedures,
    'procedures.oneStop': some(q.procedures),
    'procedures.internalProcess': some(q.procedures),
    'procedures.verticalAgency': 14,
    'feedback.new': q.feedback,
    'feedback.carriedOver': 0,
    'feedback.conduct': some(q.feedback),
    'feedback.regulation': q.feedback - some(q.feedback),
    'feedback.both': 0,
    'feedback.handled': some(q.feedback),
    'feedback.handledPublished': some(some(q.feedback)),
    'feedback.pending': q.feedback - some(q.feedback),
    'review.planned': 5,
    'review.approved': 0,
    'review.approvedToDate': 0,
  };
}

const paragraph = (text: string, index: number): Block => ({
  kind: 'paragraph',
  index,
  text,
  marker: '',
  headingLevel: null,
  listLevel: null,
});

/** The outline's text for these counts, as the report prints it. */
function ownText(base: Record<string, number>): DocumentModel {
  const catalogue = new IndicatorCatalogue(INDICATORS);
  const sections = buildNarrative(NARRATIVES[0] as (typeof NARRATIVES)[number], catalogue, {
    valueOf: (id) => catalogue.valueOf(id, (counted) => base[counted] ?? 0),
    entries: [],
    attachedForms: new Map(),
  });
  const lines = ['BÁO CÁO', 'Quý III năm 2023', '(Kỳ báo cáo: Từ ngày 15/6/2023 đến ngày 14/9/2023)'];
  const prefix = { paragraph: '', bullet: '- ', subBullet: '+ ', note: '' } as const;
  for (const section of sections) {
    lines.push(`${section.number} ${section.title}`);
    for (const { style, runs } of section.paragraphs) lines.push(prefix[style] + runs.map((run) => run.text).join(''));
  }
  return { source: 'txt', blocks: lines.map(paragraph) };
}

it('the text that the product writes has no error, whatever the figures', () => {
  fc.assert(
    fc.property(quarter, (q) => {
      const findings = checkDocument({
        model: ownText(counts(q)),
        law: CHECKING_LAW,
        period: null,
        known: null,
      }).findings;
      expect(
        findings
          .filter((finding) => finding.severity === 'error')
          .map((finding) => `${finding.code} ${finding.message}`),
      ).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it('and an error when one of its totals is changed', () => {
  const base = counts({
    early: 900,
    onTime: 80,
    late: 4,
    within: 30,
    lapsed: 2,
    cancelled: 3,
    carriedShare: 20,
    onlineShare: 60,
    part: 40,
    procedures: 150,
    feedback: 6,
  });
  const model = ownText(base);
  const total = formatInteger(900 + 80 + 4);
  const blocks = model.blocks.map((block) =>
    block.kind === 'paragraph'
      ? { ...block, text: block.text.replace(`đã giải quyết: ${total}`, 'đã giải quyết: 985') }
      : block,
  );
  const codes = checkDocument({
    model: { ...model, blocks },
    law: CHECKING_LAW,
    period: null,
    known: null,
  }).findings.map((finding) => finding.code);
  expect(codes).toContain('T03');
});
