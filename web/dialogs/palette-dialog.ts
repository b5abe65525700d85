import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { keysOf } from '../commands/bindings';
import type { Command } from '../commands/command';
import { formatKeys, isMod } from '../commands/key-names';
import { perform } from '../commands/perform';
import { recent, remember } from '../commands/recent';
import '../controls/parameters';
import type { ParametersEvent } from '../controls/parameters';
import type { Values } from '../controls/values';
import { icon } from '../icons';
import { found } from '../palette/layers';
import { pathOf, search } from '../palette/search';
import { takeTyped } from '../palette/typed-ahead';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import { paletteStyles } from '../palette/palette.styles';
import { deepActiveElement } from './focus';

/** Everything that can be done, found by a few letters; what it needs is filled in beside it. */
@customElement('ff-palette-dialog')
export class PaletteDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private typed = '';
  @state() private active = 0;
  /** What was filled in for the active command, if anything was. */
  @state() private values: Values | null = null;

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private field!: HTMLInputElement;

  private found: Command[] = [];
  private readonly opener = deepActiveElement();
  private isLeft = false;

  constructor() {
    super();
    new Watch(this, ({ document, catalog, activity, boot, isPhone }) => ({
      document,
      catalog,
      activity,
      boot,
      isPhone,
    }));
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.field.focus();
    this.field.value = takeTyped();
    if (this.field.value) this.handleInput();
  }

  protected override willUpdate(): void {
    this.found = search(this.typed, found(), store.state);
    this.active = Math.max(0, Math.min(this.active, this.found.length - 1));
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  private get command(): Command | undefined {
    return this.found[this.active];
  }

  private select(index: number): void {
    if (index === this.active) return;
    this.active = index;
    this.values = null;
  }

  private handleInput(): void {
    this.typed = this.field.value;
    this.active = 0;
    this.values = null;
  }

  /** Closes, then does it: what it opens must not close with the palette. The next key is the editor's. */
  private leave(then: (() => void) | null): void {
    if (this.isLeft) return;
    this.isLeft = true;
    this.dialog.close();
    store.set({ dialog: null });
    this.opener?.focus();
    then?.();
  }

  private choose(command: Command | undefined): void {
    if (!command?.enabled(store.state)) return;
    if (this.values && command.form) this.runNow(command);
    else this.leave(() => perform(command, this.workspace));
  }

  /** Runs it with what is filled in beside it, without the dialog. */
  private runNow(command: Command | undefined): void {
    const { form } = command ?? {};
    if (!command || !form) return this.choose(command);
    if (!command.enabled(store.state)) return;
    const values = this.values ?? {};
    remember(command.name);
    this.leave(() => form.run(this.workspace, values));
  }

  private handleKey(event: KeyboardEvent): void {
    const last = this.found.length - 1;
    const isField = event.composedPath()[0] === this.field;
    const steps: Record<string, number> = {
      ArrowDown: this.active === last ? 0 : this.active + 1,
      ArrowUp: this.active === 0 ? last : this.active - 1,
      PageDown: Math.min(last, this.active + 8),
      PageUp: Math.max(0, this.active - 8),
    };
    const to = isField ? steps[event.key] : undefined;
    if (to !== undefined) this.select(to);
    else if (event.key === 'Enter' && isMod(event)) this.runNow(this.command);
    else if (event.key === 'Enter' && isField) this.choose(this.command);
    else if (
      event.key === 'Escape' ||
      event.key === 'F3' ||
      (event.key.toLowerCase() === 'k' && isMod(event))
    )
      this.leave(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected override render() {
    const { command } = this;
    return html`
      <dialog
        aria-label=${t('Find a command')}
        @close=${() => this.leave(null)}
        @keydown=${this.handleKey}
        @click=${(event: Event) => event.target === this.dialog && this.leave(null)}
      >
        <div class="field">
          ${icon('search')}
          <input
            type="text"
            role="combobox"
            aria-label=${t('Find a command')}
            aria-expanded="true"
            aria-controls="list"
            aria-autocomplete="list"
            aria-activedescendant=${command ? `option-${this.active}` : nothing}
            placeholder=${t('Find a command, a filter, a tool or a setting')}
            autocomplete="off"
            spellcheck="false"
            @input=${this.handleInput}
          />
          <button class="button close" aria-label=${t('Close')} @click=${() => this.leave(null)}>
            ${icon('close')}
          </button>
        </div>
        <div class="body">
          <div id="list" role="listbox" aria-label=${t('Commands')}>${this.renderList()}</div>
          ${command && !store.state.isPhone ? this.renderDetails(command) : nothing}
        </div>
        <div class="hidden-text" role="status">${t('{count} found', { count: this.found.length })}</div>
      </dialog>
    `;
  }

  private renderList() {
    if (this.found.length === 0) {
      return html`<p class="quiet" role="option" aria-selected="false" aria-disabled="true">
        ${t('Nothing is called that. Try another word for it.')}
      </p>`;
    }
    const last = this.typed.trim() ? 0 : recent().length;
    return this.found.map((command, index) => this.renderOption(command, index, index === last && last > 0));
  }

  private renderOption(command: Command, index: number, isAfterRecent: boolean) {
    const { state: now } = store;
    const [keys] = keysOf(command);
    return html`
      <div
        id="option-${index}"
        data-name=${command.name}
        class="option ${isAfterRecent ? 'ruled' : ''}"
        role="option"
        aria-selected=${index === this.active}
        aria-disabled=${!command.enabled(now)}
        @pointermove=${() => this.select(index)}
        @click=${() => this.choose(command)}
      >
        <span class="label">${command.describe?.(now) ?? command.label}</span>
        <span class="path">${pathOf(command)}</span>
        ${keys ? html`<kbd>${formatKeys(keys)}</kbd>` : nothing}
      </div>
    `;
  }

  private renderDetails(command: Command) {
    const { state: now } = store;
    const isEnabled = command.enabled(now);
    const reason = isEnabled ? '' : command.hindrance?.(now);
    return html`
      <div class="details">
        <h2>${command.describe?.(now) ?? command.label.replace('…', '')}</h2>
        ${command.description ? html`<p>${command.description}</p>` : nothing}
        ${reason ? html`<p class="reason">${reason}</p>` : nothing}
        ${
          command.form && isEnabled
            ? html`
                <ff-parameters
                  .operation=${command.form.operation}
                  .values=${this.values ?? {}}
                  @ff-change=${({ values }: ParametersEvent) => (this.values = values)}
                ></ff-parameters>
                <button class="button primary" @click=${() => this.runNow(command)}>
                  ${t('Run')} <span class="keys">${formatKeys('Mod+Enter')}</span>
                </button>
              `
            : nothing
        }
      </div>
    `;
  }

  static override styles = [shared, buttons, paletteStyles];
}
