import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { commands } from '../commands/commands';
import { formatKeys } from '../commands/keys';
import { shared } from '../styles/shared';
import './dialog-frame';

/** What the keys of the controls do, which are no commands. */
const CONTROLS: [string, string[]][] = [
  ['Change a value', ['↑', '↓']],
  ['Change a value by ten steps', ['Shift+↑', 'Shift+↓']],
  ['Reset a slider', ['double click']],
  ['Move the picture', ['drag']],
  ['Zoom', ['wheel', 'pinch']],
];

/** Every key, from the same list that the keys themselves come from. */
@customElement('ff-shortcuts-dialog')
export class ShortcutsDialog extends LitElement {
  protected override render() {
    const rows: [string, string[]][] = commands()
      .filter(({ keys }) => keys.length > 0)
      .map(({ label, keys, release }) => [release ? `${label} (hold)` : label, shownKeys(keys)]);
    return html`
      <ff-dialog label="Keyboard shortcuts">
        <dl>
          ${[...rows, ...CONTROLS].map(
            ([label, keys]) => html`
              <dt>${label.replace('…', '')}</dt>
              <dd>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dd>
            `,
          )}
        </dl>
      </ff-dialog>
    `;
  }

  static override styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        margin: 0;
      }

      dt,
      dd {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        min-height: 1.75rem;
        margin: 0;
      }

      dd {
        justify-content: flex-end;
      }

      kbd {
        min-width: 1.5rem;
        padding: 0 0.375rem;
        border: 1px solid var(--line);
        border-radius: 0.25rem;
        color: var(--quiet);
        font: inherit;
        font-size: var(--body);
        line-height: 1.125rem;
        text-align: center;
      }
    `,
  ];
}

/** At most two, and none that is the same key without Shift. */
function shownKeys(keys: string[]): string[] {
  return keys
    .filter((key) => !key.endsWith('='))
    .slice(0, 2)
    .map(formatKeys);
}
