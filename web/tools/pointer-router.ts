import { isMac } from './tool-keys';
import type { ToolHost } from './host';
import type { ToolPointer } from './tool';

/** A pointer that is pressed and belongs to the tool. */
interface Held {
  event: PointerEvent;
  pointer: ToolPointer;
}

const KINDS: Record<string, ToolPointer['kind']> = { pen: 'pen', touch: 'touch' };

/**
 * Gives pointers to the tool before the viewport gets them. The middle button, the space bar and two fingers move
 * the view whatever the tool is; so does every pointer while there is none.
 */
export class PointerRouter {
  /** Whether the next pointer moves the view. */
  navigates = false;
  private held: Held | null = null;
  private hovered: { event: PointerEvent; pointer: ToolPointer } | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly host: ToolHost,
  ) {
    // In the capturing phase: before the viewport's own listeners on the same canvas.
    const listen = <K extends keyof HTMLElementEventMap>(
      name: K,
      handle: (event: HTMLElementEventMap[K]) => void,
    ) => canvas.addEventListener(name, handle, { capture: true });
    listen('pointerdown', (event) => this.down(event));
    listen('pointermove', (event) => this.move(event));
    listen('pointerup', (event) => this.up(event));
    listen('pointercancel', (event) => this.lose(event));
    listen('lostpointercapture', (event) => this.lose(event));
    listen('pointerleave', () => this.leave());
    listen('blur', () => canvas.removeAttribute('data-pointed'));
    listen('dblclick', (event) => this.doubleClick(event));
  }

  get isDragging(): boolean {
    return this.held !== null;
  }

  /** Stops what the pointer is doing. */
  cancel(): void {
    this.held = null;
    this.host.session?.cancel();
    this.host.redraw();
  }

  /** A modifier was pressed or released: the tool sees it at once, wherever the pointer rests. */
  setModifiers(event: KeyboardEvent): void {
    const changed = { shift: event.shiftKey, alt: event.altKey, mod: isMac ? event.metaKey : event.ctrlKey };
    const { held, hovered, host } = this;
    if (held) {
      held.pointer = { ...held.pointer, ...changed, coalesced: [] };
      host.session?.move(held.pointer);
    } else if (hovered) {
      hovered.pointer = { ...hovered.pointer, ...changed, coalesced: [] };
      host.session?.hover?.(hovered.pointer);
    }
    host.redraw();
  }

  private down(event: PointerEvent): void {
    const { session, viewport } = this.host;
    if (!session) return;
    this.focus();
    if (this.held) {
      if (this.held.event.pointerType !== 'touch' || event.pointerType !== 'touch') {
        event.stopImmediatePropagation(); // A palm beside the pen, or a second button.
        return;
      }
      const first = this.held.event;
      this.cancel();
      viewport.navigate(first);
      return;
    }
    if (this.navigates || event.button !== 0 || !event.isPrimary) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.hovered = null;
    this.held = { event, pointer: this.pointer(event) };
    session.down(this.held.pointer);
    this.host.redraw();
  }

  /** Keys go to the picture from now on; who points at it needs no ring that shows it. */
  private focus(): void {
    this.canvas.toggleAttribute('data-pointed', true);
    this.canvas.focus({ preventScroll: true });
  }

  private move(event: PointerEvent): void {
    const { session } = this.host;
    const { held } = this;
    if (!session) return;
    if (held?.event.pointerId === event.pointerId) {
      event.stopImmediatePropagation();
      this.held = { event, pointer: this.pointer(event) };
      session.move(this.held.pointer);
      this.host.redraw();
    } else if (!held && event.buttons === 0) {
      this.hovered = { event, pointer: this.pointer(event) };
      if (!session.hover) return;
      session.hover(this.hovered.pointer);
      this.host.redraw();
    }
  }

  private up(event: PointerEvent): void {
    if (this.held?.event.pointerId !== event.pointerId) return;
    event.stopImmediatePropagation();
    this.held = null;
    this.host.session?.up(this.pointer(event));
    this.host.redraw();
  }

  private lose(event: PointerEvent): void {
    if (this.held?.event.pointerId === event.pointerId) this.cancel();
  }

  private leave(): void {
    this.hovered = null;
    if (this.held) return;
    this.host.session?.leave?.();
    this.host.redraw();
  }

  private doubleClick(event: MouseEvent): void {
    const { session } = this.host;
    if (!session) return;
    event.stopImmediatePropagation();
    const place = new PointerEvent('pointermove', {
      clientX: event.clientX,
      clientY: event.clientY,
      shiftKey: event.shiftKey,
      altKey: event.altKey,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
    });
    session.doubleClick?.(this.pointer(place));
    this.host.redraw();
  }

  private pointer(event: PointerEvent): ToolPointer {
    const { left, top } = this.canvas.getBoundingClientRect();
    const { viewport } = this.host;
    const place = (each: PointerEvent): ToolPointer => {
      const [screenX, screenY] = [each.clientX - left, each.clientY - top];
      return {
        ...viewport.toPicture({ x: screenX, y: screenY }),
        screenX,
        screenY,
        pressure: each.pressure || (each.pointerType === 'pen' ? 0 : 0.5),
        kind: KINDS[each.pointerType] ?? 'mouse',
        shift: event.shiftKey,
        alt: event.altKey,
        mod: isMac ? event.metaKey : event.ctrlKey,
        coalesced: [],
      };
    };
    const pointer = place(event);
    const between = event.getCoalescedEvents();
    return { ...pointer, coalesced: between.length > 1 ? between.map(place) : [pointer] };
  }
}
