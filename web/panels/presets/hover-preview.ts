import type { Editor } from '../../editor';

/** Milliseconds that somebody must look at a preset: who only passes by sees nothing. */
const REST = 120;

/** Shows on the picture what a preset would make of it, as long as somebody looks at that preset. */
export class HoverPreview {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wanted: string | null = null;
  private running: Promise<void> | null = null;
  private abort = new AbortController();
  private isShown = false;

  constructor(private readonly editor: () => Editor) {}

  show(preset: string): void {
    this.want(preset);
  }

  hide(): void {
    this.want(null);
  }

  /** The document changes for good: nothing is to be taken back. */
  forget(): void {
    clearTimeout(this.timer);
    this.abort.abort();
    this.wanted = null;
    this.isShown = false;
  }

  private want(preset: string | null): void {
    clearTimeout(this.timer);
    this.wanted = preset;
    this.abort.abort();
    this.timer = setTimeout(() => (this.running ??= this.drain()), preset ? REST : 0);
  }

  private async drain(): Promise<void> {
    let shown: string | null | undefined;
    while (this.wanted !== shown) {
      shown = this.wanted;
      await (shown ? this.run(shown) : this.end());
    }
    this.running = null;
  }

  private async run(preset: string): Promise<void> {
    this.abort = new AbortController();
    // One that cannot be used here shows nothing; pressing it says why.
    await this.editor()
      .previewPreset(preset, this.abort.signal)
      .then(
        () => (this.isShown = true),
        () => undefined,
      );
  }

  private async end(): Promise<void> {
    if (!this.isShown) return;
    this.isShown = false;
    await this.editor()
      .endPreview()
      .catch(() => undefined);
  }
}
