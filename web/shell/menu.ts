import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import type WaDropdownItem from '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import type WaDropdown from '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Command } from '../commands/command';
import { find } from '../commands/commands';
import { formatKeys } from '../commands/keys';
import type { Menu } from '../commands/menus';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import { store, Watch } from './state';
import './web-awesome';
import type { Workspace } from './workspace';

/** A button that drops down one menu, or several under each other with their names. */
@customElement('ff-menu')
export class MenuButton extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) menus: Menu[] = [];
  /** What the button shows instead of the menu's name. */
  @property({ attribute: false }) face: TemplateResult | null = null;
  @property() label = '';

  @query('wa-dropdown') private dropdown!: WaDropdown;

  constructor() {
    super();
    new Watch(this, ({ document, activity, boot, compare, theme }) => ({
      document,
      activity,
      boot,
      compare,
      theme,
    }));
  }

  get open(): boolean {
    return this.hasUpdated && this.dropdown.open;
  }

  set open(value: boolean) {
    this.dropdown.open = value;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.trigger')?.focus();
  }

  private select(event: CustomEvent<{ item: WaDropdownItem }>): void {
    find(String(event.detail.item.value)).perform(this.workspace);
  }

  protected override render() {
    const isSingle = this.menus.length === 1;
    return html`
      <wa-dropdown @wa-select=${this.select}>
        <button slot="trigger" class="button trigger" aria-label=${this.face ? this.label : nothing}>
          ${this.face ?? this.label}
        </button>
        ${this.menus.map((menu, index) => [
          isSingle ? nothing : html`<h3 class=${index ? 'ruled' : ''}>${menu.label}</h3>`,
          menu.sections.map((section, position) => [
            position ? html`<hr />` : nothing,
            section.map((entry) => ('sections' in entry ? nothing : this.renderItem(entry))),
          ]),
        ])}
      </wa-dropdown>
    `;
  }

  private renderItem(command: Command) {
    const { state } = store;
    const isChecked = command.checked?.(state) ?? false;
    const hasMarks = this.menus.some(({ sections }) => sections.flat().some((other) => 'checked' in other));
    const [keys] = command.keys;
    return html`
      <wa-dropdown-item
        value=${command.name}
        type=${command.checked ? 'checkbox' : 'normal'}
        .checked=${live(isChecked)}
        ?disabled=${!command.enabled(state)}
      >
        ${hasMarks ? html`<span slot="icon" class="mark">${isChecked ? icon('check') : nothing}</span>` : nothing}
        ${command.describe?.(state) ?? command.label}
        ${keys ? html`<span slot="details" class="keys">${formatKeys(keys)}</span>` : nothing}
      </wa-dropdown-item>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: inline-block;
      }

      .trigger {
        min-width: var(--row);
        padding: 0 0.5rem;
        font-size: var(--menu);
        line-height: var(--menu-line);
      }

      .trigger[aria-expanded='true'] {
        background: var(--pressed);
      }

      wa-dropdown::part(menu) {
        min-width: 13rem;
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
        white-space: nowrap;
        cursor: default;
      }

      wa-dropdown-item:focus-visible {
        outline-offset: -2px;
      }

      wa-dropdown-item::part(checkmark) {
        display: none;
      }

      .mark {
        width: 1.125rem;
        margin-inline-end: 0.5rem !important;
      }

      .keys {
        color: var(--quiet);
        font-variant-numeric: tabular-nums;
      }

      @media (pointer: coarse), (max-width: 40rem) {
        .keys {
          display: none;
        }
      }

      h3 {
        margin: 0;
        padding: 0.5rem 0.5rem 0.25rem;
        color: var(--quiet);
        font-size: var(--small);
        font-weight: 600;
      }

      h3.ruled,
      hr {
        margin: 0.25rem 0 0;
        border: 0;
        border-top: 1px solid var(--line);
      }

      hr {
        margin: 0.25rem -0.25rem;
      }
    `,
  ];
}
