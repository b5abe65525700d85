import type { RunOptions } from '../editor';
import type { ParameterValue } from '../generated/protocol';
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
  private hasRun = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly operation: string,
    private readonly options: RunOptions = {},
  ) {}

  submit(params: Values): void {
    this.waiting = params;
    this.running ??= this.drain();
  }

  /** Waits until the newest values are in the document. */
  async settle(): Promise<void> {
    await this.running;
  }

  /** Leaves the document as it was before. */
  async cancel(): Promise<void> {
    this.waiting = null;
    await this.running;
    if (this.hasRun) await this.workspace.editor.undo().catch((error: unknown) => this.workspace.fail(error));
  }

  private async drain(): Promise<void> {
    try {
      for (let next = this.take(); next; next = this.take()) {
        await this.workspace.editor.run(this.operation, next, { ...this.options, gesture: this.gesture });
        this.hasRun = true;
      }
    } catch (error) {
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
