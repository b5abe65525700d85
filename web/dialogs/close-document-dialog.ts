import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../language/words';
import { saveDocument } from '../documents/saving';
import { closeUnasked } from '../documents/switching';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import type { DialogFrame } from './dialog-frame';

/** Asks what is to become of changes that are in no file yet. */
@customElement('ff-close-document-dialog')
export class CloseDocumentDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  @query('ff-dialog') private frame!: DialogFrame;

  private readonly document = store.state.documents.documents.find(({ id }) => id === store.state.closing);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    store.set({ closing: null });
  }

  private async discard(): Promise<void> {
    this.frame.close();
    if (this.document) await closeUnasked(this.workspace, this.document.id);
  }

  private async save(): Promise<void> {
    this.frame.close();
    const { workspace, document } = this;
    if (document && (await saveDocument(workspace, document.id))) await closeUnasked(workspace, document.id);
  }

  protected override render() {
    return html`
      <ff-dialog label=${t('Close {name}', { name: this.document?.name ?? '' })}>
        <p>${t('Its last changes are in no file yet. They are lost if it is closed now.')}</p>
        <div slot="footer">
          <button class="button outlined" @click=${() => void this.discard()}>
            ${t('Close without saving')}
          </button>
          <button class="button primary" autofocus @click=${() => void this.save()}>
            ${t('Save with layers…')}
          </button>
        </div>
      </ff-dialog>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      p {
        margin: 0;
      }
    `,
  ];
}
