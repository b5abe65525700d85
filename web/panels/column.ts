import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../icons';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { shared } from '../styles/shared';
import { isFolded, setFolded } from './folding';
import type { Panel } from './panel';
import { panels } from './panels';

/** All panels under each other, beside the picture. */
@customElement('ff-column')
export class Column extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    new Watch(this, ({ catalog, document, boot, opening, folding }) => ({
      catalog,
      document,
      boot,
      opening,
      folding,
    }));
  }

  protected override render() {
    return repeat(
      panels.filter(({ isShown }) => isShown(store.state)),
      ({ name }) => name,
      (panel) => this.renderPanel(panel),
    );
  }

  private renderPanel(panel: Panel) {
    const { name, label, note, render } = panel;
    const folded = isFolded(panel);
    return html`
      <section aria-labelledby=${name} class=${name} ?data-folded=${folded}>
        <header>
          <h2>
            <button id=${name} aria-expanded=${!folded} @click=${() => setFolded(panel, !folded)}>
              ${icon('chevron')}${label}
            </button>
          </h2>
          <span class="why">${note?.(store.state) ?? ''}</span>
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
        overflow: hidden auto;
        width: var(--panel-width);
        border-left: 1px solid var(--line);
        background: var(--panel);
        scrollbar-width: thin;
        scrollbar-color: var(--control) transparent;
      }

      section {
        border-bottom: 1px solid var(--line);
      }

      .content {
        padding: 0 1rem 1rem;
      }

      section:last-child {
        border-bottom: 0;
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 2.25rem;
        padding-right: 1rem;
      }

      header button {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        height: 2.25rem;
        padding: 0 0.5rem 0 0.25rem;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
      }

      header svg {
        width: 0.75rem;
        height: 0.75rem;
        color: var(--quiet);
        transform: rotate(90deg);
      }

      [data-folded] header svg {
        transform: none;
      }

      .why {
        color: var(--quiet);
        font-size: var(--small);
      }

      h2 {
        margin: 0;
        font-size: var(--body);
        font-weight: 600;
        line-height: var(--body-line);
      }
    `,
  ];
}
