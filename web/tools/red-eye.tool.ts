import eye from 'lucide-static/icons/eye.svg?raw';
import { svg, type SVGTemplateResult } from 'lit';
import { operationParams } from './operation-params';
import { TipKeys } from './stroke/tip-keys';
import { tipCursor } from './stroke/tip-cursor';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

/** Takes the red out of the eye that is clicked. */
class RedEye implements ToolSession {
  private place: ToolPointer | null = null;
  private readonly keys = new TipKeys();

  constructor(private readonly context: ToolContext) {}

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
    const { workspace, values } = this.context;
    const place = [pointer.x, pointer.y];
    void workspace.run('red_eye', { ...operationParams('red_eye', values), place });
  }

  move(): void {}

  up(): void {}

  cancel(): void {}

  key(event: KeyboardEvent): boolean {
    const change = this.keys.change(event, this.context.values);
    if (change?.[0] !== 'size') return false;
    this.context.set(...change);
    return true;
  }

  overlay(): SVGTemplateResult {
    const { view, values } = this.context;
    if (!this.place) return svg``;
    return tipCursor(view.toScreen(this.place), (Number(values['size']) / 2) * view.zoom, 1);
  }

  end(): void {}
}

export default {
  name: 'red_eye',
  label: 'Red eye',
  icon: eye,
  group: 'retouch',
  key: 'J',
  position: 4,
  hint: 'Make the circle a little larger than the pupil, and click it. [ and ] change the size.',
  operation: 'red_eye',
  omits: ['place'],
  start: (context) => new RedEye(context),
} satisfies Tool;
