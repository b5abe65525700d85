import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import type { Leftover } from '../journal/journals';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import type { DialogFrame } from './dialog-frame';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** Documents that were open when the editor was closed or broke: to be opened again, or forgotten. */
@customElement('ff-recovery-dialog')
export class RecoveryDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private forgetting: Leftover | null = null;
  @query('ff-dialog') private frame!: DialogFrame;

  private readonly watch = new Watch(this, ({ leftovers, activity }) => ({ leftovers, activity }));

  private async restore(leftovers: Leftover[]): Promise<void> {
    for (const leftover of leftovers) {
      if (await this.workspace.restore(leftover)) this.drop(leftover);
    }
  }

  private async forget(leftover: Leftover): Promise<void> {
    this.forgetting = null;
    await this.workspace.forget(leftover);
    this.drop(leftover);
  }

  private drop(leftover: Leftover): void {
    const leftovers = store.state.leftovers.filter(({ id }) => id !== leftover.id);
    store.set({ leftovers });
    if (leftovers.length === 0) this.frame.close();
  }

  protected override render() {
    const { leftovers, activity } = this.watch.value;
    return html`
      <ff-dialog label=${t('Unsaved work')}>
        <p>
          ${t('The editor was closed before this was saved. It was kept on this device, with every step.')}
        </p>
        <ul>
          ${leftovers.map((leftover) => this.renderItem(leftover, activity !== null))}
        </ul>
        <div slot="footer" class="footer">
          <button class="button outlined" @click=${() => this.frame.close()}>${t('Later')}</button>
          <button
            class="button primary"
            autofocus
            ?disabled=${activity !== null}
            @click=${() => this.restore(leftovers)}
          >
            ${leftovers.length > 1 ? t('Restore all') : t('Restore')}
          </button>
        </div>
      </ff-dialog>
    `;
  }

  private renderItem(leftover: Leftover, isBusy: boolean) {
    const { name, steps, changed } = leftover;
    const count = steps === 1 ? t('1 step') : t('{steps} steps', { steps });
    return html`
      <li>
        <div class="what">
          <span class="name">${name || t('Untitled')}</span>
          <span class="quiet number">${count}, ${ago(changed)}</span>
        </div>
        ${
          this.forgetting === leftover
            ? html`
                <button class="button outlined" @click=${() => (this.forgetting = null)}>${t('Keep')}</button>
                <button class="button outlined danger" @click=${() => this.forget(leftover)}>
                  ${t('Delete for good')}
                </button>
              `
            : html`
                <button
                  class="button outlined"
                  aria-label=${t('Delete {name}', { name })}
                  ?disabled=${isBusy}
                  @click=${() => (this.forgetting = leftover)}
                >
                  ${t('Delete')}
                </button>
                <button
                  class="button outlined"
                  aria-label=${t('Restore {name}', { name })}
                  ?disabled=${isBusy}
                  @click=${() => this.restore([leftover])}
                >
                  ${t('Restore')}
                </button>
              `
        }
      </li>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      p {
        margin: 0 0 0.75rem;
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        padding: 0.5rem 0;
        border-top: 1px solid var(--line);
      }

      .what {
        display: grid;
        flex: 1;
        min-width: 0;
      }

      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .quiet {
        font-size: var(--body);
      }

      .danger {
        color: var(--danger);
      }

      .footer {
        display: flex;
        justify-content: flex-end;
        gap: 0.5rem;
      }
    `,
  ];
}

function ago(when: number): string {
  const words = new Intl.RelativeTimeFormat(store.state.language, { numeric: 'auto' });
  const past = Date.now() - when;
  for (const [unit, length] of UNITS) {
    if (past >= length) return words.format(-Math.floor(past / length), unit);
  }
  return t('just now');
}
