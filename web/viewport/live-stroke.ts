import type { Live } from './live';
import type { StrokeStyle } from './stroke';

/** What a brush tool draws while the pointer is down; it stays until the engine's own stroke is there. */
export class LiveStroke {
  constructor(
    private readonly live: () => Live,
    private readonly redraw: () => void,
  ) {}

  /** Begins a stroke on a layer. */
  begin(style: StrokeStyle): void {
    this.live().begin(style);
  }

  /** Adds a touch of the tip, in pixels of the picture; hardness and flow are 0..1. */
  dab(x: number, y: number, radius: number, hardness: number, flow: number): void {
    this.live().add([x, y, radius, hardness, flow]);
    this.redraw();
  }

  /** Forgets the dabs, to draw the whole line anew, as when it is smoothed. */
  restart(): void {
    this.live().restart();
    this.redraw();
  }

  /** The stroke is done, and has been given to the engine. */
  end(): void {
    this.live().end();
  }

  /** Takes the stroke back: it was given up, or the engine could not do it. */
  cancel(): void {
    this.live().cancel();
    this.redraw();
  }
}
