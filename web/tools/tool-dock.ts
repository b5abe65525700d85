import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../language/words';
import '../colour/colour-wells';
import { drawn } from '../icons';
import { store, Watch } from '../shell/state';
import { shared } from '../styles/shared';
import { chooseTool, type ToolHost } from './host';
import './options-bar';
import { lastUsed, shownTools, toolNamed } from './registry';
import { GROUPS, type Tool, type ToolGroup } from './tool';

/** The phone's tools: a strip of groups, and above it the tools and the options of the one that is open. */
@customElement('ff-tool-dock')
export class ToolDock extends LitElement {
  @property({ attribute: false }) host: ToolHost | null = null;
  @state() private open: ToolGroup | null = null;

  private readonly watch = new Watch(this, ({ document, tool, recentTools, catalog, sheet }) => ({
    document,
    tool,
    recentTools,
    catalog,
    sheet,
  }));

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'region');
  }

  protected override willUpdate(): void {
    this.setAttribute('aria-label', t('Tools'));
    // Only one sheet is open: a panel's, or a group's.
    if (this.watch.value.sheet !== null) this.open = null;
  }

  private choose(group: ToolGroup, tool: Tool): void {
    const isOpen = this.open === group;
    this.open = isOpen ? null : group;
    if (isOpen) return;
    store.set({ sheet: null });
    chooseTool(tool.name);
  }

  protected override render() {
    const { state } = store;
    if (!state.document) return nothing;
    const tools = shownTools(state);
    const groups = (Object.keys(GROUPS) as ToolGroup[])
      .map((group) => ({ group, members: tools.filter((tool) => tool.group === group) }))
      .filter(({ members }) => members.length > 0);
    const open = groups.find(({ group }) => group === this.open);
    return html`
      ${open ? this.renderSheet(open.group, open.members) : nothing}
      <div class="groups" role="toolbar" aria-label=${t('Tools')}>
        ${groups.map(({ group, members }) => this.renderGroup(group, members))}
      </div>
    `;
  }

  private renderGroup(group: ToolGroup, members: readonly Tool[]) {
    const chosen = toolNamed(store.state.tool);
    const shown = lastUsed(members, store.state);
    if (!shown) return nothing;
    return html`
      <button
        aria-label=${t(GROUPS[group])}
        aria-expanded=${this.open === group}
        aria-pressed=${chosen?.group === group}
        @click=${() => this.choose(group, shown)}
      >
        ${drawn(shown.icon)}
      </button>
    `;
  }

  private renderSheet(group: ToolGroup, members: readonly Tool[]) {
    return html`
      <section aria-label=${t(GROUPS[group])}>
        <ff-options-bar .host=${this.host}></ff-options-bar>
        ${members.length > 1 ? this.renderMembers(group, members) : nothing}
      </section>
    `;
  }

  private renderMembers(group: ToolGroup, members: readonly Tool[]) {
    const hasColours = group === 'paint' || group === 'draw';
    return html`
      <div class="members">
        ${members.map(
          (tool) => html`
            <button
              class="member"
              aria-pressed=${tool.name === store.state.tool}
              @click=${() => chooseTool(tool.name)}
            >
              ${drawn(tool.icon)}<span>${t(tool.label)}</span>
            </button>
          `,
        )}
        ${hasColours ? html`<ff-colour-wells></ff-colour-wells>` : nothing}
      </div>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
        background: var(--panel);
      }

      section {
        border-top: 1px solid var(--line);
        animation: rise var(--motion) var(--ease);
      }

      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(1rem);
        }
      }

      .groups,
      .members {
        display: flex;
        overflow: auto hidden;
        scrollbar-width: none;
      }

      .groups {
        justify-content: space-between;
        border-top: 1px solid var(--line);
      }

      .members {
        align-items: center;
        gap: 0.25rem;
        padding: 0.25rem 0.5rem;
      }

      button {
        display: grid;
        place-items: center;
        flex: none;
        min-width: 2.75rem;
        height: 2.75rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--quiet);
      }

      .groups button {
        flex: 1;
      }

      button[aria-pressed='true'] {
        color: var(--text);
      }

      .groups button[aria-pressed='true'] svg {
        color: var(--accent);
      }

      .member {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        padding: 0 0.75rem;
        border-radius: var(--radius);
        white-space: nowrap;
      }

      .member[aria-pressed='true'] {
        background: var(--selected);
      }

      ff-colour-wells {
        flex: none;
        margin-left: auto;
      }
    `,
  ];
}
