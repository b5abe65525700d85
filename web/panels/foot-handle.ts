import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../language/words';
import { shared } from '../styles/shared';

const STEP = 28;
const LEAST = 64;

/** The line above the column's foot: dragged, or moved with the arrow keys, it makes the foot higher. Answers `ff-height`. */
@customElement('ff-foot-handle')
export class FootHandle extends LitElement {
  private drag: { y: number; height: number } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.setAttribute('role', 'separator');
    this.setAttribute('aria-orientation', 'horizontal');
    this.addEventListener('pointerdown', this.handleDown);
    this.addEventListener('pointermove', this.handleMove);
    this.addEventListener('lostpointercapture', this.handleEnd);
    this.addEventListener('dblclick', this.handleReset);
    this.addEventListener('keydown', this.handleKey);
  }

  protected override willUpdate(): void {
    this.setAttribute('aria-label', t('Height of the panels below'));
  }

  private get room(): { foot: number; column: number } {
    const foot = this.nextElementSibling?.clientHeight ?? 0;
    return { foot, column: (this.previousElementSibling?.clientHeight ?? 0) + foot };
  }

  private propose(height: number): void {
    const { column } = this.room;
    const detail = Math.round(Math.min(column * 0.6, Math.max(LEAST, height)));
    this.setAttribute('aria-valuenow', String(Math.round((100 * detail) / Math.max(1, column))));
    this.dispatchEvent(new CustomEvent('ff-height', { detail }));
  }

  private readonly handleDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.drag = { y: event.clientY, height: this.room.foot };
  };

  private readonly handleMove = (event: PointerEvent): void => {
    if (this.drag) this.propose(this.drag.height + this.drag.y - event.clientY);
  };

  private readonly handleEnd = (): void => {
    this.drag = null;
  };

  private readonly handleReset = (): void => {
    this.dispatchEvent(new CustomEvent('ff-height', { detail: null }));
  };

  private readonly handleKey = (event: KeyboardEvent): void => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    this.propose(this.room.foot + direction * STEP);
  };

  protected override updated(): void {
    const { foot, column } = this.room;
    this.setAttribute('aria-valuenow', String(Math.round((100 * foot) / Math.max(1, column))));
  }

  protected override render() {
    return html``;
  }

  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        z-index: 1;
        flex: none;
        height: 0.5rem;
        margin-top: -0.25rem;
        margin-bottom: calc(-0.25rem + 1px);
        cursor: row-resize;
        touch-action: none;
      }

      :host::after {
        content: '';
        position: absolute;
        inset: 0.25rem 0 auto;
        height: 1px;
        background: var(--line);
      }

      :host(:hover)::after,
      :host(:focus-visible)::after {
        height: 2px;
        background: var(--accent);
      }

      :host(:focus-visible) {
        outline: none;
      }
    `,
  ];
}
