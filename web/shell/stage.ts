import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import { shared } from '../styles/shared';
import type { ToolHost } from '../tools/host';
import '../tools/guide-lines';
import '../tools/overlay';
import '../tools/rulers';
import '../tools/sampler-marks';
import './activity-words';
import './progress-line';
import './split-handle';
import { Watch, type DropTarget } from './state';
import './toasts';
import './welcome';
import type { Workspace } from './workspace';

/** What is said over the picture while only one channel of it is seen. */
const CHANNELS = {
  red: { label: 'Red channel' },
  green: { label: 'Green channel' },
  blue: { label: 'Blue channel' },
  alpha: { label: 'Alpha channel' },
};

/** Where the picture is: the viewport's canvas, and what may lie over it. */
@customElement('ff-stage')
export class Stage extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) canvas!: HTMLCanvasElement;
  @property({ attribute: false }) tools: ToolHost | null = null;

  private readonly watch = new Watch(
    this,
    ({ document, opening, dropTarget, compare, isPhone, activity, boot, aids, inspection }) => ({
      document,
      opening,
      dropTarget,
      compare,
      isPhone,
      activity,
      boot,
      aids,
      inspection,
    }),
  );

  protected override render() {
    const { document, opening, dropTarget, compare, isPhone, activity, boot, inspection } = this.watch.value;
    // Without a view there is nothing but words to show, whatever a script has opened.
    const isEmpty = boot.failed?.kind === 'no_webgl' || (!document && opening === null);
    const isWaiting = activity !== null || (!boot.ready && !boot.failed);
    this.canvas.hidden = isEmpty;
    this.canvas.setAttribute('aria-label', t('The picture'));
    return html`
      ${this.canvas} ${this.tools && !isEmpty ? this.renderOverlays(this.tools) : nothing}
      <ff-progress-line></ff-progress-line>
      ${isEmpty ? html`<ff-welcome .workspace=${this.workspace}></ff-welcome>` : nothing}
      ${compare === 'split' ? html`<ff-split-handle .workspace=${this.workspace}></ff-split-handle>` : nothing}
      ${inspection.channel && !isEmpty && compare !== 'before' ? html`<span class="tag">${t(CHANNELS[inspection.channel].label)}</span>` : nothing}
      ${compare === 'before' ? html`<span class="tag">${t('Original')}</span>` : nothing}
      <div class="floating">
        <ff-toasts></ff-toasts>
        ${
          isPhone && isWaiting
            ? html`<div class="chip">
                <ff-activity-words .workspace=${this.workspace}></ff-activity-words>
              </div>`
            : nothing
        }
      </div>
      ${dropTarget ? this.renderDrop(dropTarget) : nothing}
    `;
  }

  private renderOverlays(host: ToolHost) {
    const { rulers, grid, guides } = this.watch.value.aids;
    return html`
      ${grid || guides ? html`<ff-guide-lines .host=${host}></ff-guide-lines>` : nothing}
      <ff-sampler-marks .host=${host}></ff-sampler-marks>
      <ff-tool-overlay .host=${host}></ff-tool-overlay>
      ${rulers ? html`<ff-rulers .host=${host}></ff-rulers>` : nothing}
    `;
  }

  private renderDrop(target: DropTarget) {
    const hint = this.watch.value.document
      ? t('Hold Alt, or drop it on the layers, to add it as a layer.')
      : '';
    return html`
      <div class="drop">
        <p>
          <span>${target === 'layer' ? t('Drop to add as a layer') : t('Drop to open')}</span>
          ${target === 'document' && hint ? html`<span class="quiet">${hint}</span>` : nothing}
        </p>
      </div>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        overflow: hidden;
        min-width: 0;
        min-height: 0;
        background: var(--canvas);
      }

      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        touch-action: none;
      }

      canvas[data-pointed] {
        outline: none;
      }

      canvas[hidden] {
        visibility: hidden;
      }

      ff-welcome {
        position: absolute;
        inset: 0;
      }

      .floating {
        position: absolute;
        right: 0;
        bottom: 1rem;
        left: 0;
        display: grid;
        justify-items: center;
        gap: 0.5rem;
        pointer-events: none;
      }

      .chip {
        max-width: calc(100% - 1.5rem);
        padding: 0.25rem 0.25rem 0.25rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-dialog);
        background: var(--raised);
        line-height: 2rem;
        pointer-events: auto;
      }

      .tag {
        position: absolute;
        top: 0.75rem;
        left: 50%;
        padding: 0.25rem 0.5rem;
        border-radius: 0.25rem;
        background: var(--raised);
        transform: translateX(-50%);
        pointer-events: none;
      }

      .drop {
        position: absolute;
        inset: 0.5rem;
        display: grid;
        place-items: center;
        border: 2px solid var(--accent);
        border-radius: var(--radius-dialog);
        background: var(--scrim);
        pointer-events: none;
      }

      .drop p {
        display: grid;
        gap: 0.25rem;
        margin: 0;
        text-align: center;
        padding: 0.5rem 1rem;
        border-radius: var(--radius);
        background: var(--raised);
        font-size: var(--menu);
        line-height: var(--menu-line);
      }
    `,
  ];
}
