import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import { shared } from '../styles/shared';
import { toolNamed } from '../tools/registry';
import { withKeyNames } from '../tools/tool-keys';
import './activity-words';
import './shield';
import { Watch } from './state';
import type { Workspace } from './workspace';

/** Zoom, size and colour space; what is going on or was said last; the shield. */
@customElement('ff-status-bar')
export class StatusBar extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ document, zoom, message, activity, boot, tool, pick }) => ({
    document,
    zoom,
    message,
    activity,
    boot,
    tool,
    pick,
  }));

  protected override render() {
    const { document, zoom, message, activity, boot, tool, pick } = this.watch.value;
    const isWaiting = activity !== null || (!boot.ready && !boot.failed);
    return html`
      ${
        document
          ? html`<div class="facts number">
              <span class="zoom">${formatZoom(zoom)}</span>
              <span>${document.width} × ${document.height}</span>
              <span>sRGB</span>
            </div>`
          : nothing
      }
      <div class="words">
        ${
          isWaiting
            ? html`<ff-activity-words .workspace=${this.workspace}></ff-activity-words>`
            : html`<span class="message" title=${message}>${message}</span>`
        }
      </div>
      ${document ? html`<span class="hint">${withKeyNames(t(pick?.hint ?? toolNamed(tool)?.hint ?? ''))}</span>` : nothing}
      <ff-shield></ff-shield>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        min-height: var(--status-bar);
        padding: 0 0.25rem 0 0.75rem;
        border-top: 1px solid var(--line);
        background: var(--panel);
        color: var(--quiet);
        --row: 1.5rem;
      }

      .facts {
        display: flex;
        gap: 1rem;
        padding-right: 1rem;
        margin-right: 1rem;
        border-right: 1px solid var(--line);
        white-space: nowrap;
      }

      .zoom {
        min-width: 2.75rem;
      }

      .words {
        flex: 1;
        min-width: 0;
      }

      .hint {
        flex: none;
        max-width: 60%;
        padding: 0 1rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .message {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];
}

function formatZoom(zoom: number): string {
  const percent = zoom * 100;
  return `${percent.toFixed(percent < 100 && percent % 1 ? 1 : 0)} %`;
}
