import type { Values } from '../controls/values';
import type { Editor, PreviewOptions } from '../editor';
import { errorInfo } from '../errors';
import type { ErrorInfo, SeenInfo } from '../generated/protocol';

/** A preview that takes longer gives way to a newer one; a faster one is let finish, so that something is seen. */
const PATIENCE = 600;

export interface PreviewJob {
  operation: string;
  values: Values;
  target: PreviewOptions['target'];
  /** Whom it is for, where that is not the active layer alone. */
  layers?: PreviewOptions['layers'];
}

/** Shows what an operation would do while its values change: one run at a time, and of what waits only the newest. */
export class PreviewRuns {
  private waiting: PreviewJob | null = null;
  private running: { since: number; abort: AbortController } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isRefining = false;
  private isEnded = false;

  constructor(
    private readonly editor: Editor,
    /** What of the picture is seen now. */
    private readonly seen: () => SeenInfo,
    /** Told when a run begins or ends, and what was wrong with it. */
    private readonly onChange: (isRunning: boolean, problem: ErrorInfo | null) => void,
  ) {}

  show(job: PreviewJob): void {
    if (this.isEnded) return;
    this.waiting = job;
    if (this.running) this.hurry();
    else void this.drain();
  }

  /** Shows the document as it is; a later `show` begins again. */
  async hide(): Promise<void> {
    this.waiting = null;
    this.running?.abort.abort();
    clearTimeout(this.timer);
    await this.editor.endPreview();
  }

  /** Shows the document as it is, for good. */
  async end(): Promise<void> {
    this.isEnded = true;
    await this.hide();
  }

  /** What runs is stopped as soon as it has had its time. */
  private hurry(): void {
    const { running } = this;
    clearTimeout(this.timer);
    const patience = this.isRefining ? 0 : PATIENCE;
    const left = patience - (performance.now() - (running?.since ?? 0));
    this.timer = setTimeout(() => this.waiting && running?.abort.abort(), Math.max(0, left));
  }

  private async drain(): Promise<void> {
    for (let job = this.take(); job; job = this.take()) {
      const abort = new AbortController();
      this.running = { since: performance.now(), abort };
      this.onChange(true, null);
      const problem = await this.run(job, abort.signal);
      this.running = null;
      this.onChange(this.waiting !== null, problem);
    }
  }

  private async run(job: PreviewJob, signal: AbortSignal): Promise<ErrorInfo | null> {
    try {
      const { target, layers } = job;
      const options = { signal, ...(target && { target }), ...(layers && { layers }) };
      const preview = (seen?: SeenInfo) =>
        this.editor.preview(job.operation, { ...job.values }, { ...options, ...(seen && { seen }) });
      const isExact = await preview(this.seen());
      // With something on the screen already, a newer job need not wait for the rest.
      this.isRefining = true;
      if (!isExact && !this.waiting) await preview();
      return null;
    } catch (error) {
      const info = errorInfo(error);
      if (info.kind === 'cancelled') return null;
      // What was shown before would look like the answer to these values.
      await this.editor.endPreview().catch(() => {});
      return info;
    } finally {
      this.isRefining = false;
    }
  }

  private take(): PreviewJob | null {
    const job = this.waiting;
    this.waiting = null;
    clearTimeout(this.timer);
    return job;
  }
}
