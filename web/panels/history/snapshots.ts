import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../../icons';
import { t } from '../../language/words';
import '../../shell/icon-button';
import { store, Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';
import '../name-form';
import type { NameEvent } from '../name-form';
import { namedRowStyles } from '../named-rows.styles';
import { isEditable } from '../parameters';

/** States of the picture that were kept under a name, whatever becomes of the steps. */
@customElement('ff-snapshots')
export class Snapshots extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ document, boot, activity }) => ({ document, boot, activity }));

  /** The first name of the kind that none has yet. */
  private get proposal(): string {
    const taken = new Set(this.watch.value.document?.snapshots);
    for (let number = 1; ; number++) {
      const name = t('Snapshot {number}', { number });
      if (!taken.has(name)) return name;
    }
  }

  protected override render() {
    const { document } = this.watch.value;
    if (!document) return nothing;
    const disabled = !isEditable(store.state);
    return html`
      ${
        document.snapshots.length
          ? html`<ul aria-label=${t('Snapshots')}>
              ${repeat(
                document.snapshots,
                (name) => name,
                (name) => this.renderSnapshot(name, disabled),
              )}
            </ul>`
          : nothing
      }
      <ff-name-form
        icon="camera"
        label=${t('Take a snapshot')}
        proposal=${this.proposal}
        ?disabled=${disabled}
        @ff-name=${({ name }: NameEvent) => void this.workspace.takeSnapshot(name)}
      ></ff-name-form>
    `;
  }

  private renderSnapshot(name: string, disabled: boolean) {
    return html`
      <li>
        <button
          class="named"
          title=${t('Go back to {name}', { name })}
          ?disabled=${disabled}
          @click=${() => void this.workspace.restoreSnapshot(name)}
        >
          ${icon('camera')}<span>${name}</span>
        </button>
        <ff-icon-button
          icon="trash"
          label=${t('Delete {name}', { name })}
          ?disabled=${disabled}
          @click=${() => void this.workspace.deleteSnapshot(name)}
        ></ff-icon-button>
      </li>
    `;
  }

  static override styles = [
    shared,
    namedRowStyles,
    css`
      :host {
        display: block;
        margin-bottom: 0.25rem;
        padding-bottom: 0.25rem;
        border-bottom: 1px solid var(--line);
      }

      ff-name-form {
        margin: 0 -0.5rem;
      }
    `,
  ];
}
