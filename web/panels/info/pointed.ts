import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { store } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import type { Point } from '../../viewport/view';

/** What is under the pointer: the place of the picture, and its colour. While it moves, only the newest place is asked for. */
export class Pointed implements ReactiveController {
  place: Point | null = null;
  colour: string | null = null;
  private next: Point | null = null;
  private isAsking = false;

  constructor(private readonly host: ReactiveControllerHost & { workspace: Workspace }) {
    host.addController(this);
  }

  hostConnected(): void {
    // In the capturing phase: tools keep to themselves what is pressed on the picture.
    window.addEventListener('pointermove', this.handleMove, { capture: true });
    window.addEventListener('pointerdown', this.handleMove, { capture: true });
  }

  hostDisconnected(): void {
    window.removeEventListener('pointermove', this.handleMove, { capture: true });
    window.removeEventListener('pointerdown', this.handleMove, { capture: true });
  }

  /** The picture has changed under the pointer. */
  refresh(): void {
    this.next = this.place;
    void this.ask();
  }

  private readonly handleMove = (event: PointerEvent): void => {
    const { view } = this.host.workspace;
    const { canvas } = view;
    if (!canvas || event.composedPath()[0] !== canvas) {
      if (event.pointerType === 'mouse' && this.place) this.leave();
      return;
    }
    const { left, top } = canvas.getBoundingClientRect();
    const { x, y } = view.toPicture({ x: event.clientX - left, y: event.clientY - top });
    const { document } = store.state;
    if (!document || x < 0 || y < 0 || x >= document.width || y >= document.height) {
      if (this.place) this.leave();
      return;
    }
    this.place = this.next = { x: Math.floor(x), y: Math.floor(y) };
    this.host.requestUpdate();
    void this.ask();
  };

  private leave(): void {
    this.place = this.next = null;
    this.host.requestUpdate();
  }

  private async ask(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      for (let place = this.take(); place; place = this.take()) {
        const { colour } = await this.host.workspace.editor.pick(place.x, place.y);
        this.colour = colour;
        this.host.requestUpdate();
      }
    } catch {
      // Python is being started again, or the document is closed: the next move asks again.
    } finally {
      this.isAsking = false;
    }
  }

  private take(): Point | null {
    const { next } = this;
    this.next = null;
    return next;
  }
}
