import type { FC } from "hono/jsx";
import { formatCount, formatDate } from "./numbers.ts";

/** A part of every bar: its name in the legend, and the class that gives it a colour. */
export interface ChartSeries {
  readonly name: string;
  readonly className: "first" | "second" | "third";
}

export interface ChartDay {
  /** ISO date. */
  readonly date: string;
  /** One for each series. */
  readonly values: readonly number[];
}

interface BarChartProps {
  readonly id: string;
  readonly title: string;
  /** The text alternative. */
  readonly description: string;
  readonly series: readonly ChartSeries[];
  readonly days: readonly ChartDay[];
}

const HEIGHT = 100;
const BAR_WIDTH = 10;

/**
 * Stacked bars by day. The drawing holds no text: it is stretched to any width, and scale, dates and legend stand around it in
 * the page's own type. A table with the same numbers follows.
 */
export const BarChart: FC<BarChartProps> = ({ id, title, description, series, days }) => {
  const top = roundUp(Math.max(1, ...days.map(({ values }) => sum(values))));
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>{title}</h3>
        <Legend series={series} />
      </figcaption>
      <div class="plot">
        <p class="scale" aria-hidden="true">
          <span>{formatCount(top)}</span>
          <span>{formatCount(top / 2)}</span>
          <span>0</span>
        </p>
        <svg
          viewBox={`0 0 ${days.length * BAR_WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-labelledby={`${id}-title ${id}-text`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-text`}>{description}</desc>
          <path class="grid" d={`M0 0H${days.length * BAR_WIDTH}M0 50H${days.length * BAR_WIDTH}`} />
          {days.map((day, index) => (
            <Bar day={day} series={series} x={index * BAR_WIDTH} top={top} isCrowded={days.length > 60} />
          ))}
        </svg>
        <p class="dates" aria-hidden="true">
          <span>{formatDate(days[0]?.date)}</span>
          <span>{formatDate(days.at(-1)?.date)}</span>
        </p>
      </div>
      <DayTable title={title} series={series} days={days} />
    </figure>
  );
};

const Legend: FC<{ readonly series: readonly ChartSeries[] }> = ({ series }) => (
  <ul class="legend">
    {series.map(({ name, className }) => (
      <li>
        <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
          <rect class={className} width="10" height="10" rx="2" />
        </svg>
        {name}
      </li>
    ))}
  </ul>
);

interface BarProps {
  readonly day: ChartDay;
  readonly series: readonly ChartSeries[];
  readonly x: number;
  readonly top: number;
  readonly isCrowded: boolean;
}

const Bar: FC<BarProps> = ({ day, series, x, top, isCrowded }) => {
  const gap = isCrowded ? 0.5 : 1.5;
  let y = HEIGHT;
  return (
    <g>
      <title>{`${formatDate(day.date)}: ${series.map(({ name }, index) => `${name} ${formatCount(day.values[index] ?? 0)}`).join(", ")}`}</title>
      {series.map(({ className }, index) => {
        const height = ((day.values[index] ?? 0) / top) * HEIGHT;
        y -= height;
        return height === 0 ? null : (
          <rect class={className} x={x + gap} y={round(y)} width={BAR_WIDTH - 2 * gap} height={round(height)} />
        );
      })}
    </g>
  );
};

const DayTable: FC<Pick<BarChartProps, "title" | "series" | "days">> = ({ title, series, days }) => (
  <details>
    <summary>The numbers behind it</summary>
    <section class="scrolls" tabindex={0} aria-label={`${title}: table`}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {series.map(({ name }) => (
              <th scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ date, values }) => (
            <tr>
              <th scope="row">
                <time datetime={date}>{formatDate(date)}</time>
              </th>
              {values.map((value) => (
                <td class="number">{formatCount(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
);

/** The next number with one digit that people read easily: 1, 2, 4, 5, 6, 8 or 10 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (NICE.find((step) => step * power >= value) ?? 10) * power;
}

const NICE = [1, 2, 4, 5, 6, 8, 10];

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
