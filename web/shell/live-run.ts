import type { Editor, RunOptions } from '../editor';
import type { ParameterValue } from '../generated/protocol';
import { store } from './state';

interface Job {
  operation: string;
  params: Record<string, ParameterValue>;
  options: RunOptions;
}

/**
 * Runs operations while a slider moves: never more than one call at a time, and of what arrives meanwhile only
 * the newest of each operation. Until a setting is in the document it is in the state's `pending`.
 */
export class LiveRun {
  private readonly waiting = new Map<string, Job>();
  private isRunning = false;

  constructor(
    private readonly editor: Editor,
    private readonly onError: (error: unknown) => void,
  ) {}

  submit(operation: string, params: Record<string, ParameterValue>, options: RunOptions): void {
    const { target, layer, layers } = options;
    this.waiting.set([operation, target, layer, ...(layers ?? [])].join(), { operation, params, options });
    if (target === 'setting') store.set({ pending: { ...store.state.pending, [operation]: params } });
    if (!this.isRunning) void this.drain();
  }

  private async drain(): Promise<void> {
    this.isRunning = true;
    try {
      for (let next = this.take(); next; next = this.take()) {
        await this.editor.run(next.operation, next.params, next.options);
      }
    } catch (error) {
      this.waiting.clear();
      this.onError(error);
    } finally {
      this.isRunning = false;
      store.set({ pending: {} });
    }
  }

  private take(): Job | undefined {
    const [first] = this.waiting;
    if (first) this.waiting.delete(first[0]);
    return first?.[1];
  }
}
