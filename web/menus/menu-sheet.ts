import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import type { Command } from '../commands/command';
import { find } from '../commands/commands';
import { perform } from '../commands/perform';
import { icon } from '../icons';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import { menus, type Menu } from './menu';

/** The phone's menus: a button, and a sheet in which a menu opens in the place of the list it is in. */
@customElement('ff-menu-sheet')
export class MenuSheet extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  /** Shows this menu in place of all; it then has no button, and goes when it is closed. */
  @property({ attribute: false }) root: Menu | null = null;
  /** The menus that lead to the one that is shown. */
  @state() private path: Menu[] = [];
  @state() private isOpen = false;

  @query('dialog') private dialog!: HTMLDialogElement;

  constructor() {
    super();
    new Watch(this, (whole) => ({ whole: this.isOpen ? whole : null }));
  }

  async open(): Promise<void> {
    this.path = [];
    this.isOpen = true;
    await this.updateComplete;
    this.dialog.showModal();
  }

  private async go(path: Menu[]): Promise<void> {
    this.path = path;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.entry')?.focus();
    this.renderRoot.querySelector('.entries')?.scrollTo(0, 0);
  }

  private handleClose(): void {
    this.isOpen = false;
    if (this.root) this.remove();
  }

  private choose(command: Command): void {
    this.dialog.close();
    perform(command, this.workspace);
  }

  /** A press beside the sheet, which is on the dialog's own backdrop, closes it. */
  private handleClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }

  protected override render() {
    const shown = this.path.at(-1) ?? this.root;
    return html`
      ${
        this.root
          ? nothing
          : html`<button
              class="button trigger"
              aria-label=${t('Menu')}
              aria-haspopup="dialog"
              aria-expanded=${this.isOpen}
              @click=${this.open}
            >
              ${icon('menu')}
            </button>`
      }
      <dialog aria-label=${shown?.label ?? t('Menu')} @click=${this.handleClick} @close=${this.handleClose}>
        ${this.isOpen ? this.renderSheet(shown) : nothing}
      </dialog>
    `;
  }

  private renderSheet(shown: Menu | null) {
    const sections: (Command | Menu)[][] = shown?.sections ?? [menus()];
    return html`
      <div class="header">
        ${
          this.path.length
            ? html`<button
                class="button"
                aria-label=${t('Back')}
                @click=${() => this.go(this.path.slice(0, -1))}
              >
                ${icon('back')}
              </button>`
            : this.root
              ? html`<span></span>`
              : html`<button
                  class="button"
                  aria-label=${t('Find a command')}
                  @click=${() => this.choose(find('palette'))}
                >
                  ${icon('search')}
                </button>`
        }
        <h2>${shown?.label ?? t('Menu')}</h2>
        <button class="button" aria-label=${t('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      <div class="entries">
        ${sections.map((section, index) => [
          index ? html`<hr />` : nothing,
          section.map((entry) => ('sections' in entry ? this.renderMenu(entry) : this.renderCommand(entry))),
        ])}
      </div>
    `;
  }

  private renderMenu(menu: Menu) {
    return html`
      <button class="entry" @click=${() => this.go([...this.path, menu])}>
        <span class="label">${menu.label}</span>${icon('chevron')}
      </button>
    `;
  }

  private renderCommand(command: Command) {
    const { state: now } = store;
    const isEnabled = command.enabled(now);
    const isChecked = command.checked?.(now);
    return html`
      <button
        class="entry"
        aria-pressed=${isChecked ?? nothing}
        ?disabled=${!isEnabled}
        @click=${() => this.choose(command)}
      >
        <span class="label">
          ${command.describe?.(now) ?? command.label}
          ${isEnabled ? nothing : html`<small>${command.hindrance?.(now)}</small>`}
        </span>
        ${isChecked ? icon('check') : nothing}
      </button>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      .trigger,
      .header .button {
        width: var(--row);
        padding: 0;
      }

      dialog {
        width: 100%;
        max-width: none;
        max-height: 80dvh;
        margin: auto 0 0;
        padding: 0 0 env(safe-area-inset-bottom);
        border: 0;
        border-top: 1px solid var(--line);
        border-radius: var(--radius-dialog) var(--radius-dialog) 0 0;
        background: var(--panel);
        color: var(--text);
      }

      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: rise var(--motion) var(--ease);
      }

      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(1rem);
        }
      }

      dialog::backdrop {
        background: var(--scrim);
      }

      .header {
        display: grid;
        grid-template-columns: var(--row) 1fr var(--row);
        align-items: center;
        padding: 0.25rem;
        border-bottom: 1px solid var(--line);
        text-align: center;
      }

      h2 {
        margin: 0;
        font-size: var(--menu);
        font-weight: 600;
        line-height: var(--menu-line);
      }

      .entries {
        overflow-y: auto;
        padding: 0.25rem;
      }

      .entry {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        width: 100%;
        min-height: 2.75rem;
        padding: 0.25rem 0.75rem;
        border: 0;
        border-radius: var(--radius);
        background: none;
        font-size: var(--menu);
        line-height: var(--menu-line);
        text-align: start;
      }

      .entry:active {
        background: var(--pressed);
      }

      .entry:disabled .label {
        color: var(--quiet);
      }

      .label {
        flex: 1;
      }

      small {
        display: block;
        color: var(--quiet);
        font-size: var(--small);
        line-height: var(--body-line);
      }

      .entry svg {
        color: var(--quiet);
      }

      hr {
        margin: 0.25rem -0.25rem;
        border: 0;
        border-top: 1px solid var(--line);
      }
    `,
  ];
}
