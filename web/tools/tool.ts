import type { SVGTemplateResult, TemplateResult } from 'lit';
import type { ParameterValue } from '../generated/protocol';
import type { State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Point, Viewport } from '../viewport/viewport';

/** Where tools stand in the strip, from the top; a line between them. */
export const GROUPS = {
  move: 'Move',
  select: 'Select',
  crop: 'Crop',
  sample: 'Sample',
  paint: 'Paint',
  retouch: 'Retouch',
  draw: 'Draw',
  view: 'View',
} as const;

export type ToolGroup = keyof typeof GROUPS;

/** Something that is done on the picture with the pointer. One file each, collected by the registry. */
export interface Tool {
  name: string;
  label: string;
  /** A drawing: the text of a Lucide icon, imported with `?raw`. */
  icon: string;
  group: ToolGroup;
  /** A letter; tools that share one share a place in the strip, and Shift with the letter goes through them. */
  key: string;
  /** Among the tools of one key, the lower the earlier; 0 where it is not given. */
  position?: number;
  /** What the pointer and the modifiers do, for the status bar. */
  hint: string;
  /** The operation that the tool runs: its parameters make the options bar. */
  operation?: string | ((state: State) => string);
  /** Parameters that the pointer gives, and so are not in the options bar; places and outlines never are. */
  omits?: readonly string[];
  start(context: ToolContext): ToolSession;
}

/** A tool in use: from being chosen until another one is, or the document closes. */
export interface ToolSession {
  /** A CSS cursor. */
  cursor?(): string;
  /** The pointer moves without being pressed. */
  hover?(pointer: ToolPointer): void;
  /** The pointer leaves the picture's stage. */
  leave?(): void;
  down(pointer: ToolPointer): void;
  move(pointer: ToolPointer): void;
  up(pointer: ToolPointer): void;
  doubleClick?(pointer: ToolPointer): void;
  /** A key, before any command gets it; true where the tool used it. */
  key?(event: KeyboardEvent): boolean;
  /** Escape, a lost pointer or a second finger: what was begun leaves no trace. */
  cancel(): void;
  /** What lies over the picture, in CSS pixels of the stage. */
  overlay?(): SVGTemplateResult;
  /** Takes what is typed, out of sight, where the tool writes; in CSS pixels of the stage. */
  readonly typing?: HTMLElement;
  /** Further controls of the options bar. */
  options?(): TemplateResult;
  /** Another tool was chosen. */
  end(): void;
}

export interface ToolPointer {
  /** In pixels of the picture, with fractions: the middle of the top left pixel is 0.5, 0.5. */
  x: number;
  y: number;
  /** In CSS pixels of the stage. */
  screenX: number;
  screenY: number;
  /** 0..1; a mouse always presses with 0.5. */
  pressure: number;
  kind: 'mouse' | 'pen' | 'touch';
  shift: boolean;
  alt: boolean;
  /** Command on a Mac, Control elsewhere. */
  mod: boolean;
  /** The places between the last event and this one, this one included: the browser joins several in a frame. */
  coalesced: ToolPointer[];
}

/** Where the picture is on the stage. */
export interface ToolView {
  /** From pixels of the picture to CSS pixels of the stage, and back. */
  toScreen(point: Point): Point;
  toPicture(point: Point): Point;
  /** CSS pixels per pixel of the picture. */
  readonly zoom: number;
  readonly viewport: Viewport;
}

/** What a tool works with. */
export interface ToolContext {
  readonly workspace: Workspace;
  readonly view: ToolView;
  /** Draws the overlay, the tool's own options and the cursor again. */
  redraw(): void;
  /** What the options bar is set to, by parameter; remembered for each operation. */
  readonly values: Record<string, ParameterValue>;
  set(name: string, value: ParameterValue): void;
}
