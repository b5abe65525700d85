import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import { shared } from '../styles/shared';
import { store, Watch } from './state';
import type { Workspace } from './workspace';

const KEY_STEP = 0.02;

/** The line between before and after, which can be dragged. */
@customElement('ff-split-handle')
export class SplitHandle extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ split }) => ({ split }));

  protected override updated(): void {
    this.style.setProperty('--split', String(this.watch.value.split));
  }

  private move(split: number): void {
    this.workspace.compare('split', Math.min(1, Math.max(0, split)));
  }

  private handleDown(event: PointerEvent & { currentTarget: HTMLElement }): void {
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  private handleMove(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = this.getBoundingClientRect();
    this.move((event.clientX - left) / width);
  }

  private handleKey(event: KeyboardEvent): void {
    const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    this.move(store.state.split + direction * KEY_STEP * (event.shiftKey ? 10 : 1));
  }

  protected override render() {
    const percent = Math.round(this.watch.value.split * 100);
    return html`
      <span class="tag before">${t('Before')}</span>
      <span class="tag after">${t('After')}</span>
      <div
        class="handle"
        role="slider"
        tabindex="0"
        aria-label=${t('Split between before and after')}
        aria-valuenow=${percent}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuetext="${percent} %"
        @pointerdown=${this.handleDown}
        @pointermove=${this.handleMove}
        @keydown=${this.handleKey}
      ></div>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }

      .handle {
        position: absolute;
        top: 0;
        bottom: 0;
        left: calc(var(--split) * 100% - 0.75rem);
        width: 1.5rem;
        cursor: ew-resize;
        pointer-events: auto;
        touch-action: none;
      }

      .handle:focus-visible {
        outline: none;
      }

      .handle::before {
        content: '';
        position: absolute;
        top: 0;
        bottom: 0;
        left: calc(50% - 0.5px);
        width: 1px;
        background: #ffffff;
        box-shadow: 0 0 0 0.5px rgb(0 0 0 / 40%);
      }

      .handle::after {
        content: '';
        position: absolute;
        top: calc(50% - 1rem);
        left: calc(50% - 0.25rem);
        width: 0.5rem;
        height: 2rem;
        border-radius: 0.25rem;
        background: #ffffff;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 30%);
      }

      .handle:focus-visible::after {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }

      .tag {
        position: absolute;
        top: 0.75rem;
        padding: 0.25rem 0.5rem;
        border-radius: 0.25rem;
        background: var(--raised);
      }

      .before {
        right: calc((1 - var(--split)) * 100% + 1rem);
      }

      .after {
        left: calc(var(--split) * 100% + 1rem);
      }
    `,
  ];
}
