import { nothing, svg, type SVGTemplateResult } from 'lit';
import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import { combineMark, combineOf, FreedModifiers, type Combine } from './combining';
import { label, line, pathOf, rectangleBetween, type Rectangle } from './outline';
import { SelectionMove } from './selection-move';
import { SelectionPlace } from './selection-place';
import { snap } from './snapping';
import type { ToolContext, ToolPointer, ToolSession } from './tool';

const THRESHOLD = 3; // CSS pixels that make a drag of a click

type Phase =
  | { name: 'idle' }
  /** Pressed, not yet known whether over what is selected. */
  | { name: 'asking'; start: ToolPointer; last: ToolPointer }
  | { name: 'moving'; move: SelectionMove; isDrag: boolean; start: ToolPointer }
  | {
      name: 'drawing';
      start: Point;
      modifiers: FreedModifiers;
      combine: Combine;
      last: ToolPointer;
      isDrag: boolean;
    }
  /** Until the engine has selected it. */
  | { name: 'done'; rectangle: Rectangle };

/** Draws a rectangle, and selects it or what is inscribed in it. */
export class Marquee implements ToolSession {
  private phase: Phase = { name: 'idle' };
  private hovered: ToolPointer | null = null;
  private readonly place: SelectionPlace;

  constructor(
    private readonly context: ToolContext,
    private readonly operation: string,
    /** The points of what is selected in a rectangle. */
    private readonly points: (rectangle: Rectangle) => Point[],
  ) {
    this.place = new SelectionPlace(context);
  }

  cursor(): string {
    if (this.phase.name === 'moving') return 'move';
    const { hovered } = this;
    const wouldMove = hovered && this.phase.name === 'idle' && this.movesAt(hovered) && this.place.isInside;
    return wouldMove ? 'move' : 'crosshair';
  }

  hover(pointer: ToolPointer): void {
    this.hovered = pointer;
    if (this.movesAt(pointer)) this.place.look(pointer);
  }

  leave(): void {
    this.hovered = null;
  }

  down(pointer: ToolPointer): void {
    if (!this.movesAt(pointer)) return this.draw(pointer);
    const phase: Phase = { name: 'asking', start: pointer, last: pointer };
    this.phase = phase;
    void this.place
      .holds(pointer)
      .catch(() => false)
      .then((isInside) => {
        if (this.phase !== phase) return;
        if (isInside)
          this.phase = {
            name: 'moving',
            move: new SelectionMove(this.context, pointer),
            isDrag: false,
            start: pointer,
          };
        else this.draw(pointer);
        this.move(phase.last);
        this.context.redraw();
      });
  }

  move(pointer: ToolPointer): void {
    const { phase } = this;
    if (phase.name === 'asking') phase.last = pointer;
    if (phase.name === 'moving') {
      phase.isDrag ||= isFar(phase.start, pointer);
      if (phase.isDrag) phase.move.move(pointer);
    }
    if (phase.name === 'drawing') {
      phase.isDrag ||= isFar(phase.last, pointer) || pointer.shift;
      if (phase.isDrag) phase.last = pointer;
    }
  }

  up(pointer: ToolPointer): void {
    this.move(pointer);
    const { phase } = this;
    this.phase = { name: 'idle' };
    if (phase.name === 'asking' || (phase.name === 'moving' && !phase.isDrag)) return this.deselect();
    if (phase.name !== 'drawing') return;
    const rectangle = this.rectangle(phase);
    if (!phase.isDrag || !rectangle.width || !rectangle.height) {
      if (phase.combine === 'new') this.deselect();
      return;
    }
    void this.select(rectangle, phase.combine);
  }

  cancel(): void {
    if (this.phase.name === 'moving') this.phase.move.cancel();
    this.phase = { name: 'idle' };
  }

  end(): void {
    this.cancel();
  }

  overlay(): SVGTemplateResult {
    const { phase } = this;
    const { view } = this.context;
    if (phase.name === 'done') return line(pathOf(this.points(phase.rectangle), view), { dashed: true });
    if (phase.name !== 'drawing') return this.mark();
    const rectangle = this.rectangle(phase);
    const words = `${rectangle.width} × ${rectangle.height}`;
    return svg`${line(pathOf(this.points(rectangle), view), { dashed: true })}${label(words, phase.last)}`;
  }

  /** Beside the pointer: whether it adds, takes away or keeps what is common. */
  private mark(): SVGTemplateResult {
    const { hovered } = this;
    const mark = hovered ? combineMark(combineOf(this.context, hovered)) : '';
    return hovered && mark ? label(mark, hovered) : svg`${nothing}`;
  }

  /** Whether pressing over what is selected would move it. */
  private movesAt(pointer: ToolPointer): boolean {
    return store.state.document?.selection != null && combineOf(this.context, pointer) === 'new';
  }

  private draw(pointer: ToolPointer): void {
    this.phase = {
      name: 'drawing',
      start: snap(pointer, this.context),
      modifiers: new FreedModifiers(pointer),
      combine: combineOf(this.context, pointer),
      last: pointer,
      isDrag: false,
    };
  }

  /** In whole pixels; with Shift a square, with Alt around where it was begun. */
  private rectangle({ start, modifiers, last }: Phase & { name: 'drawing' }): Rectangle {
    const { shift, alt } = modifiers.read(last);
    const end = snap(last, this.context);
    let [dx, dy] = [end.x - start.x, end.y - start.y];
    if (shift) {
      const side = Math.max(Math.abs(dx), Math.abs(dy));
      [dx, dy] = [Math.sign(dx || 1) * side, Math.sign(dy || 1) * side];
    }
    const from = alt ? { x: start.x - dx, y: start.y - dy } : start;
    const to = { x: start.x + dx, y: start.y + dy };
    return rectangleBetween(whole(from), whole(to));
  }

  private async select(rectangle: Rectangle, combine: Combine): Promise<void> {
    const { x, y, width, height } = rectangle;
    const phase: Phase = { name: 'done', rectangle };
    this.phase = phase;
    const { values, workspace } = this.context;
    await workspace.run(this.operation, { ...values, rectangle: [x, y, width, height], combine });
    if (this.phase === phase) this.phase = { name: 'idle' };
    this.context.redraw();
  }

  private deselect(): void {
    if (store.state.document?.selection != null) void this.context.workspace.run('deselect', {});
  }
}

function whole({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

function isFar(a: ToolPointer, b: ToolPointer): boolean {
  return Math.hypot(a.screenX - b.screenX, a.screenY - b.screenY) >= THRESHOLD;
}
