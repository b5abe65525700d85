import drawing from 'lucide-static/icons/scaling.svg?raw';
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { t } from '../language/words';
import { chosenLayers } from '../documents/chosen-layers';
import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import { layerBox } from './layer-box';
import { LiveTransform } from './live-transform';
import { nudgeOf, straight } from './nudge';
import { drawSnapLines } from './snap-lines';
import { snap, snapRectangle, type SnapLine } from './snapping';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';
import { isUntouched, moved, quadOf, type Transform } from './transform';
import { cursorOf, drawBox, partAt, type Part } from './transform-box';
import { draggedAround, draggedHandle } from './transform-drag';
import './transform-fields';
import type { TransformEvent } from './transform-fields';

/** Stretches, turns, slants and distorts the chosen layers, or what is selected of the active one, by the handles of a box. */
class FreeTransform implements ToolSession {
  private shown: LiveTransform | null = null;
  private drag: { part: Part; from: ToolPointer; start: Transform } | null = null;
  private hovered: ToolPointer | null = null;
  private lines: SnapLine[] = [];
  /** What the box was measured for: the layer, and the document's state. */
  private measured = '';
  private isCommitting = false;
  private readonly unsubscribe: () => void;

  constructor(private readonly context: ToolContext) {
    this.unsubscribe = store.subscribe(() => void this.measure());
    void this.measure();
  }

  cursor(): string {
    const { shown, drag, hovered, context } = this;
    if (!shown) return 'default';
    const part = drag?.part ?? (hovered && this.partAt(hovered));
    return part ? cursorOf(part, shown.transform, context.view) : 'default';
  }

  hover(pointer: ToolPointer): void {
    this.hovered = pointer;
  }

  leave(): void {
    this.hovered = null;
  }

  down(pointer: ToolPointer): void {
    const part = this.shown && this.partAt(pointer);
    if (this.shown && part) this.drag = { part, from: pointer, start: this.shown.transform };
  }

  move(pointer: ToolPointer): void {
    const { drag } = this;
    this.hovered = pointer;
    if (drag) this.change(this.dragged(drag.part, drag.start, drag.from, pointer));
  }

  up(pointer: ToolPointer): void {
    if (this.drag) this.move(pointer);
    this.drag = null;
    this.lines = [];
  }

  doubleClick(): void {
    void this.commit();
  }

  key(event: KeyboardEvent): boolean {
    const { shown } = this;
    if (!shown) return false;
    const by = nudgeOf(event);
    if (by) this.change(moved(shown.transform, by.x, by.y));
    else if (isUntouched(shown.transform)) return false;
    else if (event.key === 'Enter') void this.commit();
    else if (event.key === 'Escape') this.revert();
    else return false;
    return true;
  }

  /** A drag that is broken off; the rest of the transform stays. */
  cancel(): void {
    if (this.drag) this.change(this.drag.start);
    this.drag = null;
    this.lines = [];
  }

  end(): void {
    this.unsubscribe();
    void this.commit();
  }

  overlay(): SVGTemplateResult {
    const { shown, lines, context } = this;
    return shown
      ? svg`${drawBox(shown.transform, context.view)}${drawSnapLines(lines, context.view)}`
      : svg``;
  }

  options(): TemplateResult {
    const { shown } = this;
    if (!shown) return html`<span class="quiet">${t('The active layer has nothing to transform.')}</span>`;
    return html`<ff-transform-fields
      .transform=${shown.transform}
      @ff-transform=${({ transform }: TransformEvent) => this.change(transform)}
      @ff-commit=${() => this.commit()}
      @ff-revert=${() => this.revert()}
    ></ff-transform-fields>`;
  }

  private partAt({ screenX, screenY, kind }: ToolPointer): Part | null {
    const { shown, context } = this;
    const place = { x: screenX, y: screenY };
    return shown && partAt(shown.transform, place, context.view, kind === 'touch');
  }

  private dragged(part: Part, start: Transform, from: ToolPointer, pointer: ToolPointer): Transform {
    this.lines = [];
    if (part.name === 'around') return draggedAround(start, from, pointer, pointer);
    if (part.name === 'handle') {
      const isFree = start.angle !== 0 || pointer.mod;
      const to = isFree ? { x: pointer.x, y: pointer.y, lines: [] } : snap(pointer, this.context);
      this.lines = to.lines;
      return draggedHandle(start, part.handle, from, to, pointer);
    }
    const way = { x: Math.round(pointer.x - from.x), y: Math.round(pointer.y - from.y) };
    const by = pointer.shift ? straight(way) : way;
    const goal = moved(start, by.x, by.y);
    if (pointer.mod) return goal;
    const snapped = snapRectangle(around(quadOf(goal)), this.context);
    this.lines = snapped.lines;
    return moved(goal, snapped.x, snapped.y);
  }

  private change(transform: Transform): void {
    const { shown, context } = this;
    if (!shown) return;
    shown.show(transform);
    context.redraw();
  }

  private async commit(): Promise<void> {
    const { shown } = this;
    if (!shown || isUntouched(shown.transform)) return;
    this.shown = null;
    this.isCommitting = true;
    await shown.commit({ resampling: this.context.values['resampling'] ?? 'bicubic' });
    this.isCommitting = false;
    this.measured = '';
    await this.measure();
  }

  private revert(): void {
    this.shown?.cancel();
    this.context.redraw();
  }

  /** Asks where the active layer is, unless this transform itself has just changed it. */
  private async measure(): Promise<void> {
    const { document, activity } = store.state;
    if (!document || activity || this.isCommitting || (this.shown && !isUntouched(this.shown.transform)))
      return;
    const topic = `${document.id} ${chosenLayers().join()} ${document.active} ${document.position} ${document.history.length}`;
    if (topic === this.measured) return;
    this.measured = topic;
    const { workspace } = this.context;
    const box = await layerBox(workspace);
    if (topic !== this.measured) return;
    this.shown = box && new LiveTransform(this.context, box);
    this.context.redraw();
  }
}

function around(points: readonly Point[]) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

export default {
  name: 'free_transform',
  label: 'Free transform',
  icon: drawing,
  group: 'move',
  key: 'V',
  position: 1,
  hint: 'Drag a handle to scale, beside the box to turn; with Ctrl a side slants and a corner goes its own way. Enter commits.',
  operation: 'transform_layer',
  omits: ['scale_x', 'scale_y', 'rotate', 'skew_x', 'skew_y'],
  start: (context) => new FreeTransform(context),
} satisfies Tool;
