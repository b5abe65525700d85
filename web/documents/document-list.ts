import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import type WaDropdownItem from '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import { find } from '../commands/commands';
import { icon } from '../icons';
import { Watch } from '../shell/state';
import '../shell/web-awesome';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import { activate, close } from './switching';

/** The open documents where there is no room for tabs: a button with their number drops a list down. */
@customElement('ff-document-list')
export class DocumentList extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ documents }) => ({ documents }));

  private select({ detail }: CustomEvent<{ item: WaDropdownItem }>): void {
    const value = String(detail.item.value);
    const { active } = this.watch.value.documents;
    if (value === 'open') find('open').perform(this.workspace);
    else if (value === 'close') void (active !== null && close(this.workspace, active));
    else void activate(this.workspace, Number(value));
  }

  protected override render() {
    const { active, documents } = this.watch.value.documents;
    if (documents.length === 0) return nothing;
    const name = documents.find(({ id }) => id === active)?.name ?? '';
    return html`
      <wa-dropdown @wa-select=${this.select}>
        <button
          slot="trigger"
          class="button"
          aria-label=${t('Open pictures: {count}', { count: documents.length })}
        >
          <span class="count number">${documents.length}</span>
        </button>
        ${documents.map(
          (document) => html`
            <wa-dropdown-item value=${document.id}>
              <span slot="icon" class="mark">${document.id === active ? icon('check') : nothing}</span>
              ${document.changed ? html`${document.name}<span class="quiet">${t(', not saved')}</span>` : document.name}
            </wa-dropdown-item>
          `,
        )}
        <hr />
        <wa-dropdown-item value="open"
          ><span slot="icon" class="mark"></span>${t('Open another…')}</wa-dropdown-item
        >
        <wa-dropdown-item value="close"
          ><span slot="icon" class="mark"></span>${t('Close {name}', { name })}</wa-dropdown-item
        >
      </wa-dropdown>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      .button {
        width: var(--row);
        padding: 0;
      }

      .count {
        min-width: 1.25rem;
        padding: 0 0.125rem;
        border: 1.5px solid currentcolor;
        border-radius: 0.25rem;
        font-size: var(--small);
        line-height: 1.125rem;
        text-align: center;
      }

      wa-dropdown::part(menu) {
        max-width: calc(100vw - 1rem);
        padding: 0.25rem;
        border-color: var(--line);
        border-radius: var(--radius);
        background: var(--raised);
      }

      wa-dropdown-item {
        min-height: var(--row);
        padding: 0 0.5rem;
        border-radius: 0.25rem;
        font-size: var(--menu);
        line-height: var(--menu-line);
        cursor: default;
      }

      wa-dropdown-item:focus-visible {
        outline-offset: -2px;
      }

      .mark {
        width: 1.125rem;
        margin-inline-end: 0.5rem;
      }

      hr {
        margin: 0.25rem -0.25rem;
        border: 0;
        border-top: 1px solid var(--line);
      }
    `,
  ];
}
