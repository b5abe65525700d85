import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { ParameterValue } from '../../generated/protocol';
import type { Point } from '../../viewport/viewport';
import { operationParams } from '../operation-params';
import type { ToolContext, ToolPointer, ToolSession } from '../tool';
import type { Brush } from './brush';
import type { StrokePoint } from './dabs';
import { previewOf, type StrokePreview } from './stroke-preview';
import { TipKeys } from './tip-keys';
import { tipCursor } from './tip-cursor';
import { wayOf } from './way';

interface Stroke {
  points: StrokePoint[];
  preview: StrokePreview;
  params: Record<string, ParameterValue>;
}

/** Draws strokes: the pointer's way becomes the points of one operation. */
export class StrokeSession implements ToolSession {
  protected place: ToolPointer | null = null;
  private stroke: Stroke | null = null;
  /** Strokes that were drawn, and wait to be in the picture. */
  private readonly ending = new Set<Stroke>();
  private readonly keys = new TipKeys();
  /** Where the last stroke ended: a click with Shift draws a straight line from there. */
  private last: StrokePoint | null = null;

  constructor(
    protected readonly context: ToolContext,
    protected readonly brush: Brush,
  ) {}

  cursor(): string {
    return this.place ? 'none' : 'crosshair';
  }

  hover(pointer: ToolPointer): void {
    this.place = pointer;
  }

  leave(): void {
    this.place = null;
  }

  down(pointer: ToolPointer): void {
    this.place = pointer;
    const params = {
      ...operationParams(this.brush.operation, this.context.values),
      ...this.brush.params?.(),
    };
    const preview = previewOf(this.brush, this.context, params);
    this.stroke = { points: [], preview, params };
    const point = pointOf(pointer);
    this.extend(pointer.shift && this.last ? [this.last, point] : [point]);
  }

  move(pointer: ToolPointer): void {
    this.place = pointer;
    this.extend(pointer.coalesced.map(pointOf));
  }

  up(pointer: ToolPointer): void {
    const { stroke } = this;
    if (!stroke) return;
    this.place = pointer.kind === 'touch' ? null : pointer;
    this.stroke = null;
    this.last = stroke.points.at(-1) ?? null;
    this.ending.add(stroke);
    void stroke.preview.commit().finally(() => {
      this.ending.delete(stroke);
      this.context.redraw();
    });
  }

  cancel(): void {
    this.stroke?.preview.cancel();
    this.stroke = null;
  }

  key(event: KeyboardEvent): boolean {
    const change = this.keys.change(event, this.context.values);
    if (!change) return false;
    this.context.set(...change);
    return true;
  }

  overlay(): SVGTemplateResult {
    const strokes = [...this.ending, ...(this.stroke ? [this.stroke] : [])];
    return svg`
      ${strokes.map(({ points, preview, params }) => wayOf(points, preview.shown, params, this.context.view))}
      ${this.place && !this.hidesTip ? this.renderTip(this.place) : svg``}
    `;
  }

  options(): TemplateResult {
    return this.brush.options?.() ?? html``;
  }

  end(): void {
    this.cancel();
  }

  /** Whether something else than the tip is shown at the pointer. */
  protected get hidesTip(): boolean {
    return false;
  }

  protected get isDrawing(): boolean {
    return this.stroke !== null;
  }

  protected renderTip(place: Point): SVGTemplateResult {
    const { values, view } = this.context;
    const radius = (Number(values['size']) / 2) * view.zoom;
    return tipCursor(view.toScreen(place), radius, Number(values['hardness'] ?? 100) / 100);
  }

  private extend(points: StrokePoint[]): void {
    const { stroke } = this;
    if (!stroke) return;
    const fresh = points.filter((point, index) => !isSame(point, points[index - 1] ?? stroke.points.at(-1)));
    if (!fresh.length) return;
    stroke.points.push(...fresh);
    stroke.preview.add(fresh);
  }
}

/** A hundredth of a pixel is enough; a mouse and a finger always press fully. */
function pointOf({ x, y, pressure, kind }: ToolPointer): StrokePoint {
  const round = (value: number) => Math.round(value * 100) / 100;
  return [round(x), round(y), kind === 'pen' ? round(pressure) : 1];
}

function isSame(point: StrokePoint, other: StrokePoint | undefined): boolean {
  return other !== undefined && point[0] === other[0] && point[1] === other[1];
}
