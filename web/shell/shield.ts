import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import { store, Watch } from './state';

/** Counts uploads of picture data, and opens the list of all network activity. */
@customElement('ff-shield')
export class Shield extends LitElement {
  private readonly watch = new Watch(this, ({ uploads }) => ({ uploads }));

  protected override render() {
    const { uploads } = this.watch.value;
    return html`
      <button
        class="button ${uploads ? 'some' : 'none'}"
        title=${t('Network activity')}
        @click=${() => store.set({ dialog: 'ledger' })}
      >
        ${icon('shield')}
        <span class="number"
          >${uploads} <span class="word">${t(uploads === 1 ? 'upload' : 'uploads')}</span></span
        >
      </button>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      .button {
        gap: 0.25rem;
        padding: 0 0.5rem;
      }

      .none {
        color: var(--private);
      }

      .some {
        color: var(--warning);
      }

      svg {
        width: 1rem;
        height: 1rem;
      }

      @media (max-width: 40rem) {
        .word {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];
}
