import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../language/words';
import { activeLayer } from '../panels/parameters';
import { store, Watch } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import { editTarget } from './edit-target';
import { paintOnMask, setQuickMask } from './targeting';

/** Says that brushes paint on a mask or on the selection, and ends that. */
@customElement('ff-target-note')
export class TargetNote extends LitElement {
  constructor() {
    super();
    new Watch(this, ({ document, quickMask, maskTarget }) => ({ document, quickMask, maskTarget }));
  }

  protected override render() {
    const target = editTarget();
    if (!target) return nothing;
    const words =
      target === 'selection'
        ? t('Quick mask')
        : t('Mask of {name}', { name: activeLayer(store.state)?.name ?? '' });
    return html`
      <span class="words">${words}</span>
      <button
        class="button"
        @click=${() => (target === 'selection' ? setQuickMask(false) : paintOnMask(null))}
      >
        ${t('Done')}
      </button>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: contents;
      }

      .words {
        overflow: hidden;
        max-width: 14rem;
        padding-inline-start: 0.5rem;
        border-inline-start: 2px solid var(--quick-mask);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .button {
        flex: none;
        border: 1px solid var(--control);
      }
    `,
  ];
}
