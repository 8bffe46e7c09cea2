/** A slip as a page that prints like its form; beside it the file. */
import type { Slip } from '../../../core/reception/slip.ts';
import { type SlipPage as SlipLayoutPage, slipPage } from '../../../services/reception/print-slip.ts';
import { Button, PageHeading } from '../../components/index.ts';
import { slipHref } from './done-page.tsx';

type Block = SlipLayoutPage['blocks'][number];
type Words = Extract<Block, { kind: 'paragraph' }>['words'][number];

export function SlipView({ slip }: { readonly slip: Slip }) {
  const layout = slipPage(slip);
  return (
    <>
      <div class="no-print">
        <PageHeading title={slip.form.title} note={slip.form.legalBasis}>
          <a class="button button-primary" href={`${slipHref(slip)}.pdf`} data-autofocus="">
            Mở bản PDF để in
          </a>
          {slip.kind === 'register' || slip.dossierCode === '' ? null : (
            <Button kind="secondary" href={`/ho-so/${slip.dossierCode}`}>
              Về hồ sơ
            </Button>
          )}
        </PageHeading>
      </div>
      <Paper layout={layout} />
    </>
  );
}

function Paper({ layout }: { readonly layout: SlipLayoutPage }) {
  return (
    <article class={`slip slip-${layout.paper}`} aria-label={layout.title}>
      <p class="slip-form">{layout.formLine}</p>
      <div class="slip-head">
        <div>
          <p>{layout.authority[0]}</p>
          <p>
            <strong>{layout.authority[1]}</strong>
          </p>
          <p>{layout.numberLine}</p>
        </div>
        <div>
          <p>
            <strong>{layout.nation}</strong>
          </p>
          <p>
            <strong>{layout.motto}</strong>
          </p>
          <p>
            <em>{layout.placeLine}</em>
          </p>
        </div>
      </div>
      <div class="slip-title">
        <div>
          <h2>{layout.title}</h2>
          {layout.codeLabel === '' ? null : (
            <p>
              <strong>{layout.codeLabel}</strong>
            </p>
          )}
        </div>
        {layout.qr === undefined ? null : (
          <svg
            class="slip-qr"
            viewBox={`0 0 ${layout.qr.size} ${layout.qr.size}`}
            role="img"
            aria-label={layout.codeLabel}
          >
            <path d={layout.qr.path} />
          </svg>
        )}
      </div>
      {layout.blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
      {layout.signatures.length === 0 ? null : (
        <div class="slip-signatures">
          {layout.signatures.map((one) => (
            <div key={one.title}>
              <p>
                <strong>{one.title}</strong>
              </p>
              <p>
                <em>{one.note}</em>
              </p>
              <p class="slip-name">
                <strong>{one.name}</strong>
              </p>
            </div>
          ))}
        </div>
      )}
      {layout.footer === '' ? null : (
        <p>
          <em>{layout.footer}</em>
        </p>
      )}
    </article>
  );
}

const Spoken = ({ words }: { readonly words: readonly Words[] }) => (
  <>
    {words.map((one) =>
      one.bold === true ? (
        <strong key={one.text}>{one.text}</strong>
      ) : one.italic === true ? (
        <em key={one.text}>{one.text}</em>
      ) : (
        one.text
      ),
    )}
  </>
);

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'field':
      return (
        <p>
          {block.label}: <Spoken words={block.words} />
        </p>
      );
    case 'paragraph':
      return (
        <p>
          <Spoken words={block.words} />
        </p>
      );
    case 'list':
      return (
        <div>
          {block.label === '' ? null : <p>{block.label}:</p>}
          <ol class="tight">
            {block.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ol>
        </div>
      );
    case 'table':
      return block.rows.length === 0 ? (
        <p>{block.empty}</p>
      ) : (
        <table>
          {block.label === '' ? null : <caption>{block.label}</caption>}
          <thead>
            <tr>
              {block.columns.map((column) => (
                <th key={column.title} scope="col">
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join('|')}>
                {block.columns.map((column, at) => (
                  <td key={column.title}>{row[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}
