import type { Values } from '../controls/values';
import type { OperationInfo } from '../generated/protocol';
import type { IconName } from '../icons';
import type { State } from '../shell/state';
import type { Workspace } from '../shell/workspace';

/** The menus of the menu bar, from left to right. */
export const MENUS = ['File', 'Edit', 'Image', 'Layer', 'Select', 'Filter', 'AI', 'View', 'Help'] as const;

export type MenuName = (typeof MENUS)[number];

/** Where a command stands in the menus; `menus/plan.ts` gives the order of groups and submenus. */
export interface Place {
  menu: MenuName;
  /** A menu within the menu, and one within that: `['Layer mask']`. */
  submenu?: string[];
  /** Commands of one group stand together, with a line around them. */
  group: string;
}

/** Something that menus, buttons, keys and the palette can do. */
export interface Command {
  name: string;
  label: string;
  /** A label that depends on the state, such as the step that undo takes back. */
  describe?: (state: State) => string;
  /** A sentence on what it does, where the label does not say it all. */
  description?: string;
  icon?: IconName;
  /** Where it stands in the menus; without one it is found by palette, button and key only. */
  place?: Place;
  /** What it is, for the palette, where no menu tells. */
  from?: string;
  /** Whether a plainer command does nearly the same; the palette shows that one first. */
  isVariant?: boolean;
  /** Keys such as `Mod+Shift+Z`; Mod is Command on a Mac, Control elsewhere. The first one is shown. */
  keys: string[];
  /** Those of its keys that the browser answers by an event of its own, such as paste: shown, but not taken. */
  native?: string[];
  keywords: string[];
  enabled: (state: State) => boolean;
  /** Why it cannot be done now, for people; asked only while it is not enabled. */
  hindrance?: (state: State) => string;
  /** Present on commands that are on or off. */
  checked?: (state: State) => boolean;
  perform: (workspace: Workspace) => void;
  /** Present on commands with something to fill in first, which the palette can do in place. */
  form?: { operation: OperationInfo; run: (workspace: Workspace, values: Values) => void };
  /** Present on commands that last while their key is held. */
  release?: (workspace: Workspace) => void;
}

/** Commands that are made of something else, such as the catalogue: one file `<what>.source.ts` each. */
export interface CommandSource {
  /** What they are made of; they are made again when it is another. */
  of: (state: State) => unknown;
  make: (state: State) => Command[];
}
