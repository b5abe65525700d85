import type { ToolContext, ToolPointer } from './tool';
import { LiveOperation } from './live-operation';
import { straight } from './nudge';

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
    const by = { x: Math.round(pointer.x - this.start.x), y: Math.round(pointer.y - this.start.y) };
    return pointer.shift ? straight(by) : by;
  }
}
