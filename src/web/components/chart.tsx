/**
 * Charts drawn by the server (biểu đồ): plain SVG without inline style, each with its title, beside the same figures as a
 * table. Colours only help; every series is also told apart by its pattern of light and dark and by its words.
 */
import { formatInteger } from '../../core/reporting/format.ts';

/** A round number at or above the largest value, for the top line. */
export function niceMax(largest: number): number {
  if (largest <= 5) return 5;
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= largest) ?? 10) * power;
}

export interface BarGroup {
  /** Under the bars; short. */
  readonly label: string;
  /** One value for each series; null: no figure. */
  readonly values: readonly (number | null)[];
  /** As printed over a bar; the plain number where absent. */
  readonly texts?: readonly string[];
}

export interface BarChartProps {
  readonly title: string;
  readonly series: readonly string[];
  readonly groups: readonly BarGroup[];
  /** The group that the page is about. */
  readonly current?: number;
  readonly height?: number;
  /** Units across: fewer for a chart in half a page, so that its words stay as large. */
  readonly width?: number;
}

const LEFT = 44;
const BOTTOM = 24;
const TOP = 18;
const WIDTH = 640;

/** Upright bars, one group beside the other. */
export function BarChart({ title, series, groups, current, height = 220, width = WIDTH }: BarChartProps) {
  const values = groups.flatMap((group) => group.values.filter((value): value is number => value !== null));
  const top = niceMax(Math.max(0, ...values));
  const plot = height - TOP - BOTTOM;
  const slot = (width - LEFT) / Math.max(1, groups.length);
  const bar = Math.min(46, (slot * 0.76) / series.length);
  const y = (value: number): number => TOP + plot - (Math.max(0, value) / top) * plot;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        <title>{title}</title>
        {(top % 2 === 0 || top > 10 ? [0, top / 2, top] : [0, top]).map((line) => (
          <g key={line}>
            <line class="chart-line" x1={LEFT} x2={width} y1={round(y(line))} y2={round(y(line))} />
            <text class="chart-scale" x={LEFT - 6} y={round(y(line)) + 4} text-anchor="end">
              {Number.isInteger(line) ? formatInteger(line) : String(line).replace('.', ',')}
            </text>
          </g>
        ))}
        {groups.map((group, at) => {
          const left = LEFT + at * slot + (slot - bar * series.length) / 2;
          return (
            <g key={group.label}>
              {group.values.map((value, index) =>
                value === null ? null : (
                  <g key={series[index]}>
                    <rect
                      class={`chart-bar chart-series-${index + 1}${current === at ? ' chart-current' : ''}`}
                      x={round(left + index * bar)}
                      y={round(y(value))}
                      width={round(bar - 2)}
                      height={round(TOP + plot - y(value))}
                    />
                    {series.length === 1 || groups.length <= 8 ? (
                      <text
                        class="chart-value"
                        x={round(left + index * bar + (bar - 2) / 2)}
                        y={round(y(value)) - 4}
                        text-anchor="middle"
                      >
                        {group.texts?.[index] ?? formatInteger(value)}
                      </text>
                    ) : null}
                  </g>
                ),
              )}
              <text
                class={current === at ? 'chart-label chart-label-current' : 'chart-label'}
                x={round(LEFT + at * slot + slot / 2)}
                y={height - 7}
                text-anchor="middle"
              >
                {group.label}
              </text>
            </g>
          );
        })}
      </svg>
      {series.length < 2 ? null : <Legend series={series} />}
    </figure>
  );
}

function Legend({ series }: { readonly series: readonly string[] }) {
  return (
    <figcaption class="chart-legend">
      {series.map((name, index) => (
        <span key={name}>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect class={`chart-series-${index + 1}`} width="12" height="12" />
          </svg>
          {name}
        </span>
      ))}
    </figcaption>
  );
}

/** One bar divided into shares; nothing where the whole is zero. */
export function ShareBar({
  title,
  shares,
}: {
  readonly title: string;
  readonly shares: readonly { readonly label: string; readonly value: number }[];
}) {
  const whole = shares.reduce((sum, share) => sum + share.value, 0);
  if (whole === 0) return null;
  let x = 0;
  return (
    <figure class="chart">
      <svg viewBox="0 0 720 26" role="img" aria-label={title}>
        <title>{title}</title>
        {shares.map((share, index) => {
          const width = (share.value / whole) * 720;
          const from = x;
          x += width;
          return (
            <rect
              key={share.label}
              class={`chart-bar chart-series-${index + 1}`}
              x={Math.round(from * 10) / 10}
              y={2}
              width={Math.max(0, Math.round((width - 2) * 10) / 10)}
              height={22}
            />
          );
        })}
      </svg>
      <Legend series={shares.map((share) => share.label)} />
    </figure>
  );
}
