import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { taskInWords } from '../models/tasks';
import { store } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import type { DialogFrame } from './dialog-frame';
import { formStyles } from './form.styles';
import { formatBytes } from './format';

/** Asks before a picture leaves this device: where to, how large, for what. Closing it means no. */
@customElement('ff-consent-dialog')
export class ConsentDialog extends LitElement {
  @query('ff-dialog') private frame!: DialogFrame;
  @state() private isLasting = false;

  private readonly question = store.state.consentQuestion;
  private readonly service = store.state.service;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('ff-end', () => this.question?.answer(false, false));
  }

  private answer(agreed: boolean): void {
    this.question?.answer(agreed, this.isLasting);
    this.frame.close();
  }

  protected override render() {
    const { question, service } = this;
    if (!question) return nothing;
    const isHere = /^(localhost|127\.|\[::1\])/.test(service.host);
    return html`
      <ff-dialog beside label=${t('Send the picture?')}>
        <p>
          ${t('This would run on {host}: {task}.', { host: service.host, task: taskInWords(question.task) })}
          ${isHere ? t('That is a program on this computer.') : nothing}
        </p>
        <dl>
          <dt>${t('Sent')}</dt>
          <dd>
            ${t('The active layer’s picture, {size}, without camera data and place.', {
              size: formatBytes(question.bytes),
            })}
          </dd>
          <dt>${t('Kept there')}</dt>
          <dd>
            ${
              service.isGiven || isHere
                ? t('Nothing: FotoFun’s service works in memory and forgets the picture with its answer.')
                : t('FotoFun’s service keeps nothing; who runs {host} may say otherwise.', {
                    host: service.host,
                  })
            }
          </dd>
        </dl>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.isLasting}
            @change=${({ target }: Event & { target: HTMLInputElement }) => (this.isLasting = target.checked)}
          />
          ${t('Remember the answer for this task')}
        </label>
        <div slot="footer">
          <button class="button outlined" autofocus @click=${() => this.answer(false)}>
            ${this.isLasting ? t('Never send') : t('Do not send')}
          </button>
          <button class="button primary" @click=${() => this.answer(true)}>
            ${this.isLasting ? t('Always send') : t('Send once')}
          </button>
        </div>
      </ff-dialog>
    `;
  }

  static override styles = [
    shared,
    buttons,
    formStyles,
    css`
      p {
        margin: 0 0 0.75rem;
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.375rem 1rem;
        margin: 0 0 0.75rem;
      }

      dt {
        color: var(--quiet);
      }

      dd {
        margin: 0;
      }
    `,
  ];
}
