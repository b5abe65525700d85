import type { RunOptions } from '../editor';
import type { ParameterValue } from '../generated/protocol';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { uniqueId } from '../unique-id';

type Values = Record<string, ParameterValue>;

/**
 * An operation that follows the pointer: never more than one run at a time, and of what arrives meanwhile only the
 * newest. All runs together are one step of the history, which can be taken back.
 */
export class LiveOperation {
  private readonly gesture = uniqueId();
  private waiting: Values | null = null;
  private running: Promise<void> | null = null;
  /** Where the history stood before; null until the first run. */
  private start: number | null = null;
  private document: number | null = null;
  private isInHistory = false;
  private hasFailed = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly operation: string,
    private readonly options: RunOptions = {},
    /** Is told which values are in the document now. */
    private readonly onShown: (params: Values) => void = () => {},
  ) {}

  get isRunning(): boolean {
    return this.running !== null;
  }

  submit(params: Values): void {
    if (this.hasFailed) return;
    this.waiting = params;
    this.running ??= this.drain();
  }

  /** Waits until the newest values are in the document; whether they could be. */
  async settle(): Promise<boolean> {
    await this.running;
    return !this.hasFailed;
  }

  /** Leaves the document as it was before. */
  async cancel(): Promise<void> {
    this.waiting = null;
    await this.running;
    // Of a document that is no longer the active one nothing can be taken back.
    if (!this.isInHistory || store.state.document?.id !== this.document) return;
    this.isInHistory = false;
    await this.workspace.editor.undo().catch((error: unknown) => this.workspace.fail(error));
  }

  private async drain(): Promise<void> {
    try {
      for (let next = this.take(); next; next = this.take()) {
        this.start ??= store.state.document?.position ?? 0;
        this.document ??= store.state.document?.id ?? null;
        const { editor } = this.workspace;
        const { document } = await editor.run(this.operation, next, {
          ...this.options,
          gesture: this.gesture,
        });
        // What changes nothing makes no step, and there is none to take back.
        this.isInHistory = document.position > this.start;
        this.onShown(next);
      }
    } catch (error) {
      this.hasFailed = true;
      this.waiting = null;
      this.workspace.fail(error);
    } finally {
      this.running = null;
    }
  }

  private take(): Values | null {
    const next = this.waiting;
    this.waiting = null;
    return next;
  }
}
