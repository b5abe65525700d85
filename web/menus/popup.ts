/** A menu that opens at a button, or where the pointer asked for it. */
import type { ReferenceElement } from '@floating-ui/dom';
import { perform } from '../commands/perform';
import type { Workspace } from '../shell/workspace';
import type { Menu } from './menu';
import './menu-list';
import { store } from '../shell/state';
import { MenuSheet } from './menu-sheet';
import { type ChooseEvent, type LeaveEvent, MenuList } from './menu-list';

let close = (): void => {};

/** Opens a menu beside its opener, which has the focus again afterwards; `at` is a place of the window instead. */
export async function openPopup(
  menu: Menu,
  workspace: Workspace,
  opener: HTMLElement,
  at?: { x: number; y: number },
): Promise<void> {
  close();
  if (store.state.isPhone) return openSheet(menu, workspace, opener);
  const list = new MenuList();
  list.menu = menu;
  const ending = new AbortController();
  const { signal } = ending;
  // Of others, such as an entry of a list, it would say something else.
  const isButton = opener.hasAttribute('aria-haspopup');
  const end = () => {
    ending.abort();
    if (isButton) opener.removeAttribute('aria-expanded');
    list.remove();
  };
  close = end;

  list.addEventListener('ff-choose', ((event: ChooseEvent) => {
    end();
    opener.focus();
    perform(event.command, workspace);
  }) as EventListener);
  list.addEventListener('ff-leave', (({ to }: LeaveEvent) => {
    if (to !== 'close' && to !== 'tab') return;
    end();
    opener.focus();
  }) as EventListener);
  window.addEventListener('pointerdown', (event) => event.composedPath().includes(list) || end(), { signal });
  window.addEventListener('blur', end, { signal });

  // Beside its opener, so that it is in the same landmark.
  const root = opener.getRootNode();
  (root instanceof ShadowRoot ? root : document.body).append(list);
  if (isButton) opener.setAttribute('aria-expanded', 'true');
  await list.show(at ? placeOf(at, opener) : opener);
  list.focusFirst();
}

/** On the phone it is a sheet, as the menus are. */
async function openSheet(root: Menu, workspace: Workspace, opener: HTMLElement): Promise<void> {
  const sheet = new MenuSheet();
  Object.assign(sheet, { root, workspace });
  const within = opener.getRootNode();
  (within instanceof ShadowRoot ? within : document.body).append(sheet);
  await sheet.open();
}

function placeOf({ x, y }: { x: number; y: number }, contextElement: Element): ReferenceElement {
  return { contextElement, getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}
