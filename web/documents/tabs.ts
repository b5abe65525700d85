import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../language/words';
import { find } from '../commands/commands';
import type { OpenDocument } from '../generated/protocol';
import { icon } from '../icons';
import { Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import { activate, close } from './switching';

/** The open documents side by side: a dot marks unsaved changes; arrow keys move, Delete closes. */
@customElement('ff-document-tabs')
export class DocumentTabs extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ documents, boot }) => ({ documents, boot }));

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private async move(event: KeyboardEvent, from: number): Promise<void> {
    const { documents } = this.watch.value.documents;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: documents.length - 1 }[event.key];
    const target = to === undefined ? undefined : documents[(to + documents.length) % documents.length];
    if (event.key === 'Delete' && documents[from]) {
      event.preventDefault();
      await close(this.workspace, documents[from].id);
    } else if (target) {
      event.preventDefault();
      await activate(this.workspace, target.id);
    } else return;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-current]')?.focus();
  }

  protected override render() {
    const { active, documents } = this.watch.value.documents;
    if (documents.length === 0) return nothing;
    return html`
      <nav aria-label=${t('Open pictures')}>
        <ul>
          ${repeat(
            documents,
            ({ id }) => id,
            (document, index) => this.renderTab(document, index, document.id === active),
          )}
        </ul>
      </nav>
      <button
        class="button add"
        title=${t('Open another picture')}
        aria-label=${t('Open another picture')}
        @click=${() => find('open').perform(this.workspace)}
      >
        ${icon('plus')}
      </button>
    `;
  }

  private renderTab({ id, name, changed }: OpenDocument, index: number, isActive: boolean) {
    return html`
      <li class=${isActive ? 'active' : ''}>
        <button
          class="button name"
          title=${name}
          tabindex=${isActive ? 0 : -1}
          aria-current=${isActive ? 'page' : nothing}
          @click=${() => void activate(this.workspace, id)}
          @auxclick=${(event: MouseEvent) => event.button === 1 && void close(this.workspace, id)}
          @keydown=${(event: KeyboardEvent) => void this.move(event, index)}
        >
          <span class="words">${name}</span>
          ${changed ? html`<span class="dot" title=${t('Not saved')}><span class="hidden-text">${t(', not saved')}</span></span>` : nothing}
        </button>
        <button
          class="button close"
          tabindex="-1"
          title=${t('Close')}
          aria-label=${t('Close {name}', { name })}
          @click=${() => void close(this.workspace, id)}
        >
          ${icon('close')}
        </button>
      </li>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        min-width: 0;
      }

      nav {
        min-width: 0;
        overflow-x: auto;
        scrollbar-width: none;
      }

      ul {
        display: flex;
        gap: 0.25rem;
        margin: 0;
        padding: 2px;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        flex: 0 1 auto;
        min-width: 5rem;
        max-width: 14rem;
        border-radius: var(--radius);
      }

      li.active {
        background: var(--pressed);
      }

      .name {
        flex: 1;
        justify-content: flex-start;
        min-width: 0;
        padding: 0 0.25rem 0 0.75rem;
        color: var(--quiet);
      }

      .active .name {
        color: var(--text);
      }

      .words {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .dot {
        position: relative;
        flex: none;
        width: 0.375rem;
        height: 0.375rem;
        border-radius: 50%;
        background: currentcolor;
      }

      .close {
        flex: none;
        width: 1.5rem;
        min-height: 1.5rem;
        margin-right: 0.125rem;
        padding: 0;
        color: var(--quiet);
      }

      .close svg {
        width: 0.875rem;
        height: 0.875rem;
      }

      .add {
        flex: none;
        width: var(--row);
        padding: 0;
        color: var(--quiet);
      }
    `,
  ];
}
