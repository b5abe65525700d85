import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { shared } from '../styles/shared';
import { panels } from './panels';

/** The phone's strip of panels; the chosen one slides up above it. */
@customElement('ff-sheet')
export class Sheet extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ catalog, document, sheet }) => ({ catalog, document, sheet }));

  protected override render() {
    const { sheet, document } = this.watch.value;
    if (!document) return nothing;
    const shown = panels
      .filter(({ isShown }) => isShown(store.state))
      .sort((a, b) => (a.strip ?? a.position) - (b.strip ?? b.position));
    const open = shown.find(({ name }) => name === sheet);
    return html`
      ${
        open
          ? html`<section aria-label=${t(open.label)}>
              <h2 class="hidden-text">${t(open.label)}</h2>
              ${open.render(this.workspace)}
            </section>`
          : nothing
      }
      <nav aria-label=${t('Panels')}>
        ${shown.map(
          (panel) => html`
            <button aria-expanded=${panel === open} @click=${() => this.workspace.toggleSheet(panel.name)}>
              ${icon(panel.icon)}<span>${t(panel.label)}</span>
            </button>
          `,
        )}
      </nav>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        background: var(--panel);
        padding-bottom: env(safe-area-inset-bottom);
      }

      section {
        overflow: auto;
        max-height: 45dvh;
        padding: 0.5rem 1rem;
        border-top: 1px solid var(--line);
        animation: rise var(--motion) var(--ease);
      }

      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(1rem);
        }
      }

      nav {
        display: flex;
        overflow-x: auto;
        border-top: 1px solid var(--line);
        scrollbar-width: none;
      }

      button {
        flex: 1 0 auto;
        display: grid;
        justify-items: center;
        align-content: center;
        gap: 0.125rem;
        min-width: 4.25rem;
        min-height: 3.5rem;
        padding: 0 0.25rem;
        border: 0;
        background: none;
        color: var(--quiet);
        font-size: var(--small);
        line-height: var(--body-line);
      }

      button[aria-expanded='true'] {
        color: var(--text);
      }

      button[aria-expanded='true'] svg {
        color: var(--accent);
      }
    `,
  ];
}
