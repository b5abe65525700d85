import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import { keysOf } from '../commands/bindings';
import { find } from '../commands/commands';
import { formatKeys } from '../commands/key-names';
import { perform } from '../commands/perform';
import '../menus/menu-bar';
import '../menus/menu-sheet';
import '../documents/document-list';
import '../documents/tabs';
import './icon-button';
import './shield';
import { store, Watch } from './state';
import type { Workspace } from './workspace';

/** Logo, menus, the picture's name, and what is done all the time: undo, compare, export. */
@customElement('ff-top-bar')
export class TopBar extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ document, activity, boot, compare, changedKeys, isPhone }) => ({
    document,
    activity,
    boot,
    compare,
    changedKeys,
    isPhone,
  }));

  private wasHeld = false;

  private commandButton(name: string) {
    const command = find(name);
    const [keys] = keysOf(command);
    return html`
      <ff-icon-button
        icon=${command.icon ?? 'info'}
        label=${command.describe?.(store.state) ?? command.label}
        shortcut=${keys ? formatKeys(keys) : ''}
        .pressed=${command.checked?.(store.state)}
        ?disabled=${!command.enabled(store.state)}
        @click=${() => perform(command, this.workspace)}
      ></ff-icon-button>
    `;
  }

  /** Shows the original while it is pressed; a screen reader's click, which cannot hold, toggles. */
  private compareButton() {
    const command = find('compare');
    const [keys] = keysOf(command);
    const show = () => this.workspace.compare('before');
    const hide = () => store.state.compare === 'before' && this.workspace.compare('off');
    const isHoldKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';
    return html`
      <ff-icon-button
        icon="compare"
        label=${t('{label} while pressed', { label: command.label })}
        shortcut=${keys ? formatKeys(keys) : ''}
        .pressed=${this.watch.value.compare === 'before'}
        @pointerdown=${() => {
          this.wasHeld = true;
          show();
        }}
        @pointerup=${hide}
        @pointercancel=${hide}
        @pointerleave=${hide}
        @contextmenu=${(event: Event) => event.preventDefault()}
        @keydown=${(event: KeyboardEvent) => {
          if (!isHoldKey(event)) return;
          this.wasHeld = true;
          show();
        }}
        @keyup=${(event: KeyboardEvent) => isHoldKey(event) && hide()}
        @click=${() => {
          if (!this.wasHeld) this.workspace.compare(store.state.compare === 'before' ? 'off' : 'before');
          this.wasHeld = false;
        }}
      ></ff-icon-button>
    `;
  }

  protected override render() {
    const { document, isPhone } = this.watch.value;
    return isPhone ? this.renderPhone(document !== null) : this.renderDesktop(document?.name);
  }

  private renderDesktop(name: string | undefined) {
    return html`
      <div class="side">
        <span class="logo">${icon('logo')}</span>
        <ff-menu-bar .workspace=${this.workspace}></ff-menu-bar>
      </div>
      <h1 class="hidden-text">${name ?? 'FotoFun'}</h1>
      <ff-document-tabs .workspace=${this.workspace}></ff-document-tabs>
      <div class="side end">
        ${this.searchButton()}
        ${
          name === undefined
            ? nothing
            : html`
                <span class="line"></span>
                ${this.commandButton('undo')} ${this.commandButton('redo')}
                <span class="line"></span>
                ${this.compareButton()} ${this.commandButton('split')}
                <span class="line"></span>
                ${this.exportButton()}
              `
        }
      </div>
    `;
  }

  private renderPhone(hasDocument: boolean) {
    return html`
      <div class="side">
        <ff-menu-sheet .workspace=${this.workspace}></ff-menu-sheet>
        <ff-document-list .workspace=${this.workspace}></ff-document-list>
        <ff-shield></ff-shield>
      </div>
      <h1 class="hidden-text">FotoFun</h1>
      <div class="side end">
        ${
          hasDocument
            ? html`
                ${this.commandButton('undo')} ${this.commandButton('redo')} ${this.compareButton()}
                ${this.exportButton()}
              `
            : nothing
        }
      </div>
    `;
  }

  private searchButton() {
    const command = find('palette');
    const [keys] = keysOf(command);
    return html`
      <button class="button search" @click=${() => command.perform(this.workspace)}>
        ${icon('search')} ${t('Search')} ${keys ? html`<kbd>${formatKeys(keys)}</kbd>` : nothing}
      </button>
    `;
  }

  private exportButton() {
    const command = find('export');
    return html`
      <button
        class="button primary export"
        ?disabled=${!command.enabled(store.state)}
        @click=${() => perform(command, this.workspace)}
      >
        ${t('Export')}
      </button>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.75rem;
        min-height: var(--top-bar);
        padding: 0 0.5rem;
        border-bottom: 1px solid var(--line);
        background: var(--panel);
      }

      .side {
        display: flex;
        align-items: center;
        min-width: 0;
      }

      .end {
        justify-content: flex-end;
      }

      .logo {
        padding: 0 0.5rem 0 0.25rem;
      }

      .line {
        width: 1px;
        height: 1rem;
        margin: 0 0.5rem;
        background: var(--line);
      }

      .search {
        gap: 0.5rem;
        padding: 0 0.5rem;
        color: var(--quiet);
      }

      .search svg {
        width: 1rem;
        height: 1rem;
      }

      kbd {
        font: inherit;
        font-variant-numeric: tabular-nums;
      }

      .export {
        min-width: 4.5rem;
      }

      @media (max-width: 40rem) {
        :host {
          grid-template-columns: 1fr auto;
          gap: 0;
          padding: 0 0.25rem;
        }
      }

      @media (pointer: coarse), (max-width: 40rem) {
        .export {
          position: relative;
          min-height: 2.25rem;
          margin: 0 0.25rem;
          font-size: var(--menu);
        }

        /* What can be hit is 44 px high, what is seen is lower than the bar. */
        .export::after {
          content: '';
          position: absolute;
          inset: -0.25rem 0;
        }
      }
    `,
  ];
}
