import drawing from 'lucide-static/icons/wand.svg?raw';
import { svg, type SVGTemplateResult } from 'lit';
import type { Point } from '../viewport/viewport';
import { store } from '../shell/state';
import { combineMark, type Combine } from './combining';
import { label, pathOf } from './outline';
import { LiveOperation } from './live-operation';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

/** Selects the object that is painted over; the selection grows to its edges while the stroke goes on. */
class QuickSelection implements ToolSession {
  private points: Point[] = [];
  private live: LiveOperation | null = null;
  private combine: Combine = 'add';
  private hovered: ToolPointer | null = null;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return 'none';
  }

  hover(pointer: ToolPointer): void {
    this.hovered = pointer;
  }

  leave(): void {
    if (!this.live) this.hovered = null;
  }

  down(pointer: ToolPointer): void {
    this.combine = this.combineAt(pointer);
    this.live = new LiveOperation(this.context.workspace, 'quick_selection');
    this.points = [];
    this.extend(pointer);
  }

  move(pointer: ToolPointer): void {
    this.extend(pointer);
  }

  up(pointer: ToolPointer): void {
    this.extend(pointer);
    this.live = null;
    this.points = [];
  }

  cancel(): void {
    void this.live?.cancel();
    this.live = null;
    this.points = [];
  }

  key({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const step = { '[': -1, ']': 1 }[key];
    if (!step || ctrlKey || metaKey) return false;
    const size = this.size;
    this.context.set('size', Math.max(1, Math.round(size + step * Math.max(1, size * 0.15))));
    return true;
  }

  end(): void {
    this.cancel();
  }

  overlay(): SVGTemplateResult {
    const { hovered, points, context } = this;
    if (!hovered) return svg``;
    const { screenX, screenY } = hovered;
    const radius = (this.size / 2) * context.view.zoom;
    const mark = combineMark(this.live ? this.combine : this.combineAt(hovered));
    return svg`
      <path class="trail" d=${pathOf(points, context.view, { closed: false })} stroke-width=${2 * radius} />
      <circle class="rim" cx=${screenX} cy=${screenY} r=${radius} />
      <circle class="line" cx=${screenX} cy=${screenY} r=${radius} />
      ${label(mark, hovered)}
    `;
  }

  private get size(): number {
    return Number(this.context.values['size'] ?? 30);
  }

  private combineAt({ shift, alt }: ToolPointer): Combine {
    if (alt) return 'subtract';
    if (shift || store.state.document?.selection == null) return 'add';
    return this.context.values['combine'] as Combine;
  }

  private extend(pointer: ToolPointer): void {
    this.hovered = pointer;
    if (!this.live) return;
    this.points.push(...pointer.coalesced);
    const points = this.points.map(({ x, y }) => [x, y]);
    this.live.submit({ ...this.context.values, points, combine: this.combine });
  }
}

export default {
  name: 'quick_selection',
  label: 'Quick selection',
  icon: drawing,
  group: 'select',
  key: 'W',
  position: 1,
  hint: 'Paint over an object to select it up to its edges. Alt takes away; [ and ] change the size.',
  operation: 'quick_selection',
  start: (context) => new QuickSelection(context),
} satisfies Tool;
