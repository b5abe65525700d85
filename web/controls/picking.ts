import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { store } from '../shell/state';

/**
 * Something that a control wants to be shown on the picture. While it is in the state's `pick`, a press or a
 * drag on the picture goes to it; whoever serves it may also draw `points`.
 */
export interface Pick {
  shape: 'place' | 'places' | 'rectangle';
  /** What is asked for, in a sentence. */
  hint: string;
  /** At most so many places. */
  most: number;
  /** What it is now, in pixels of the picture; of a rectangle two opposite corners. */
  points: () => number[][];
  /** What it becomes: of a place the one, of places all of them, of a rectangle two opposite corners. */
  change: (points: number[][], gesture: string) => void;
}

/** Lets a control ask for something on the picture, and ends that with the control. */
export class Picking implements ReactiveController {
  private own: Pick | null = null;
  private end = (): void => {};

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  get isOn(): boolean {
    return this.own !== null && store.state.pick === this.own;
  }

  toggle(make: () => Pick): void {
    if (this.isOn) {
      store.set({ pick: null });
      return;
    }
    this.own = make();
    store.set({ pick: this.own });
  }

  hostConnected(): void {
    let wasOn = this.isOn;
    this.end = store.subscribe(() => {
      if (this.isOn === wasOn) return;
      wasOn = this.isOn;
      this.host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.end();
    if (this.isOn) store.set({ pick: null });
  }
}
