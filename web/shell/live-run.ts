import type { Editor } from '../editor';
import type { ParameterValue } from '../generated/protocol';
import { store } from './state';

interface Job {
  params: Record<string, ParameterValue>;
  gesture: string;
}

/**
 * Runs adjustments while a slider moves: never more than one call at a time, and of what arrives meanwhile
 * only the newest of each operation. Until a value is in the document it is in the state's `pending`.
 */
export class LiveRun {
  private readonly waiting = new Map<string, Job>();
  private isRunning = false;

  constructor(
    private readonly editor: Editor,
    private readonly onError: (error: unknown) => void,
  ) {}

  submit(operation: string, params: Record<string, ParameterValue>, gesture: string): void {
    this.waiting.set(operation, { params, gesture });
    store.set({ pending: { ...store.state.pending, [operation]: params } });
    if (!this.isRunning) void this.drain();
  }

  private async drain(): Promise<void> {
    this.isRunning = true;
    try {
      for (let next = this.take(); next; next = this.take()) {
        const [operation, { params, gesture }] = next;
        await this.editor.run(operation, params, { gesture, target: 'setting' });
      }
    } catch (error) {
      this.waiting.clear();
      this.onError(error);
    } finally {
      this.isRunning = false;
      store.set({ pending: {} });
    }
  }

  private take(): [string, Job] | undefined {
    const [first] = this.waiting;
    if (first) this.waiting.delete(first[0]);
    return first;
  }
}
