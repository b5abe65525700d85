import { store } from '../shell/state';
import type { ToolContext, ToolPointer } from './tool';

const SAME = 1;

/** Knows whether the pointer is over what is selected: asks the engine while the pointer rests or moves. */
export class SelectionPlace {
  private known: { x: number; y: number; selection: number; isInside: boolean } | null = null;
  private asking: Promise<boolean> | null = null;
  private next: ToolPointer | null = null;

  constructor(private readonly context: ToolContext) {}

  /** Whether the place last asked about is selected. */
  get isInside(): boolean {
    return this.known?.selection === store.state.document?.selection && (this.known?.isInside ?? false);
  }

  /** Asks about a place; of those that come meanwhile only about the newest. */
  look(pointer: ToolPointer): void {
    if (store.state.document?.selection == null) return;
    this.next = pointer;
    if (!this.asking) void this.askAll();
  }

  /** Whether a place is selected. */
  async holds(pointer: ToolPointer): Promise<boolean> {
    const { document } = store.state;
    if (document?.selection == null) return false;
    const { known } = this;
    const isKnown =
      known?.selection === document.selection &&
      Math.abs(known.x - pointer.x) < SAME &&
      Math.abs(known.y - pointer.y) < SAME;
    return isKnown ? known.isInside : this.ask(pointer);
  }

  private async askAll(): Promise<void> {
    for (let pointer = this.take(); pointer; pointer = this.take()) {
      this.asking = this.ask(pointer);
      await this.asking.catch(() => false);
      this.context.redraw();
    }
    this.asking = null;
  }

  private async ask({ x, y }: ToolPointer): Promise<boolean> {
    const selection = store.state.document?.selection ?? -1;
    const { selected } = await this.context.workspace.editor.pick(x, y);
    this.known = { x, y, selection, isInside: selected > 127 };
    return this.known.isInside;
  }

  private take(): ToolPointer | null {
    const { next } = this;
    this.next = null;
    return next;
  }
}
