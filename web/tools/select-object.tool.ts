import drawing from 'lucide-static/icons/mouse-pointer-click.svg?raw';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { store } from '../shell/state';
import { uniqueId } from '../unique-id';
import type { Point } from '../viewport/viewport';
import { label, line, pathOf, cornersOf, rectangleBetween } from './outline';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

const THRESHOLD = 4; // CSS pixels that make a box of a click

/** Selects the object that is clicked or boxed in; further clicks refine the same step of the history. */
class SelectObject implements ToolSession {
  private inside: Point[] = [];
  private outside: Point[] = [];
  private box: [Point, Point] | null = null;
  private start: ToolPointer | null = null;
  private last: ToolPointer | null = null;
  private hovered: ToolPointer | null = null;
  private gesture = uniqueId();
  /** Where the history stood after the last answer: elsewhere the next click begins anew. */
  private position: number | null = null;
  private isRunning = false;
  private isWaiting = false;

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
    this.start = this.last = pointer;
  }

  move(pointer: ToolPointer): void {
    if (this.start) this.last = pointer;
  }

  up(pointer: ToolPointer): void {
    const { start } = this;
    this.start = null;
    if (!start) return;
    const isBox = isFar(start, pointer);
    const isFresh = !this.isRunning && store.state.document?.position !== this.position;
    if (isFresh || isBox) this.reset();
    if (isBox) this.box = [start, pointer];
    else (pointer.alt ? this.outside : this.inside).push({ x: pointer.x, y: pointer.y });
    void this.run();
  }

  key({ key }: KeyboardEvent): boolean {
    if (key !== 'Enter' || !this.hasPrompt) return false;
    this.reset();
    return true;
  }

  cancel(): void {
    this.start = null;
    this.reset();
  }

  end(): void {
    this.cancel();
  }

  overlay(): SVGTemplateResult {
    const { view } = this.context;
    const { start, last, hovered } = this;
    const drawn = start && last && isFar(start, last) ? rectangleBetween(start, last) : null;
    const mark = hovered?.alt && this.hasPrompt ? '−' : '';
    return svg`
      ${drawn ? line(pathOf(cornersOf(drawn), view), { dashed: true }) : nothing}
      ${this.inside.map((point) => this.dot(point, '+'))}
      ${this.outside.map((point) => this.dot(point, '−'))}
      ${hovered && mark ? label(mark, hovered) : nothing}
    `;
  }

  /** Where was clicked, with a sign for whether it belongs to the object. */
  private dot(point: Point, sign: '+' | '−'): SVGTemplateResult {
    const { x, y } = this.context.view.toScreen(point);
    const across = `M${x - 3} ${y}H${x + 3}`;
    const path = sign === '+' ? `${across}M${x} ${y - 3}V${y + 3}` : across;
    return svg`<circle class="rim" cx=${x} cy=${y} r="6" /><circle class="line" cx=${x} cy=${y} r="6" />
      ${line(path)}`;
  }

  private get hasPrompt(): boolean {
    return this.inside.length > 0 || this.box !== null;
  }

  private reset(): void {
    this.inside = [];
    this.outside = [];
    this.box = null;
    this.gesture = uniqueId();
    this.position = null;
    this.context.redraw();
  }

  /** Asks the model; of the clicks that come meanwhile, all go into one more question. */
  private async run(): Promise<void> {
    this.context.redraw();
    if (this.isRunning) {
      this.isWaiting = true;
      return;
    }
    if (!this.hasPrompt) return this.reset();
    this.isRunning = true;
    const { workspace, values } = this.context;
    const { gesture } = this;
    const box = this.box ? rectangleBetween(...this.box) : { x: 0, y: 0, width: 0, height: 0 };
    const isDone = await workspace.run(
      'select_object',
      {
        ...values,
        inside: this.inside.map(pair),
        outside: this.outside.map(pair),
        box: [box.x, box.y, box.width, box.height],
      },
      { gesture },
    );
    this.isRunning = false;
    if (gesture !== this.gesture) return;
    if (!isDone) return this.reset();
    this.position = store.state.document?.position ?? null;
    if (this.isWaiting) {
      this.isWaiting = false;
      await this.run();
    }
  }
}

function pair({ x, y }: Point): [number, number] {
  return [x, y];
}

function isFar(a: ToolPointer, b: ToolPointer): boolean {
  return Math.hypot(a.screenX - b.screenX, a.screenY - b.screenY) >= THRESHOLD;
}

export default {
  name: 'select_object',
  label: 'Object selection',
  icon: drawing,
  group: 'select',
  key: 'W',
  position: 2,
  hint: 'Click an object, or drag a box around it. Further clicks add, Alt takes away; Enter begins anew.',
  operation: 'select_object',
  start: (context) => new SelectObject(context),
} satisfies Tool;
