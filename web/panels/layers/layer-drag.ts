import type { Drop, Row } from './rows';

/** How far a pointer moves before it drags, in pixels. */
const SLACK = 4;
/** So near the list's end, in pixels, a drag scrolls it. */
const EDGE = 24;
const SCROLL = 8;
/** How long a finger rests before it asks for the menu, in milliseconds, and how far it may tremble meanwhile. */
const LONG = 500;
const TREMBLE = 10;

export interface DragHost {
  /** Where what is dragged would go if it were let go at that height of the window. */
  dropAt(y: number, dragged: Row): Drop | null;
  show(dragged: Row | null, drop: Drop | null): void;
  move(dragged: Row, drop: Drop): void;
  openMenu(row: Row, item: HTMLElement, at: { x: number; y: number }): void;
}

interface Press {
  row: Row;
  pointer: number;
  x: number;
  y: number;
  /** A finger that is not on the handle scrolls the list instead. */
  canDrag: boolean;
  isMoving: boolean;
}

/** A layer in the hand: a mouse or a pen drags it anywhere, a finger by its handle; a finger that rests asks for the menu. */
export class LayerDrag {
  private press: Press | null = null;
  private drop: Drop | null = null;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private hasRested = false;

  constructor(private readonly host: DragHost) {}

  down(event: PointerEvent & { currentTarget: HTMLElement }, row: Row): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const [target] = event.composedPath();
    const isHandle = target instanceof Element && target.closest('.handle') !== null;
    if (target instanceof Element && target.closest('button, input') && !isHandle) return;
    const { pointerId: pointer, clientX: x, clientY: y, pointerType, currentTarget } = event;
    const isTouch = pointerType === 'touch';
    this.press = { row, pointer, x, y, canDrag: !isTouch || isHandle, isMoving: false };
    this.hasRested = false;
    if (isTouch && !isHandle)
      this.resting = setTimeout(() => {
        this.hasRested = true;
        this.host.openMenu(row, currentTarget, { x, y });
      }, LONG);
  }

  move(event: PointerEvent & { currentTarget: HTMLElement }): void {
    const { press } = this;
    if (press?.pointer !== event.pointerId) return;
    const distance = Math.hypot(event.clientX - press.x, event.clientY - press.y);
    if (distance > TREMBLE) clearTimeout(this.resting);
    if (!press.canDrag) return;
    if (!press.isMoving) {
      if (distance < SLACK) return;
      press.isMoving = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    scrollNear(event.currentTarget, event.clientY);
    this.drop = this.host.dropAt(event.clientY, press.row);
    this.host.show(press.row, this.drop);
  }

  up(event: PointerEvent): void {
    const { press, drop } = this;
    if (press?.pointer !== event.pointerId) return;
    this.end();
    if (press.isMoving && event.type === 'pointerup' && drop) this.host.move(press.row, drop);
  }

  /** The click that the browser makes of a long press would take the focus from the menu. */
  lift(event: TouchEvent): void {
    if (this.hasRested && event.cancelable) event.preventDefault();
    this.hasRested = false;
  }

  /** Leaves everything where it was; whether something was dragged. */
  cancel(): boolean {
    const wasMoving = this.press?.isMoving ?? false;
    this.end();
    return wasMoving;
  }

  private end(): void {
    clearTimeout(this.resting);
    this.press = this.drop = null;
    this.host.show(null, null);
  }
}

function scrollNear(list: HTMLElement, y: number): void {
  const { top, bottom } = list.getBoundingClientRect();
  if (y < top + EDGE) list.scrollBy(0, -SCROLL);
  if (y > bottom - EDGE) list.scrollBy(0, SCROLL);
}
