import drawing from 'lucide-static/icons/lasso.svg?raw';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import { combineOf, combineMark, type Combine } from './combining';
import { label, line, pathOf } from './outline';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

const LEAST = 2; // CSS pixels between two points of the line

/** Selects what a line is drawn around by hand. */
class Lasso implements ToolSession {
  private points: Point[] = [];
  private combine: Combine | null = null;
  private last: ToolPointer | null = null;
  private hovered: ToolPointer | null = null;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return 'crosshair';
  }

  hover(pointer: ToolPointer): void {
    this.hovered = pointer;
  }

  leave(): void {
    this.hovered = null;
  }

  down(pointer: ToolPointer): void {
    this.combine = combineOf(this.context, pointer);
    this.points = [pointer];
    this.last = pointer;
  }

  move({ coalesced }: ToolPointer): void {
    if (!this.combine) return;
    for (const each of coalesced) {
      if (this.last && Math.hypot(each.screenX - this.last.screenX, each.screenY - this.last.screenY) < LEAST)
        continue;
      this.points.push(each);
      this.last = each;
    }
  }

  up(): void {
    const { combine, points } = this;
    this.combine = null;
    if (!combine) return;
    if (points.length < 3) {
      this.points = [];
      if (combine === 'new' && store.state.document?.selection != null) {
        void this.context.workspace.run('deselect', {});
      }
      return;
    }
    void this.select(points, combine);
  }

  cancel(): void {
    this.points = [];
    this.combine = null;
  }

  end(): void {
    this.cancel();
  }

  overlay(): SVGTemplateResult {
    const { points, hovered, context } = this;
    if (points.length)
      return line(pathOf(points, context.view, { closed: this.combine === null }), { dashed: true });
    const mark = hovered ? combineMark(combineOf(context, hovered)) : '';
    return hovered && mark ? label(mark, hovered) : svg`${nothing}`;
  }

  private async select(points: Point[], combine: Combine): Promise<void> {
    const { values, workspace, redraw } = this.context;
    await workspace.run('select_lasso', { ...values, points: points.map(({ x, y }) => [x, y]), combine });
    if (this.points === points) this.points = [];
    redraw();
  }
}

export default {
  name: 'lasso',
  label: 'Lasso',
  icon: drawing,
  group: 'select',
  key: 'L',
  hint: 'Draw around what you want. Shift adds to the selection, Alt takes away.',
  operation: 'select_lasso',
  start: (context) => new Lasso(context),
} satisfies Tool;
