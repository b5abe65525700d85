import drawing from 'lucide-static/icons/wand-sparkles.svg?raw';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { combineMark, combineOf } from './combining';
import { label } from './outline';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

/** Selects pixels that are like the one that is clicked. */
class MagicWand implements ToolSession {
  private hovered: ToolPointer | null = null;
  private isPressed = false;

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

  down(): void {
    this.isPressed = true;
  }

  move(): void {}

  up(pointer: ToolPointer): void {
    if (!this.isPressed) return;
    this.isPressed = false;
    const { values, workspace } = this.context;
    const combine = combineOf(this.context, pointer);
    void workspace.run('magic_wand', { ...values, place: [pointer.x, pointer.y], combine });
  }

  cancel(): void {
    this.isPressed = false;
  }

  end(): void {}

  overlay(): SVGTemplateResult {
    const { hovered } = this;
    const mark = hovered ? combineMark(combineOf(this.context, hovered)) : '';
    return hovered && mark ? label(mark, hovered) : svg`${nothing}`;
  }
}

export default {
  name: 'magic_wand',
  label: 'Magic wand',
  icon: drawing,
  group: 'select',
  key: 'W',
  hint: 'Click a colour to select it. Shift adds to the selection, Alt takes away.',
  operation: 'magic_wand',
  start: (context) => new MagicWand(context),
} satisfies Tool;
