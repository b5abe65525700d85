import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { properties } from '../styles/properties';
import { shared } from '../styles/shared';
import { FOOT, changeLayout, placeBefore, shownPanels } from './layout';
import type { Panel } from './panel';
import './panel-section';
import type { MovePanelEvent, PanelSection } from './panel-section';
import './foot-handle';

/** Where a dragged panel would go: before a panel, before the foot, or at the end (null). */
interface Drop {
  before: string | null;
  /** CSS pixels from the top of the column. */
  y: number;
}

/** The panels under each other beside the picture: a part that scrolls, and a foot that stays in sight. */
@customElement('ff-column')
export class Column extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private drop: Drop | null = null;

  private readonly watch = new Watch(this, ({ catalog, document, boot, opening, panels, revealed }) => ({
    catalog,
    document,
    boot,
    opening,
    panels,
    revealed,
  }));

  protected override updated(): void {
    const { revealed } = this.watch.value;
    if (revealed === null) return;
    store.set({ revealed: null });
    const section = this.sections.find(({ panel }) => panel.name === revealed);
    void section?.updateComplete.then(() => section.scrollIntoView({ block: 'start' }));
  }

  private get sections(): PanelSection[] {
    return [...this.renderRoot.querySelectorAll<PanelSection>('ff-panel-section')];
  }

  /** Where a panel that is let go at this height of the window goes. */
  private dropAt(clientY: number): Drop {
    const { top } = this.getBoundingClientRect();
    const { body, foot } = shownPanels();
    const footTop = this.renderRoot.querySelector('.foot')?.getBoundingClientRect().top ?? Infinity;
    const isFoot = clientY > footTop;
    const within = this.sections.filter((section) => foot.includes(section.panel) === isFoot);
    const next = within.find((section) => {
      const box = section.getBoundingClientRect();
      return clientY < (box.top + box.bottom) / 2;
    });
    if (next) return { before: next.panel.name, y: next.getBoundingClientRect().top - top };
    const last = within.at(-1)?.getBoundingClientRect().bottom ?? clientY;
    const isLast = isFoot || (foot.length === 0 && body.length > 0 && clientY > window.innerHeight * 0.75);
    return { before: isLast ? null : FOOT, y: Math.min(last, footTop) - top - 1 };
  }

  private handleMove({ panel, clientY, isOver }: MovePanelEvent): void {
    const drop = clientY === null ? null : this.dropAt(clientY);
    this.drop = isOver ? null : drop;
    if (isOver && drop) placeBefore(panel.name, drop.before);
  }

  protected override render() {
    const { body, foot } = shownPanels();
    const height = this.watch.value.panels.foot;
    return html`
      <div class="body" @ff-move-panel=${this.handleMove}>${this.renderPanels(body)}</div>
      ${
        foot.length
          ? html`
              <ff-foot-handle
                @ff-height=${(event: CustomEvent<number | null>) => changeLayout({ foot: event.detail })}
              ></ff-foot-handle>
              <div
                class="foot"
                @ff-move-panel=${this.handleMove}
                ${properties({ '--foot': height === null ? 'auto' : `${height}px` })}
              >
                ${this.renderPanels(foot)}
              </div>
            `
          : nothing
      }
      ${this.drop ? html`<div class="drop" ${properties({ '--y': `${this.drop.y}px` })}></div>` : nothing}
    `;
  }

  private renderPanels(shown: Panel[]) {
    return repeat(
      shown,
      ({ name }) => name,
      (panel) => html`<ff-panel-section .panel=${panel} .workspace=${this.workspace}></ff-panel-section>`,
    );
  }

  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        width: var(--panel-width);
        min-height: 0;
        border-left: 1px solid var(--line);
        background: var(--panel);
      }

      .body,
      .foot {
        overflow: hidden auto;
        scrollbar-width: thin;
        scrollbar-color: var(--control) transparent;
      }

      .body {
        flex: 1;
        min-height: 8rem;
      }

      .foot {
        flex: none;
        height: var(--foot);
        max-height: min(60%, 100% - 8rem);
      }

      ff-panel-section + ff-panel-section {
        border-top: 1px solid var(--line);
      }

      .drop {
        position: absolute;
        top: var(--y);
        left: 0;
        right: 0;
        height: 2px;
        background: var(--accent);
        pointer-events: none;
      }
    `,
  ];
}
