import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DocumentInfo } from '../generated/protocol';
import { store } from '../shell/state';

/** So long the document has to rest: what is looked at must not keep a slider waiting. */
const REST = 120;

/**
 * Looks at the document anew when it has changed and rests, while its host is on the page: one look at a time,
 * and of several changes only at the newest. `isCurrent` tells a long look whether it is still worth going on.
 */
export class AfterRest implements ReactiveController {
  private seen: DocumentInfo | null | undefined;
  private isLooking = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private end = (): void => {};

  constructor(
    host: ReactiveControllerHost,
    private readonly look: (document: DocumentInfo | null, isCurrent: () => boolean) => Promise<void>,
    private readonly rest = REST,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.end = store.subscribe(() => this.check());
    this.check(0);
  }

  hostDisconnected(): void {
    this.end();
    clearTimeout(this.timer);
    this.seen = undefined;
  }

  private check(rest = this.rest): void {
    const { document } = store.state;
    if (document === this.seen) return;
    this.seen = document;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.start(), document ? rest : 0);
  }

  private async start(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const { seen } = this;
    try {
      if (seen !== undefined) await this.look(seen, () => seen === this.seen);
    } catch {
      // Python is being started again, or the document is closed: the next change asks again.
    } finally {
      this.isLooking = false;
    }
    if (seen !== this.seen && this.seen !== undefined) void this.start();
  }
}
