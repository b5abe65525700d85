import drawing from 'lucide-static/icons/pentagon.svg?raw';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Point } from '../viewport/viewport';
import { combineMark, combineOf, type Combine } from './combining';
import { label, line, pathOf } from './outline';
import { snap } from './snapping';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

const CLOSE = 8; // CSS pixels around the first corner that close the outline
const STEP = Math.PI / 4;

/** Selects what lies within corners that are clicked one after the other. */
class PolygonLasso implements ToolSession {
  private corners: Point[] = [];
  private combine: Combine = 'new';
  private hovered: ToolPointer | null = null;
  private isDone = false;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return this.hovered && this.closes(this.hovered) ? 'pointer' : 'crosshair';
  }

  hover(pointer: ToolPointer): void {
    this.hovered = pointer;
  }

  leave(): void {
    if (!this.corners.length) this.hovered = null;
  }

  down(pointer: ToolPointer): void {
    this.hovered = pointer;
    if (this.isDone) return;
    if (!this.corners.length) {
      this.combine = combineOf(this.context, pointer);
      this.corners = [snap(pointer, this.context)];
    } else if (!this.closes(pointer)) {
      this.corners = [...this.corners, this.next(pointer)];
    }
  }

  move(pointer: ToolPointer): void {
    this.hovered = pointer;
  }

  up(pointer: ToolPointer): void {
    if (this.closes(pointer)) this.close();
  }

  doubleClick(): void {
    this.close();
  }

  key({ key }: KeyboardEvent): boolean {
    if (!this.corners.length) return false;
    if (key === 'Enter') this.close();
    else if (key === 'Escape') this.cancel();
    else if (key === 'Backspace' || key === 'Delete') this.corners = this.corners.slice(0, -1);
    else return false;
    return true;
  }

  cancel(): void {
    this.corners = [];
  }

  end(): void {
    this.cancel();
  }

  overlay(): SVGTemplateResult {
    const { corners, hovered, context } = this;
    const { view } = context;
    const [first] = corners;
    if (!first) {
      const mark = hovered ? combineMark(combineOf(context, hovered)) : '';
      return hovered && mark ? label(mark, hovered) : svg`${nothing}`;
    }
    if (this.isDone) return line(pathOf(corners, view), { dashed: true });
    const end = hovered ? (this.closes(hovered) ? first : this.next(hovered)) : null;
    const { x, y } = view.toScreen(first);
    return svg`
      ${line(pathOf(end ? [...corners, end] : corners, view, { closed: false }), { dashed: true })}
      <circle class="handle" cx=${x} cy=${y} r="4" />
    `;
  }

  /** Where the next corner is; with Shift the side to it is level, upright or diagonal. */
  private next(pointer: ToolPointer): Point {
    const last = this.corners.at(-1);
    if (!pointer.shift || !last) return snap(pointer, this.context);
    const [dx, dy] = [pointer.x - last.x, pointer.y - last.y];
    const angle = Math.round(Math.atan2(dy, dx) / STEP) * STEP;
    const length = dx * Math.cos(angle) + dy * Math.sin(angle);
    return { x: last.x + length * Math.cos(angle), y: last.y + length * Math.sin(angle) };
  }

  private closes({ screenX, screenY }: ToolPointer): boolean {
    const [first] = this.corners;
    if (!first || this.corners.length < 3) return false;
    const { x, y } = this.context.view.toScreen(first);
    return Math.hypot(x - screenX, y - screenY) <= CLOSE;
  }

  private close(): void {
    if (this.isDone) return;
    if (this.corners.length < 3) this.corners = [];
    else void this.select();
  }

  private async select(): Promise<void> {
    const { combine, context, corners } = this;
    this.isDone = true;
    const points = corners.map(({ x, y }) => [x, y]);
    await context.workspace.run('select_polygon', { ...context.values, points, combine });
    this.isDone = false;
    this.corners = [];
    context.redraw();
  }
}

export default {
  name: 'polygon_lasso',
  label: 'Polygonal lasso',
  icon: drawing,
  group: 'select',
  key: 'L',
  position: 1,
  hint: 'Click from corner to corner; the first corner, Enter or a double-click closes. Backspace takes one back.',
  operation: 'select_polygon',
  start: (context) => new PolygonLasso(context),
} satisfies Tool;
