import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HistogramInfo } from '../../generated/protocol';
import { store } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';

/** So long the picture has to rest before its values are counted: a slider must not wait for that. */
const REST = 120;

/** Keeps the histogram of the picture, or of what is selected in it, while its host is on the page. */
export class HistogramOfPicture implements ReactiveController {
  counts: HistogramInfo | null = null;
  private counted: unknown = null;
  private isCounting = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private end = (): void => {};

  constructor(private readonly host: ReactiveControllerHost & { workspace: Workspace }) {
    host.addController(this);
  }

  hostConnected(): void {
    this.end = store.subscribe(() => this.check());
    this.check();
  }

  hostDisconnected(): void {
    this.end();
    clearTimeout(this.timer);
    this.counted = null;
  }

  private check(): void {
    const { document } = store.state;
    if (document === this.counted) return;
    this.counted = document;
    clearTimeout(this.timer);
    if (document) this.timer = setTimeout(() => void this.count(), REST);
    else this.show(null);
  }

  private async count(): Promise<void> {
    const { counted, host } = this;
    // What is asked for meanwhile is asked when the answer is there, and only the newest.
    if (this.isCounting) return;
    this.isCounting = true;
    const counts = await host.workspace.editor.histogram('picture', true).catch(() => null);
    this.isCounting = false;
    if (counted === this.counted) this.show(counts);
    else if (this.counted) void this.count();
  }

  private show(counts: HistogramInfo | null): void {
    this.counts = counts;
    this.host.requestUpdate();
  }
}
