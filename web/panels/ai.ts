import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { shared } from '../styles/shared';
import './operation-form';
import { panelStyles } from './panel.styles';
import { operationsOf } from './parameters';

/** What a model does, and where it runs. */
@customElement('ff-ai')
export class Ai extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ catalog }) => ({ catalog }));

  protected override render() {
    return html`
      <div class="rows">
        ${repeat(
          operationsOf(this.watch.value.catalog, 'ai'),
          ({ name }) => name,
          (operation) =>
            html`<ff-operation-form
              .workspace=${this.workspace}
              .operation=${operation}
            ></ff-operation-form>`,
        )}
        <p class="where">${icon('laptop')} ${t('Runs on this device')}</p>
      </div>
    `;
  }

  static override styles = [
    shared,
    panelStyles,
    css`
      .where {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        color: var(--private);
        font-size: var(--small);
      }

      .where svg {
        width: 0.875rem;
        height: 0.875rem;
      }
    `,
  ];
}
