import { svg, type SVGTemplateResult } from 'lit';
import type { ParameterValue } from '../../generated/protocol';
import type { ToolView } from '../tool';
import type { StrokePoint } from './dabs';

/** The part of a stroke's way that the picture does not show yet, as wide as the tip, half seen. */
export function wayOf(
  points: readonly StrokePoint[],
  shown: number,
  params: Record<string, ParameterValue>,
  view: ToolView,
): SVGTemplateResult {
  const rest = points.slice(Math.max(0, shown - 1));
  if (shown >= points.length || !rest.length) return svg``;
  const width = Math.max(1, Number(params['size']) * view.zoom);
  const places = rest.map(([x, y]) => view.toScreen({ x, y }));
  // A line of no length is drawn by its round ends.
  const [first] = places;
  const line = [...places, ...(places.length === 1 && first ? [first] : [])];
  const d = line.map(({ x, y }, index) => `${index ? 'L' : 'M'}${x} ${y}`).join('');
  return svg`<path class="way" d=${d} stroke-width=${width} />`;
}
