import search from 'lucide-static/icons/search.svg?raw';
import { nextZoom } from '../viewport/view';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

const THRESHOLD = 4;
const RATE = 0.008; // natural logarithm of the zoom per CSS pixel

/** Zooms in or out where it is clicked, and evenly while it is dragged to the right or left. */
class Zoom implements ToolSession {
  private start: { pointer: ToolPointer; zoom: number; isDrag: boolean } | null = null;
  private isOut = false;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return this.isOut ? 'zoom-out' : 'zoom-in';
  }

  hover({ alt }: ToolPointer): void {
    this.isOut = alt;
  }

  down(pointer: ToolPointer): void {
    this.isOut = pointer.alt;
    this.start = { pointer, zoom: this.context.view.viewport.view.zoom, isDrag: false };
  }

  move({ screenX }: ToolPointer): void {
    if (!this.start) return;
    const { pointer, zoom } = this.start;
    const distance = screenX - pointer.screenX;
    this.start.isDrag ||= Math.abs(distance) > THRESHOLD;
    if (!this.start.isDrag) return;
    this.isOut = distance < 0;
    this.zoomTo(zoom * Math.exp(distance * RATE), pointer);
  }

  up(pointer: ToolPointer): void {
    if (this.start && !this.start.isDrag) {
      this.zoomTo(nextZoom(this.start.zoom, pointer.alt ? -1 : 1), pointer);
    }
    this.start = null;
    this.isOut = pointer.alt;
  }

  cancel(): void {
    if (this.start?.isDrag) this.zoomTo(this.start.zoom, this.start.pointer);
    this.start = null;
  }

  end(): void {}

  private zoomTo(zoom: number, { screenX, screenY }: ToolPointer): void {
    this.context.view.viewport.zoomTo(zoom, { x: screenX, y: screenY });
  }
}

export default {
  name: 'zoom',
  label: 'Zoom',
  icon: search,
  group: 'view',
  key: 'Z',
  hint: 'Click to zoom in, with Alt to zoom out. Drag to the right or left to zoom evenly.',
  start: (context) => new Zoom(context),
} satisfies Tool;
