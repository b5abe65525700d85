import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Many buttons as one stop of the Tab key: arrow keys, Home and End go from one to the other, also in a grid. */
export class Roving implements ReactiveController {
  private at = 0;

  constructor(
    host: ReactiveControllerHost,
    private readonly buttons: () => HTMLElement[],
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.mark();
  }

  readonly handleFocus = (event: FocusEvent): void => {
    const index = this.buttons().indexOf(event.target as HTMLElement);
    if (index < 0) return;
    this.at = index;
    this.mark();
  };

  readonly handleKey = (event: KeyboardEvent): void => {
    const buttons = this.buttons();
    const index = buttons.indexOf(event.target as HTMLElement);
    const next = index < 0 || event.altKey ? undefined : buttons[this.target(event.key, index, buttons)];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };

  private target(key: string, index: number, buttons: HTMLElement[]): number {
    const top = buttons[0]?.offsetTop;
    const columns = buttons.filter(({ offsetTop }) => offsetTop === top).length;
    switch (key) {
      case 'ArrowLeft':
        return index - 1;
      case 'ArrowRight':
        return index + 1;
      case 'ArrowUp':
        return index - columns;
      case 'ArrowDown':
        return index + columns;
      case 'Home':
        return 0;
      case 'End':
        return buttons.length - 1;
      default:
        return -1;
    }
  }

  private mark(): void {
    const buttons = this.buttons();
    const stop = Math.min(this.at, buttons.length - 1);
    for (const [index, button] of buttons.entries()) button.tabIndex = index === stop ? 0 : -1;
  }
}
