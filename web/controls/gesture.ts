import { uniqueId } from '../unique-id';

const BURST = 800;
const DOUBLE_CLICK = 400;

/** Names the gestures of one control: what follows within a moment, as keys or a double click do, is the same one. */
export class Gesture {
  private id = '';
  private last = -Infinity;

  /** The name for a value that comes now. */
  get current(): string {
    if (this.last === Infinity) return this.id;
    const now = performance.now();
    if (now - this.last > BURST) this.id = uniqueId();
    this.last = now;
    return this.id;
  }

  /** A drag begins: however slow it is, it is one gesture until `end`. */
  begin(): void {
    if (performance.now() - this.last > DOUBLE_CLICK) this.id = uniqueId();
    this.last = Infinity;
  }

  end(): void {
    this.last = performance.now();
  }
}
