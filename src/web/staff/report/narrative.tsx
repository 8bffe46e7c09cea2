/** The text of the report (thuyết minh) on screen: each figure is marked and leads to what is behind it. */
import type { ParagraphModel, ReportModel, Run } from '../../../core/reporting/model.ts';
import { indicatorHref, type Which } from './query.ts';

const Runs = ({ runs, which }: { readonly runs: readonly Run[]; readonly which: Which }) => (
  <>
    {runs.map((run, index) => {
      const key = `${index}-${run.text}`;
      if ('figure' in run)
        return (
          <a key={key} class="figure" href={indicatorHref(which, run.figure)}>
            {run.text}
          </a>
        );
      if (run.emphasis === 'bold') return <strong key={key}>{run.text}</strong>;
      return run.emphasis === 'italic' ? <em key={key}>{run.text}</em> : <span key={key}>{run.text}</span>;
    })}
  </>
);

interface Block {
  readonly list: boolean;
  readonly paragraphs: readonly ParagraphModel[];
}

/** Neighbouring bullets are one list. */
function blocksOf(paragraphs: readonly ParagraphModel[]): Block[] {
  const blocks: { list: boolean; paragraphs: ParagraphModel[] }[] = [];
  for (const paragraph of paragraphs) {
    const list = paragraph.style === 'bullet' || paragraph.style === 'subBullet';
    const last = blocks.at(-1);
    if (last?.list === true && list) last.paragraphs.push(paragraph);
    else blocks.push({ list, paragraphs: [paragraph] });
  }
  return blocks;
}

export function Narrative({ model, which }: { readonly model: ReportModel; readonly which: Which }) {
  return (
    <div class="narrative">
      <p>{model.document.opening}</p>
      {model.sections.map((section) => {
        const title = `${section.number} ${section.title}`;
        return (
          <section key={section.id}>
            {section.level === 1 ? <h2>{title}</h2> : <h3>{title}</h3>}
            {blocksOf(section.paragraphs).map((block, index) =>
              block.list ? (
                <ul key={`${index}-ul`}>
                  {block.paragraphs.map((paragraph, at) => (
                    <li key={`${at}-${paragraph.runs[0]?.text ?? ''}`}>
                      <Runs runs={paragraph.runs} which={which} />
                    </li>
                  ))}
                </ul>
              ) : (
                block.paragraphs.map((paragraph, at) => (
                  <p key={`${index}-${at}`} class={paragraph.style === 'note' ? 'soft' : undefined}>
                    <Runs runs={paragraph.runs} which={which} />
                  </p>
                ))
              ),
            )}
          </section>
        );
      })}
      <p>{model.document.closing}</p>
    </div>
  );
}
