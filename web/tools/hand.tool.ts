import hand from 'lucide-static/icons/hand.svg?raw';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

/** Moves the view. */
class Hand implements ToolSession {
  private last: ToolPointer | null = null;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return this.last ? 'grabbing' : 'grab';
  }

  down(pointer: ToolPointer): void {
    this.last = pointer;
  }

  move(pointer: ToolPointer): void {
    if (!this.last) return;
    const { screenX, screenY } = this.last;
    this.context.view.viewport.panBy(pointer.screenX - screenX, pointer.screenY - screenY);
    this.last = pointer;
  }

  up(): void {
    this.last = null;
  }

  doubleClick({ screenX, screenY }: ToolPointer): void {
    const { viewport } = this.context.view;
    if (viewport.view.fitted) viewport.zoomTo(1, { x: screenX, y: screenY });
    else viewport.fit();
  }

  cancel(): void {
    this.last = null;
  }

  end(): void {}
}

export default {
  name: 'hand',
  label: 'Hand',
  icon: hand,
  group: 'view',
  key: 'H',
  hint: 'Drag to move the view. Double-click for the whole picture or 100 %.',
  start: (context) => new Hand(context),
} satisfies Tool;
