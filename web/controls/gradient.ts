import type { ParameterValue } from '../generated/protocol';

/** A place 0..1 and the colour there, "#rrggbb" or "#rrggbbaa". */
export type Stop = [number, string];

/** The stops that a parameter's value holds. */
export function stopsOf(value: ParameterValue): Stop[] {
  if (!Array.isArray(value)) return [];
  return value.map((stop) => {
    const [at, colour] = Array.isArray(stop) ? (stop as unknown[]) : [];
    return [Number(at), String(colour)];
  });
}

/** A place on the bar: within it, in thousandths. */
export function moved(at: number): number {
  return Math.round(Math.min(1, Math.max(0, at)) * 1000) / 1000;
}

/** The colour of a gradient at a place, mixed evenly between its neighbours. */
export function colourAt(stops: Stop[], at: number): string {
  const after = stops.find(([place]) => place >= at) ?? stops.at(-1);
  const before = stops.findLast(([place]) => place <= at) ?? stops[0];
  if (!before || !after) return '#000000';
  const span = after[0] - before[0];
  const share = span > 0 ? (at - before[0]) / span : 0;
  const [from, to] = [bytesOf(before[1]), bytesOf(after[1])];
  const mixed = from.map((byte, channel) => Math.round(byte + ((to[channel] ?? 0) - byte) * share));
  const hex = mixed.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `#${hex.endsWith('ff') ? hex.slice(0, 6) : hex}`;
}

/** As CSS paints it. */
export function cssGradient(stops: Stop[]): string {
  return `linear-gradient(to right, ${stops.map(([at, colour]) => `${colour} ${at * 100}%`).join(', ')})`;
}

function bytesOf(colour: string): number[] {
  return [1, 3, 5, 7].map((from) => parseInt(colour.slice(from, from + 2) || 'ff', 16));
}
