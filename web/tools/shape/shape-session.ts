import { svg, type SVGTemplateResult } from 'lit';
import type { ParameterValue } from '../../generated/protocol';
import type { Point } from '../../viewport/viewport';
import { ContentLayer } from '../content-layer';
import { LiveOperation } from '../live-operation';
import { operationParams } from '../operation-params';
import { label, line, pathOf } from '../outline';
import { snap } from '../snapping';
import type { ToolContext, ToolPointer, ToolSession } from '../tool';
import type { Geometry, Grip } from './geometry';

type Values = Record<string, ParameterValue>;

const REACH = 9; // CSS pixels around a grip
const TOUCH_REACH = 22;
const THRESHOLD = 3;

type Phase =
  | { name: 'idle' }
  | { name: 'drawing'; from: Point; start: ToolPointer; live: LiveOperation | null }
  | { name: 'gripping'; grip: string; values: Values; live: LiveOperation };

/** Draws a shape as a layer of its own; of the active layer, if it is such a shape, it moves the grips. */
export class ShapeSession implements ToolSession {
  private phase: Phase = { name: 'idle' };
  /** The places that were asked for, until the layer has them. */
  private ahead: Values | null = null;
  private last: ToolPointer | null = null;
  private readonly content: ContentLayer;

  constructor(
    private readonly context: ToolContext,
    private readonly operation: string,
    private readonly geometry: Geometry,
  ) {
    this.content = new ContentLayer(context, operation, geometry.parameters);
  }

  cursor(): string {
    const grip = this.last && this.phase.name === 'idle' ? this.gripAt(this.last) : null;
    return grip || this.phase.name === 'gripping' ? 'move' : 'crosshair';
  }

  hover(pointer: ToolPointer): void {
    this.last = pointer;
  }

  leave(): void {
    this.last = null;
  }

  down(pointer: ToolPointer): void {
    this.last = pointer;
    const grip = this.gripAt(pointer);
    const { values } = this.content;
    const live = grip && values && this.content.change();
    this.phase = live
      ? { name: 'gripping', grip: grip.name, values, live }
      : { name: 'drawing', from: snap(pointer, this.context), start: pointer, live: null };
  }

  move(pointer: ToolPointer): void {
    this.last = pointer;
    const { phase, geometry, context } = this;
    const place = snap(pointer, context);
    if (phase.name === 'gripping') {
      this.ahead = geometry.drag(phase.values, phase.grip, this.content.toContent(place), pointer);
      phase.live.submit({ ...phase.values, ...this.ahead });
    } else if (phase.name === 'drawing') {
      if (!phase.live && distance(phase.start, pointer) < THRESHOLD) return;
      phase.live ??= new LiveOperation(context.workspace, this.operation, { target: 'layer' });
      this.ahead = geometry.draw(phase.from, place, pointer);
      phase.live.submit({ ...operationParams(this.operation, context.values), ...this.ahead });
    }
  }

  up(): void {
    const { phase } = this;
    this.phase = { name: 'idle' };
    const live = phase.name === 'idle' ? null : phase.live;
    void live?.settle().then(() => {
      this.ahead = null;
      this.context.redraw();
    });
  }

  cancel(): void {
    if (this.phase.name !== 'idle') void this.phase.live?.cancel();
    this.phase = { name: 'idle' };
    this.ahead = null;
  }

  end(): void {
    this.cancel();
    this.content.end();
  }

  overlay(): SVGTemplateResult {
    const { geometry, content, context, phase } = this;
    const values = this.ahead ? { ...content.values, ...this.ahead } : content.values;
    if (!values) return svg``;
    // A new shape is drawn in the document's own pixels.
    const toDocument = (point: Point) => (phase.name === 'drawing' ? point : content.toDocument(point));
    const { points, closed } = geometry.outline(values);
    const grips =
      phase.name === 'idle'
        ? geometry.grips(values).map((grip) => context.view.toScreen(toDocument(grip)))
        : [];
    return svg`
      ${line(pathOf(points.map(toDocument), context.view, { closed }))}
      ${grips.map(({ x, y }) => svg`<rect class="handle" x=${x - 4} y=${y - 4} width="8" height="8" />`)}
      ${phase.name !== 'idle' && this.last ? label(sizeOf(points), this.last) : svg``}
    `;
  }

  private gripAt(pointer: ToolPointer): Grip | null {
    const { content, geometry, context } = this;
    const { values } = content;
    if (!values) return null;
    const reach = pointer.kind === 'touch' ? TOUCH_REACH : REACH;
    const near = geometry.grips(values).map((grip) => {
      const { x, y } = context.view.toScreen(content.toDocument(grip));
      return { grip, distance: Math.hypot(x - pointer.screenX, y - pointer.screenY) };
    });
    const best = near.sort((a, b) => a.distance - b.distance)[0];
    return best && best.distance <= reach ? best.grip : null;
  }
}

function distance(a: ToolPointer, b: ToolPointer): number {
  return Math.hypot(a.screenX - b.screenX, a.screenY - b.screenY);
}

/** How large it is, beside the pointer; of a line, how long. */
function sizeOf(points: readonly Point[]): string {
  const across = points.map(({ x }) => x);
  const down = points.map(({ y }) => y);
  const [width, height] = [Math.max(...across) - Math.min(...across), Math.max(...down) - Math.min(...down)];
  return points.length > 2
    ? `${Math.round(width)} × ${Math.round(height)}`
    : `${Math.round(Math.hypot(width, height))} px`;
}
