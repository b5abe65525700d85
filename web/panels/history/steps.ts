import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { stepInWords } from '../../language/history';
import { Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';

/** Every step since the picture was opened; choosing one goes there. */
@customElement('ff-history')
export class History extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ document }) => ({ document }));

  /** Keeps the current step in sight, within the list only: the panels around it must not move. */
  protected override updated(): void {
    const current = this.renderRoot.querySelector<HTMLElement>('[aria-current=step]');
    const list = this.renderRoot.querySelector('ol');
    if (!current || !list) return;
    const above = current.offsetTop - list.offsetTop;
    const isInSight =
      above >= list.scrollTop && above + current.offsetHeight <= list.scrollTop + list.clientHeight;
    if (!isInSight) list.scrollTop = above + current.offsetHeight - list.clientHeight;
  }

  protected override render() {
    const { document } = this.watch.value;
    if (!document) return '';
    return html`
      <ol>
        ${document.history.map(
          (label, index) => html`
            <li>
              <button
                class=${index > document.position ? 'undone' : ''}
                aria-current=${index === document.position ? 'step' : 'false'}
                @click=${() => void this.workspace.jump(index)}
              >
                ${stepInWords(label)}
              </button>
            </li>
          `,
        )}
      </ol>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      ol {
        overflow: auto;
        max-height: 14rem;
        scrollbar-width: thin;
        scrollbar-color: var(--control) transparent;
        margin: 0 -0.5rem;
        padding: 0;
        list-style: none;
      }

      button {
        display: block;
        overflow: hidden;
        width: 100%;
        min-height: var(--row);
        padding: 0 0.5rem;
        border: 0;
        border-radius: var(--radius);
        background: none;
        text-align: left;
        text-overflow: ellipsis;
        white-space: nowrap;
        cursor: default;
      }

      @media (hover: hover) {
        button:hover {
          background: var(--hover);
        }
      }

      button[aria-current='step'] {
        background: var(--selected);
      }

      .undone {
        color: var(--quiet);
      }
    `,
  ];
}
