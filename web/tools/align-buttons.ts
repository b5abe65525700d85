import bottom from 'lucide-static/icons/align-end-horizontal.svg?raw';
import centre from 'lucide-static/icons/align-center-vertical.svg?raw';
import gapsAcross from 'lucide-static/icons/align-horizontal-space-between.svg?raw';
import gapsDown from 'lucide-static/icons/align-vertical-space-between.svg?raw';
import left from 'lucide-static/icons/align-start-vertical.svg?raw';
import middle from 'lucide-static/icons/align-center-horizontal.svg?raw';
import right from 'lucide-static/icons/align-end-vertical.svg?raw';
import top from 'lucide-static/icons/align-start-horizontal.svg?raw';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Command } from '../commands/command';
import { commands } from '../commands/commands';
import { perform } from '../commands/perform';
import { drawn } from '../icons';
import { t } from '../language/words';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';

const DRAWINGS: Readonly<Record<string, string>> = {
  left, centre, right, top, middle, bottom, gaps_across: gapsAcross, gaps_down: gapsDown,
}; // prettier-ignore

/** Aligns the chosen layers with each other, and one alone with the picture. */
@customElement('ff-align-buttons')
export class AlignButtons extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    new Watch(this, ({ catalog, language, document, chosen, boot, activity }) => ({
      catalog, language, document, chosen, boot, activity,
    })); // prettier-ignore
  }

  private button(command: Command) {
    const drawing = DRAWINGS[command.name.replace('align:', '')];
    return html`<button
      class="button"
      aria-label=${command.label}
      title=${command.label}
      ?disabled=${!command.enabled(store.state)}
      @click=${() => perform(command, this.workspace)}
    >
      ${drawing && drawn(drawing)}
    </button>`;
  }

  protected override render() {
    const align = commands().filter(({ name }) => name.startsWith('align:'));
    return html`<div role="group" aria-label=${t('Align')}>${align.map((each) => this.button(each))}</div>`;
  }

  static override styles = [
    shared,
    buttons,
    css`
      div {
        display: flex;
        gap: 0.25rem;
      }

      .button {
        width: 1.75rem;
        min-height: 1.5rem;
        padding: 0;
      }

      .button:nth-child(3n + 1):not(:first-child) {
        margin-left: 0.75rem;
      }

      :host-context([phone]) .button {
        width: 2.75rem;
        min-height: 2.75rem;
      }
    `,
  ];
}
