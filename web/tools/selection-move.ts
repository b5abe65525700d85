import type { ToolContext, ToolPointer } from './tool';
import { LiveOperation } from './live-operation';

/** Drags the outline of what is selected; the pixels stay. */
export class SelectionMove {
  private readonly live: LiveOperation;

  constructor(
    context: ToolContext,
    private readonly start: ToolPointer,
  ) {
    this.live = new LiveOperation(context.workspace, 'transform_selection');
  }

  /** Shift keeps it on the level, on the vertical or on a diagonal. */
  move(pointer: ToolPointer): void {
    const { x, y } = this.offset(pointer);
    this.live.submit({ x, y });
  }

  cancel(): void {
    void this.live.cancel();
  }

  private offset(pointer: ToolPointer): { x: number; y: number } {
    const [x, y] = [Math.round(pointer.x - this.start.x), Math.round(pointer.y - this.start.y)];
    if (!pointer.shift) return { x, y };
    if (Math.abs(x) > 2 * Math.abs(y)) return { x, y: 0 };
    if (Math.abs(y) > 2 * Math.abs(x)) return { x: 0, y };
    const both = Math.max(Math.abs(x), Math.abs(y));
    return { x: Math.sign(x) * both, y: Math.sign(y) * both };
  }
}
