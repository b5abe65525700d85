import drawing from 'lucide-static/icons/crosshair.svg?raw';
import { addSampler, removeSampler, samplers, setSamplers } from './samplers';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

/** A press so near to a watched place, in CSS pixels, takes it instead of adding another. */
const REACH = 12;

/** Puts up to four places under watch: their colours are in the info panel. */
class ColourSampler implements ToolSession {
  private held: number | null = null;
  private before = samplers();

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return 'crosshair';
  }

  down(pointer: ToolPointer): void {
    this.before = samplers();
    const near = this.nearest(pointer);
    if (pointer.alt) {
      if (near >= 0) removeSampler(near);
      return;
    }
    const isTaken = near >= 0 || addSampler(pointer);
    this.held = isTaken ? (near >= 0 ? near : samplers().length - 1) : null;
  }

  move({ x, y }: ToolPointer): void {
    if (this.held !== null) setSamplers(samplers().with(this.held, { x, y }));
  }

  up(pointer: ToolPointer): void {
    this.move(pointer);
    this.held = null;
  }

  cancel(): void {
    if (this.held !== null) setSamplers(this.before);
    this.held = null;
  }

  end(): void {}

  private nearest({ screenX, screenY }: ToolPointer): number {
    const distances = samplers().map((place) => {
      const { x, y } = this.context.view.toScreen(place);
      return Math.hypot(x - screenX, y - screenY);
    });
    const least = Math.min(...distances);
    return least <= REACH ? distances.indexOf(least) : -1;
  }
}

export default {
  name: 'colour-sampler',
  label: 'Colour sampler',
  icon: drawing,
  group: 'sample',
  key: 'I',
  position: 1,
  hint: 'Click to watch the colour of a place, up to four. Drag to move one, Alt+click to remove it.',
  start: (context) => new ColourSampler(context),
} satisfies Tool;
