import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sentence } from '../language/sentences';
import { t } from '../language/words';
import { buttons, shared } from '../styles/shared';
import { Watch } from './state';
import type { Workspace } from './workspace';

/** From here on the person is told how long it has taken, and may stop it. */
const PATIENCE = 2000;

/** Milliseconds in words, so roughly that they do not jump to and fro. */
function leftUntil(milliseconds: number): string {
  const seconds = Math.max(1, milliseconds / 1000);
  if (seconds >= 90) return t('about {minutes} min left', { minutes: Math.round(seconds / 60) });
  const step = seconds > 20 ? 10 : seconds > 5 ? 5 : 1;
  return t('about {seconds} s left', { seconds: Math.ceil(seconds / step) * step });
}

/** What is going on, in words; after two seconds with its time, that which is left where it is known, and a Cancel. */
@customElement('ff-activity-words')
export class ActivityWords extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private now = performance.now();

  private readonly watch = new Watch(this, ({ activity, boot }) => ({ activity, boot }));
  private ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => (this.now = performance.now()), 250);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  protected override render() {
    const { activity, boot } = this.watch.value;
    const shown = boot.ready ? activity : boot;
    if (!shown) return nothing;
    const elapsed = activity ? this.now - activity.since : 0;
    return html`
      <span class="message" role="status">${sentence(shown.message)}</span>
      <span class="number"
        >${shown.fraction === null ? nothing : `${Math.round(shown.fraction * 100)} %`}</span
      >
      ${
        boot.ready && elapsed > PATIENCE
          ? html`
              <span class="number"
                >${activity?.ends ? leftUntil(activity.ends - this.now) : `${Math.floor(elapsed / 1000)} s`}</span
              >
              <button class="button outlined" @click=${() => void this.workspace.cancel()}>
                ${t('Cancel')}
              </button>
            `
          : nothing
      }
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        min-width: 0;
      }

      .message {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .number {
        white-space: nowrap;
      }

      .button {
        min-height: 1.25rem;
        padding: 0 0.5rem;
        color: var(--text);
      }

      @media (max-width: 40rem) {
        .message {
          white-space: normal;
          line-height: var(--body-line);
        }
      }

      @media (pointer: coarse), (max-width: 40rem) {
        .button {
          min-height: 2.75rem;
          padding: 0 0.75rem;
        }
      }
    `,
  ];
}
