import type { Camera } from './camera';
import type { Point } from './view';

const WHEEL_RATE = 0.002; // natural logarithm of the zoom per pixel of a wheel: a notch is about a quarter
const PINCH_RATE = 0.01; // a trackpad's pinch comes as small steps of a wheel with Ctrl
const LINE = 16;
const PAGE = 400;

/**
 * Moves the camera as the pointer asks: the wheel and a pinch zoom around the pointer, dragging pans, a double
 * click changes between the whole picture and 100 %.
 */
export class Gestures {
  private readonly pointers = new Map<number, Point>();
  private readonly ending = new AbortController();
  /** Shown instead of the hand while a tool is in use. */
  cursor: string | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly camera: Camera,
  ) {
    canvas.style.touchAction = 'none';
    const { signal } = this.ending;
    canvas.addEventListener('wheel', (event) => this.wheel(event), { signal, passive: false });
    canvas.addEventListener('pointerdown', (event) => this.down(event), { signal });
    canvas.addEventListener('pointermove', (event) => this.move(event), { signal });
    canvas.addEventListener('dblclick', (event) => this.toggle(event), { signal });
    // A middle button would start the browser's own scrolling, or paste.
    canvas.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), { signal });
    canvas.addEventListener('auxclick', (event) => event.preventDefault(), { signal });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
      canvas.addEventListener(end, (event) => this.up(event), { signal });
    }
  }

  dispose(): void {
    this.ending.abort();
    this.canvas.style.cursor = '';
  }

  /** Shows whether dragging would move the picture. */
  updateCursor(): void {
    const hand = !this.camera.canPan ? '' : this.pointers.size ? 'grabbing' : 'grab';
    const cursor = this.pointers.size ? hand : (this.cursor ?? hand);
    if (this.canvas.style.cursor !== cursor) this.canvas.style.cursor = cursor;
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = [1, LINE, PAGE][event.deltaMode] ?? 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.shiftKey && !event.ctrlKey) {
      // Most browsers have turned the wheel's direction already.
      const density = this.density;
      this.camera.panBy(-(dx || dy) * density, dx ? -dy * density : 0);
      return;
    }
    const rate = event.ctrlKey && Math.abs(dy) < 50 ? PINCH_RATE : WHEEL_RATE;
    this.camera.zoomBy(Math.exp(-dy * rate), this.place(event));
  }

  /** A pointer that was pressed moves the view. */
  down(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && event.button > 1) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.place(event));
    this.updateCursor();
  }

  private move(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = this.place(event);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (!other) {
      this.camera.panBy(now.x - before.x, now.y - before.y);
      return;
    }
    // Each finger moves on its own: the middle of the two moves half as far.
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    const spread = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    this.camera.panBy((now.x - before.x) / 2, (now.y - before.y) / 2);
    this.camera.zoomBy(spread(now) / spread(before), middle);
  }

  private up(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    this.updateCursor();
  }

  private toggle(event: MouseEvent): void {
    if (this.camera.view.fitted) this.camera.zoomTo(1, this.place(event), { animate: true });
    else this.camera.fit();
  }

  private get density(): number {
    return this.canvas.width / Math.max(1, this.canvas.clientWidth);
  }

  /** Where the pointer is on the canvas, in device pixels. */
  private place(event: MouseEvent): Point {
    const { left, top } = this.canvas.getBoundingClientRect();
    const { density } = this;
    return { x: (event.clientX - left) * density, y: (event.clientY - top) * density };
  }
}
