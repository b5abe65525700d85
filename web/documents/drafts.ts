/** Exports that are made while somebody chooses: the newest choice wins, and what it replaces is stopped. */
import type { Editor } from '../editor';
import { errorInfo } from '../errors';
import type { ErrorInfo, ExportParams } from '../generated/protocol';

/** What is known of the file: while `isRunning`, it is that of the choice before. */
export interface Draft {
  isRunning: boolean;
  file: File | null;
  /** The picture before it was encoded, and what the file shows; null where a browser cannot show it. */
  original: ImageBitmap | null;
  encoded: ImageBitmap | null;
  problem: ErrorInfo | null;
}

/** Above this many pixels, two more copies of the picture are too much. */
const MOST_PIXELS = 50e6;
const PAUSE = 150;

export class Drafts {
  private draft: Draft = { isRunning: false, file: null, original: null, encoded: null, problem: null };
  private pause: ReturnType<typeof setTimeout> | undefined;
  private stop = new AbortController();
  private originalSize = '';

  constructor(
    private readonly editor: Editor,
    private readonly size: { width: number; height: number },
    private readonly onChange: (draft: Draft) => void,
  ) {}

  /** Makes the file of these choices, once they rest. */
  request(params: ExportParams, isShown: boolean): void {
    clearTimeout(this.pause);
    this.stop.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.set({ isRunning: true, problem: null });
    this.pause = setTimeout(() => void this.make(params, isShown, signal), PAUSE);
  }

  /** Stops, and frees what was shown. */
  end(): void {
    clearTimeout(this.pause);
    this.stop.abort();
    void this.editor.endDrafts().catch(() => {}); // Only memory would be lost.
    this.draft.original?.close();
    this.draft.encoded?.close();
  }

  private async make(params: ExportParams, isShown: boolean, signal: AbortSignal): Promise<void> {
    const { width, height } = params.size ?? this.size;
    const isPreviewed = isShown && width * height <= MOST_PIXELS;
    try {
      if (isPreviewed) await this.showOriginal(params, signal);
      const file = await this.editor.export({ ...params, draft: true, signal });
      const encoded = isPreviewed ? await createImageBitmap(file) : null;
      if (signal.aborted) return encoded?.close();
      this.draft.encoded?.close();
      this.set({ isRunning: false, file, encoded });
    } catch (error) {
      const problem = errorInfo(error);
      if (!signal.aborted) this.set({ isRunning: false, file: null, problem });
    }
  }

  /** The picture as it is exported, before it is encoded; made anew only in another size. */
  private async showOriginal({ size }: ExportParams, signal: AbortSignal): Promise<void> {
    const wanted = JSON.stringify(size ?? null);
    if (this.draft.original && this.originalSize === wanted) return;
    const whole = { format: 'bmp', quality: 90, keep: 'none', draft: true } as const;
    const file = await this.editor.export({ ...whole, ...(size && { size }), signal });
    const original = await createImageBitmap(file);
    if (signal.aborted) return original.close();
    this.draft.original?.close();
    this.originalSize = wanted;
    this.set({ original });
  }

  private set(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.onChange(this.draft);
  }
}
