import type { ParameterValue } from '../../generated/protocol';

/** A place of a stroke: x, y, and how hard the pen was pressed, 0..1. */
export type StrokePoint = readonly [number, number, number];

/** One touch of the tip; `flow` is what it covers, 0..1. */
export interface Dab {
  x: number;
  y: number;
  radius: number;
  flow: number;
}

/** A round tip, as the engine has it (`fotofun/imaging/brush.py`); shares are 0..1. */
export interface Tip {
  size: number;
  hardness: number;
  spacing: number;
  flow: number;
  smoothing: number;
  pressureSizes: boolean;
  pressureFlows: boolean;
  aliased: boolean;
}

/** The tip that a brush's parameters describe. */
export function tipOf(params: Record<string, ParameterValue>, aliased: boolean): Tip {
  const share = (name: string) => Number(params[name] ?? 100) / 100;
  return {
    size: Number(params['size']),
    hardness: share('hardness'),
    spacing: share('spacing'),
    flow: share('flow'),
    smoothing: share('smoothing'),
    pressureSizes: Boolean(params['pressure_size']),
    pressureFlows: Boolean(params['pressure_flow']),
    aliased,
  };
}

const LEAST_STEP = 0.5;
const PASSES = 8;

/**
 * The dabs of a stroke that is still growing, the same ones that the engine will make of it in the end. A smoothed
 * stroke changes up to eight points back from the pen, so there dabs come that much later.
 */
export class DabTrail {
  private readonly points: StrokePoint[] = [];
  private calmed = 0;
  private last: StrokePoint | null = null;
  private length = 0;
  private count = 0;
  private readonly step: number;

  constructor(private readonly tip: Tip) {
    this.step = Math.max(tip.size * tip.spacing, LEAST_STEP);
  }

  /** The dabs that these further points bring. */
  add(points: readonly StrokePoint[]): Dab[] {
    this.points.push(...points);
    return this.advance(this.tip.smoothing > 0 ? this.points.length - PASSES : this.points.length);
  }

  /** The dabs that waited for points to come. */
  finish(): Dab[] {
    return this.advance(this.points.length);
  }

  private advance(end: number): Dab[] {
    const begin = this.calmed;
    if (end <= begin) return [];
    this.calmed = end;
    return this.settled(begin, end).flatMap((point) => this.reach(point));
  }

  /** Points as smoothing leaves them; those from `begin` to `end` depend on eight more to either side. */
  private settled(begin: number, end: number): StrokePoint[] {
    const { smoothing } = this.tip;
    if (!smoothing) return this.points.slice(begin, end);
    const start = Math.max(0, begin - PASSES);
    let line = this.points.slice(start, end + PASSES);
    for (let pass = 0; pass < PASSES; pass++) line = calm(line, smoothing / 2);
    return line.slice(begin - start, end - start);
  }

  /** The dabs on the way from the last point to this one. */
  private reach(point: StrokePoint): Dab[] {
    const from = this.last ?? point;
    this.last = point;
    const distance = Math.hypot(point[0] - from[0], point[1] - from[1]);
    const begin = this.length;
    this.length += distance;
    const dabs: Dab[] = [];
    for (; this.count * this.step <= this.length; this.count++) {
      const share = distance ? (this.count * this.step - begin) / distance : 0;
      const [x, y, pressure] = between(from, point, share);
      const { size, flow, pressureSizes, pressureFlows, aliased } = this.tip;
      const radius = (size / 2) * (pressureSizes ? pressure : 1);
      const covers = (aliased ? 1 : flow) * (pressureFlows ? pressure : 1);
      if (radius > 0 && covers > 0) dabs.push({ x, y, radius, flow: covers });
    }
    return dabs;
  }
}

function between(from: StrokePoint, to: StrokePoint, share: number): StrokePoint {
  const at = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share;
  return [at(0), at(1), at(2)];
}

/** Each point drawn towards the middle of its neighbours; the ends stay. */
function calm(line: StrokePoint[], share: number): StrokePoint[] {
  return line.map((point, index) => {
    const [before, after] = [line[index - 1], line[index + 1]];
    return before && after ? between(point, between(before, after, 0.5), share) : point;
  });
}
