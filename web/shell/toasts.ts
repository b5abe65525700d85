import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sentence } from '../language/sentences';
import { t } from '../language/words';
import type { ErrorInfo } from '../generated/protocol';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import { store, Watch, type Toast } from './state';

const SHOWN_FOR = 8000;

let lastId = 0;

/** Says something over the picture; it leaves by itself unless it is an error. */
export function notify(text: string, extra: Partial<Omit<Toast, 'id' | 'text'>> = {}): void {
  lastId += 1;
  const toast: Toast = {
    id: lastId,
    text,
    details: [],
    isError: false,
    stays: false,
    action: null,
    ...extra,
  };
  // One at a time of each kind: a pile of notices is noise.
  const others = store.state.toasts.filter(
    ({ isError, stays }) => isError !== toast.isError || stays !== toast.stays,
  );
  store.set({ toasts: [...others, toast] });
}

/** Says what happened, what was kept and what to do next. */
export function notifyError({ what, kept, advice }: ErrorInfo): void {
  notify(sentence(what), {
    details: [kept, advice].filter(Boolean).map(sentence),
    isError: true,
    stays: true,
  });
}

/** Takes one notice away, or all of them. */
export function dismiss(id?: number): void {
  store.set({ toasts: id === undefined ? [] : store.state.toasts.filter((toast) => toast.id !== id) });
}

/** The notices over the picture, read out by screen readers as they come. */
@customElement('ff-toasts')
export class Toasts extends LitElement {
  private readonly watch = new Watch(this, ({ toasts }) => ({ toasts }));
  private timer: number | undefined;
  private timed: number | undefined;

  protected override updated(): void {
    const leaving = this.watch.value.toasts.find(({ stays }) => !stays);
    if (leaving?.id === this.timed) return;
    this.timed = leaving?.id;
    this.restart();
  }

  private hold(): void {
    clearTimeout(this.timer);
  }

  private restart(): void {
    this.hold();
    const id = this.timed;
    if (id !== undefined) this.timer = window.setTimeout(() => dismiss(id), SHOWN_FOR);
  }

  private act(toast: Toast): void {
    dismiss(toast.id);
    toast.action?.perform();
  }

  protected override render() {
    const [errors, notices] = [true, false].map((kind) =>
      this.watch.value.toasts.filter(({ isError }) => isError === kind),
    );
    return html`
      <div role="alert">
        ${repeat(
          errors ?? [],
          ({ id }) => id,
          (toast) => this.renderToast(toast),
        )}
      </div>
      <div role="status">
        ${repeat(
          notices ?? [],
          ({ id }) => id,
          (toast) => this.renderToast(toast),
        )}
      </div>
    `;
  }

  private renderToast(toast: Toast) {
    return html`
      <div
        class="toast"
        @pointerenter=${this.hold}
        @pointerleave=${this.restart}
        @focusin=${this.hold}
        @focusout=${this.restart}
      >
        ${toast.isError ? html`<span class="sign">${icon('warning')}</span>` : nothing}
        <div class="words">
          <p>${toast.text}</p>
          ${toast.details.map((sentence) => html`<p class="quiet">${sentence}</p>`)}
        </div>
        ${
          toast.action
            ? html`<button class="button outlined" @click=${() => this.act(toast)}>
                ${t(toast.action.label)}
              </button>`
            : nothing
        }
        <button class="button close" aria-label=${t('Dismiss')} @click=${() => dismiss(toast.id)}>
          ${icon('close')}
        </button>
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 0.5rem;
        padding: 0 0.75rem;
        pointer-events: none;
      }

      .toast {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        max-width: 40rem;
        padding: 0.25rem 0.25rem 0.25rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-dialog);
        background: var(--raised);
        box-shadow: var(--float-shadow);
        font-size: var(--menu);
        line-height: var(--menu-line);
        pointer-events: auto;
        animation: arrive var(--motion) var(--ease);
      }

      .words {
        flex: 1;
        padding: 0.375rem 0;
      }

      p {
        margin: 0;
        overflow-wrap: anywhere;
        text-wrap: balance;
      }

      .sign {
        align-self: flex-start;
        padding-top: 0.375rem;
        color: var(--danger);
      }

      .close {
        width: var(--row);
        padding: 0;
        color: var(--quiet);
      }

      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(0.5rem);
        }
      }
    `,
  ];
}
