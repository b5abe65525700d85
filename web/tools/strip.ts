import { css, html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../language/words';
import '../colour/colour-wells';
import { store, Watch } from '../shell/state';
import { shared } from '../styles/shared';
import { shownTools, slotsOf } from './registry';
import type { Tool } from './tool';
import './tool-slot';
import type { ToolSlot } from './tool-slot';

/** The tools, at the left of the picture: up and down go through them, Enter chooses. */
@customElement('ff-tool-strip')
export class ToolStrip extends LitElement {
  @state() private focused: ToolSlot | null = null;

  constructor() {
    super();
    new Watch(this, ({ tool, catalog, document }) => ({ tool, catalog, document }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'region');
  }

  protected override willUpdate(): void {
    this.setAttribute('aria-label', t('Tools'));
  }

  private handleKey(event: KeyboardEvent): void {
    const slots = [...this.renderRoot.querySelectorAll<ToolSlot>('ff-tool-slot')];
    const index = slots.findIndex((slot) => slot.matches(':focus-within'));
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: slots.length - 1 }[event.key];
    if (target === undefined || event.defaultPrevented) return;
    event.preventDefault();
    this.focused = slots[(target + slots.length) % slots.length] ?? null;
    this.focused?.focus();
  }

  protected override render() {
    const slots = slotsOf(shownTools(store.state));
    const isChosen = (slot: readonly Tool[]) => slot.some(({ name }) => name === store.state.tool);
    const stop = this.focused?.slotTools[0] ?? slots.find(isChosen)?.[0] ?? slots[0]?.[0];
    return html`<div
        class="slots"
        role="toolbar"
        aria-label=${t('Tools')}
        aria-orientation="vertical"
        @keydown=${this.handleKey}
        @focusout=${() => (this.focused = null)}
      >
        ${repeat(
          slots,
          ([first]) => first?.name,
          (slot, index) => html`
            <ff-tool-slot
              class=${index && slots[index - 1]?.[0]?.group !== slot[0]?.group ? 'ruled' : ''}
              .slotTools=${slot}
              .isTabStop=${slot[0] === stop}
            ></ff-tool-slot>
          `,
        )}
      </div>
      <ff-colour-wells></ff-colour-wells>`;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        width: var(--tool-strip);
        min-height: 0;
        border-right: 1px solid var(--line);
        background: var(--panel);
      }

      .slots {
        flex: 1;
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 1px;
        min-height: 0;
        padding: 0.25rem 0;
        overflow: hidden auto;
        scrollbar-width: none;
      }

      ff-colour-wells {
        flex: none;
        margin: 0.5rem auto 0.75rem;
      }

      .ruled {
        position: relative;
        margin-top: 0.5rem;
      }

      .ruled::before {
        content: '';
        position: absolute;
        top: calc(-0.25rem - 1px);
        right: 0.375rem;
        left: 0.375rem;
        height: 1px;
        background: var(--line);
      }
    `,
  ];
}
