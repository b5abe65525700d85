import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { bind, isChangedKey, keysOf, resetAllKeys } from '../commands/bindings';
import type { Command } from '../commands/command';
import { ownersOf, takeKeys } from '../commands/conflicts';
import { formatKeys, isKeptByBrowser, keysFrom } from '../commands/key-names';
import { sheetOf, type SheetSection } from '../commands/key-sheet';
import { icon } from '../icons';
import { Watch } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import { shortcutsStyles } from './shortcuts-dialog.styles';

/** What the keys of the controls do, which are no commands. */
const controls = (): [string, string[]][] => [
  [t('Change a value'), ['↑', '↓']],
  [t('Change a value by ten steps'), ['Shift+↑', 'Shift+↓']],
  [t('Reset a slider'), [t('double click')]],
  [t('Move the picture'), [t('Space and drag'), t('middle button')]],
  [t('Zoom'), [t('wheel'), t('pinch')]],
];

/** Every key, from the list that the keys themselves come from; each can be changed. */
@customElement('ff-shortcuts-dialog')
export class ShortcutsDialog extends LitElement {
  @state() private typed = '';
  /** The command whose new key is awaited. */
  @state() private changing: Command | null = null;
  /** The key that was pressed for it, while another command has it. */
  @state() private wanted: string | null = null;

  /** The command that has just been given a key, or not: it is focused again. */
  private changed: string | null = null;

  @query('#find') private field!: HTMLInputElement;

  constructor() {
    super();
    new Watch(this, ({ changedKeys, catalog }) => ({ changedKeys, catalog }));
  }

  private await(command: Command): void {
    this.changing = command;
    this.wanted = null;
  }

  private handleKey(event: KeyboardEvent): void {
    const { changing } = this;
    if (!changing || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return this.settle();
    if (event.key === 'Backspace' || event.key === 'Delete') return this.settle(() => bind(changing, []));
    const keys = keysFrom(event);
    if (keys === null) return;
    if (ownersOf(keys, changing).length) this.wanted = keys;
    else this.settle(() => bind(changing, [keys]));
  }

  /** Ends waiting for a key; the focus goes back to where the change began. */
  private settle(then?: () => void): void {
    this.changed = this.changing?.name ?? null;
    then?.();
    this.changing = null;
    this.wanted = null;
  }

  protected override updated(): void {
    const place = this.changing ? '.recorder' : `[data-command="${this.changed ?? ''}"]`;
    this.renderRoot.querySelector<HTMLElement>(place)?.focus();
    if (!this.changing) this.changed = null;
  }

  protected override render() {
    const sections = sheetOf(this.typed);
    return html`
      <ff-dialog label=${t('Keyboard shortcuts')}>
        <div class="find">
          ${icon('search')}
          <input
            id="find"
            type="search"
            autofocus
            autocomplete="off"
            spellcheck="false"
            aria-label=${t('Find a command or a key')}
            placeholder=${t('Find a command or a key')}
            @input=${() => (this.typed = this.field.value)}
          />
        </div>
        <p class="quiet">${t('Choose a key to change it. Any command that you search for can have one.')}</p>
        ${sections.map((section) => this.renderSection(section))}
        ${sections.length === 0 ? html`<p>${t('No command and no key is called that.')}</p>` : nothing}
        ${this.typed ? nothing : this.renderControls()}
        <div slot="footer">
          <span class="quiet">${t('Your changes are kept in this browser.')}</span>
          <button class="button outlined" @click=${resetAllKeys}>${t('Reset all keys')}</button>
        </div>
      </ff-dialog>
    `;
  }

  private renderSection({ label, commands }: SheetSection) {
    return html`
      <h3>${label}</h3>
      <ul>
        ${commands.map((command) => this.renderCommand(command))}
      </ul>
    `;
  }

  private renderCommand(command: Command) {
    const label = `${command.label.replace('…', '')}${command.release ? ` ${t('(hold)')}` : ''}`;
    if (command.name === this.changing?.name) return this.renderRecorder(label, command);
    const keys = shownKeys(keysOf(command));
    const kept = keysOf(command).filter(isKeptByBrowser);
    return html`
      <li>
        <span class="label">
          ${label}
          ${
            kept.length
              ? html`<small
                  >${t('Most browsers keep {keys} for themselves.', { keys: kept.map(formatKeys).join(', ') })}</small
                >`
              : nothing
          }
        </span>
        ${
          isChangedKey(command)
            ? html`<button
                class="button small"
                aria-label=${t('Reset the key of {label}', { label })}
                title=${t('Reset')}
                @click=${() => bind(command, command.keys)}
              >
                ${icon('reset')}
              </button>`
            : nothing
        }
        <button
          class="button keys"
          data-command=${command.name}
          aria-label=${t('{label}, {keys}, change', { label, keys: keys.join(', ') || t('no key') })}
          @click=${() => this.await(command)}
        >
          ${keys.length ? keys.map((key) => html`<kbd>${key}</kbd>`) : html`<span class="quiet">${t('None')}</span>`}
        </button>
      </li>
    `;
  }

  private renderRecorder(label: string, command: Command) {
    const { wanted } = this;
    const owners = wanted ? ownersOf(wanted, command).map((owner) => owner.label.replace('…', '')) : [];
    return html`
      <li class="changing">
        <span class="label">${label}</span>
        ${
          wanted
            ? html`
                <span role="alert"
                  >${t('{owners} has {keys}.', { owners: owners.join(', '), keys: formatKeys(wanted) })}</span
                >
                <button
                  class="button outlined recorder"
                  @click=${() => this.settle(() => takeKeys(wanted, command))}
                >
                  ${t('Take it')}
                </button>
                <button class="button" @click=${() => this.settle()}>${t('Keep it there')}</button>
              `
            : html`
                <button
                  class="button outlined recorder"
                  @keydown=${this.handleKey}
                  @blur=${() => this.wanted === null && (this.changing = null)}
                >
                  ${t('Press a key, Delete for none, Esc to leave it')}
                </button>
              `
        }
      </li>
    `;
  }

  private renderControls() {
    return html`
      <h3>${t('Controls and picture')}</h3>
      <ul>
        ${controls().map(
          ([label, keys]) => html`
            <li>
              <span class="label">${label}</span>
              <span class="fixed">${keys.map((key) => html`<kbd>${key}</kbd>`)}</span>
            </li>
          `,
        )}
      </ul>
    `;
  }

  static override styles = [shared, buttons, shortcutsStyles];
}

/** At most two, and none that is the same key without Shift. */
function shownKeys(keys: readonly string[]): string[] {
  return keys
    .filter((key) => !key.endsWith('='))
    .slice(0, 2)
    .map(formatKeys);
}
