import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { menus } from '../commands/menus';
import './menu';
import type { MenuButton } from './menu';
import type { Workspace } from './workspace';

/** File, Edit, View, Help: while one is open, pointing at another or an arrow key opens that one instead. */
@customElement('ff-menu-bar')
export class MenuBar extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private get menus(): MenuButton[] {
    return [...this.renderRoot.querySelectorAll<MenuButton>('ff-menu')];
  }

  private enter(event: PointerEvent & { currentTarget: MenuButton }): void {
    const open = this.menus.find((menu) => menu.open);
    if (event.pointerType !== 'mouse' || !open || open === event.currentTarget) return;
    open.open = false;
    event.currentTarget.open = true;
  }

  private handleKey(event: KeyboardEvent & { currentTarget: MenuButton }): void {
    const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const all = this.menus;
    const from = all.indexOf(event.currentTarget);
    const next = all[(from + direction + all.length) % all.length];
    if (event.currentTarget.open && next) {
      event.currentTarget.open = false;
      next.open = true;
    } else next?.focus();
  }

  protected override render() {
    return menus.map(
      (menu) => html`
        <ff-menu
          .workspace=${this.workspace}
          .menus=${[menu]}
          label=${menu.label}
          @pointerenter=${this.enter}
          @keydown=${this.handleKey}
        ></ff-menu>
      `,
    );
  }

  static override styles = css`
    :host {
      display: flex;
    }
  `;
}
