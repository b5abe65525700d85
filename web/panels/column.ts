import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { store, Watch, type State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { shared } from '../styles/shared';
import { panels } from './panels';

/** All panels under each other, beside the picture. */
@customElement('ff-column')
export class Column extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    new Watch(this, ({ catalog, document, boot, opening }) => ({ catalog, document, boot, opening }));
  }

  protected override render() {
    return repeat(
      panels.filter(({ isShown }) => isShown(store.state)),
      ({ name }) => name,
      ({ name, label, render }) => html`
        <section aria-labelledby=${name} class=${name}>
          <header>
            <h2 id=${name}>${label}</h2>
            ${name === 'adjust' ? html`<span class="why">${whyInactive(store.state)}</span>` : ''}
          </header>
          ${render(this.workspace)}
        </section>
      `,
    );
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
        padding: 0 1rem 1rem;
        border-bottom: 1px solid var(--line);
      }

      section:last-child {
        border-bottom: 0;
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 2.25rem;
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

/** Why the controls do not work yet, if they do not. */
function whyInactive({ document, opening, boot }: State): string {
  if (boot.failed) return 'not available';
  if (!document && opening === null) return 'once a photo is open';
  return document && boot.ready ? '' : 'in a moment';
}
