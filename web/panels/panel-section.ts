import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../language/words';
import type { Command } from '../commands/command';
import { icon } from '../icons';
import { openPopup } from '../menus/popup';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { shared } from '../styles/shared';
import { isFolded, movePast, setClosed, setFolded } from './layout';
import type { Panel } from './panel';

/** A drag of this many CSS pixels is no click any more. */
const SLACK = 4;

/** A panel is dragged by its header; `clientY` null is nowhere. `isOver`: it was let go. */
export class MovePanelEvent extends Event {
  constructor(
    readonly panel: Panel,
    readonly clientY: number | null,
    readonly isOver: boolean,
  ) {
    super('ff-move-panel', { bubbles: true, composed: true });
  }
}

/** One panel of the column: a header that folds, moves and closes it, and what is in it. */
@customElement('ff-panel-section')
export class PanelSection extends LitElement {
  @property({ attribute: false }) panel!: Panel;
  @property({ attribute: false }) workspace!: Workspace;

  @query('.fold') private button!: HTMLButtonElement;
  @query('.more') private more!: HTMLButtonElement;

  private drag: { y: number; isMoving: boolean } | null = null;
  private hasMoved = false;

  constructor() {
    super();
    new Watch(this, ({ catalog, document, boot, opening, panels }) => ({
      catalog,
      document,
      boot,
      opening,
      panels,
    }));
  }

  private toggle(): void {
    if (!this.hasMoved) setFolded(this.panel, !isFolded(this.panel));
  }

  private async move(direction: 1 | -1): Promise<void> {
    const { button } = this;
    movePast(this.panel.name, direction);
    await this.updateComplete;
    // The element itself may have moved, which takes the focus away.
    requestAnimationFrame(() => button.focus());
  }

  private handleDown(event: PointerEvent): void {
    this.hasMoved = false;
    if (event.button !== 0 || !event.isPrimary || event.composedPath().includes(this.more)) return;
    this.drag = { y: event.clientY, isMoving: false };
  }

  private handleMove(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (!this.drag) return;
    if (!this.drag.isMoving) {
      if (Math.abs(event.clientY - this.drag.y) < SLACK) return;
      this.drag.isMoving = this.hasMoved = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    this.dispatchEvent(new MovePanelEvent(this.panel, event.clientY, false));
  }

  private handleUp(event: PointerEvent): void {
    if (this.drag?.isMoving) this.dispatchEvent(new MovePanelEvent(this.panel, event.clientY, true));
    this.drag = null;
  }

  private handleCancel(): void {
    if (this.drag?.isMoving) this.dispatchEvent(new MovePanelEvent(this.panel, null, true));
    this.drag = null;
  }

  private handleKey(event: KeyboardEvent): void {
    const direction = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
    if (!direction || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    void this.move(direction);
  }

  private openMenu(event: Event): void {
    event.preventDefault();
    const entry = (name: string, label: string, perform: () => void, keys: string[] = []): Command => ({
      name,
      label,
      keys,
      keywords: [],
      enabled: () => true,
      perform,
    });
    const menu = {
      label: t(this.panel.label),
      sections: [
        [
          entry('panel_up', t('Move up'), () => void this.move(-1), ['Alt+ArrowUp']),
          entry('panel_down', t('Move down'), () => void this.move(1), ['Alt+ArrowDown']),
        ],
        [entry('panel_close', t('Close panel'), () => setClosed(this.panel, true))],
      ],
    };
    const at = event instanceof PointerEvent && event.type === 'contextmenu';
    void openPopup(menu, this.workspace, this.more, at ? { x: event.clientX, y: event.clientY } : undefined);
  }

  protected override render() {
    const { label, note, render } = this.panel;
    const folded = isFolded(this.panel);
    return html`
      <section aria-labelledby="name" ?data-folded=${folded}>
        <header
          @pointerdown=${this.handleDown}
          @pointermove=${this.handleMove}
          @pointerup=${this.handleUp}
          @pointercancel=${this.handleCancel}
          @contextmenu=${this.openMenu}
          @keydown=${this.handleKey}
        >
          <h2>
            <button id="name" class="fold" aria-expanded=${!folded} @click=${this.toggle}>
              ${icon('chevron')}${t(label)}
            </button>
          </h2>
          <span class="why">${note?.(store.state) ?? nothing}</span>
          <button
            class="more"
            aria-label=${t('Panel {label}', { label: t(label) })}
            aria-haspopup="menu"
            @click=${this.openMenu}
          >
            ${icon('more')}
          </button>
        </header>
        ${folded ? nothing : html`<div class="content">${render(this.workspace)}</div>`}
      </section>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      .content {
        padding: 0 1rem 1rem;
      }

      header {
        display: flex;
        align-items: center;
        min-height: 2.25rem;
        padding-right: 0.5rem;
        touch-action: pan-y;
        user-select: none;
      }

      button {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        height: 2.25rem;
        padding: 0 0.5rem 0 0.25rem;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        cursor: default;
      }

      h2 {
        flex: 1;
        margin: 0;
        font-size: var(--body);
        font-weight: 600;
        line-height: var(--body-line);
      }

      .fold {
        width: 100%;
      }

      .fold svg {
        width: 0.75rem;
        height: 0.75rem;
        color: var(--quiet);
        transform: rotate(90deg);
      }

      [data-folded] .fold svg {
        transform: none;
      }

      .why {
        padding-right: 0.5rem;
        color: var(--quiet);
        font-size: var(--small);
      }

      .more {
        justify-content: center;
        width: 1.75rem;
        height: 1.75rem;
        padding: 0;
        border-radius: var(--radius);
        color: var(--quiet);
        opacity: 0;
      }

      header:hover .more,
      .more:focus-visible,
      .more[aria-expanded] {
        opacity: 1;
      }

      @media (hover: none) {
        .more {
          opacity: 1;
        }
      }

      .more:hover {
        background: var(--hover);
      }
    `,
  ];
}
