import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Command } from './command';

/** What was pressed longer ago than this, in milliseconds, may no longer be meant. */
const PATIENCE = 2000;

interface Press {
  command: Command;
  at: number;
}

/** Keys of a quick hand: what is pressed while something is being done is done after it, in order. */
export class WaitingKeys {
  private presses: Press[] = [];
  private timer: number | undefined;

  constructor(private readonly workspace: Workspace) {
    store.subscribe(() => this.plan());
  }

  add(command: Command): void {
    this.presses.push({ command, at: performance.now() });
  }

  /** Not at once: a command of several parts is idle for a moment between them. */
  private plan(): void {
    if (!this.presses.length || store.state.activity) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.next());
  }

  private next(): void {
    if (store.state.activity) return;
    const press = this.presses.shift();
    if (!press) return;
    const isMeant = performance.now() - press.at < PATIENCE && !store.state.dialog;
    if (isMeant && press.command.enabled(store.state)) press.command.perform(this.workspace);
    this.plan();
  }
}
