import { initialSettings, type Settings } from '../settings/values';
import type { Pick } from '../controls/picking';
import type { OperationStart } from '../dialogs/start-operation';
import type { RunOptions } from '../editor';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { FIRST_PALETTE, type Palette } from '../colour/first-palette';
import { initialAids, type Aids } from '../tools/aids';
import { initialLayout, type PanelLayout } from '../panels/initial-layout';
import type { Leftover } from '../journal/journals';
import { NO_SERVICE, type ConsentQuestion, type ServiceState } from '../ai-service/state';
import { PLAIN, type Inspection } from '../viewport/inspection';
import type { Point } from '../viewport/view';
import type {
  DocumentInfo,
  DocumentsInfo,
  ErrorInfo,
  HistogramInfo,
  OperationInfo,
  ParameterValue,
  PresetInfo,
} from '../generated/protocol';

export type Compare = 'off' | 'before' | 'split';
export type DropTarget = 'document' | 'layer';
export type Theme = 'system' | 'dark' | 'light';

/** How far Python is with starting; `failed` says why it never will. */
export interface Boot {
  message: string;
  fraction: number | null;
  ready: boolean;
  failed: ErrorInfo | null;
}

/** What is going on while the person waits. */
export interface Activity {
  message: string;
  fraction: number | null;
  /** Milliseconds of `performance.now()` when it began. */
  since: number;
  /** The same for when it will be done, as soon as something can be said. */
  ends?: number | null;
}

/** A short notice over the picture. Errors stay until they are dismissed. */
export interface Toast {
  id: number;
  text: string;
  /** Further sentences, such as what was kept and what to do next. */
  details: string[];
  isError: boolean;
  /** Whether it waits to be dismissed, as errors do. */
  stays: boolean;
  action: { label: string; perform: () => void } | null;
}

/** Everything the shell shows. Replaced, never mutated. */
export interface State {
  boot: Boot;
  /** Every operation there is, in the page's language. */
  catalog: OperationInfo[];
  /** The active document. */
  document: DocumentInfo | null;
  /** Layers that were chosen together with the active one; `documents/chosen-layers.ts` tells which count. */
  chosen: readonly string[];
  /** All that are open, in the order of their tabs. */
  documents: DocumentsInfo;
  /** The document with changes that is to be closed; a dialog asks about it. */
  closing: number | null;
  /** Adjustments that were asked for and are not in the document yet, by operation. */
  pending: Record<string, Record<string, ParameterValue>>;
  /** Name of the file that is being opened. */
  opening: string | null;
  /** A command that must finish before the next one may start, such as a model's run. */
  activity: Activity | null;
  /** The last thing that was said, for the status bar. */
  message: string;
  toasts: Toast[];
  /** Pixels of the screen per pixel of the picture. */
  zoom: number;
  compare: Compare;
  /** Where the split stands, 0..1 of the viewport's width. */
  split: number;
  /** The channel that is seen, and whether what is clipped is marked. */
  inspection: Inspection;
  /** How many requests carried picture data away. */
  uploads: number;
  /** Documents of an earlier visit that can be restored. */
  leftovers: Leftover[];
  /** The dialog that is open: `dialogs/<name>-dialog.ts`. */
  dialog: string | null;
  /** What the operation dialog was opened with. */
  operation: OperationStart | null;
  /** The panel that the phone's sheet shows. */
  sheet: string | null;
  /** Which panels are open and unfolded, and their order. */
  panels: PanelLayout;
  /** A panel that is about to come into sight. */
  revealed: string | null;
  /** Foreground and background colour, recent ones, swatches. */
  palette: Palette;
  theme: Theme;
  /** The code of the language that the page speaks. */
  language: string;
  /** What was chosen in the settings. */
  settings: Settings;
  /** Keys that a person gave to commands, by the command's name. */
  changedKeys: Readonly<Record<string, string[]>>;
  /** The name of the chosen tool. */
  tool: string;
  /** Names of the tools that were chosen, the last one first. */
  recentTools: string[];
  /** What options bars are set to, by operation and parameter. */
  toolValues: Record<string, Record<string, ParameterValue>>;
  /** Places whose colours are watched, of each open document by its id. */
  samplers: Readonly<Record<number, readonly Point[]>>;
  /** Rulers, guides, grid and snapping. */
  aids: Aids;
  /** The layer whose mask brushes paint on in place of its pixels, while it is the active one. */
  maskTarget: string | null;
  /** Brushes paint the selection, which is seen as a veil over the rest. */
  quickMask: boolean;
  /** Only the picture is shown, without tools and panels. */
  isBare: boolean;
  /** The filter that was run last, as it was set. */
  lastFilter: { operation: string; params: Record<string, ParameterValue>; options: RunOptions } | null;
  /** The recipes that come with the editor. */
  presets: PresetInfo[];
  isPhone: boolean;
  /** How often each value occurs in the active layer, while somebody looks at it. */
  histogram: HistogramInfo | null;
  /** What becomes of the files that are dragged over the page. */
  dropTarget: DropTarget | null;
  /** What a control wants to be shown on the picture. */
  pick: Pick | null;
  /** The AI service that was chosen. */
  service: ServiceState;
  /** What waits for an answer before a picture is sent. */
  consentQuestion: ConsentQuestion | null;
  /** Tasks that have a model for this device; null until that is known. */
  localTasks: ReadonlySet<string> | null;
}

const initial: State = {
  boot: { message: 'Starting', fraction: null, ready: false, failed: null },
  catalog: [],
  document: null,
  chosen: [],
  documents: { active: null, documents: [] },
  closing: null,
  pending: {},
  opening: null,
  activity: null,
  message: '',
  toasts: [],
  zoom: 1,
  compare: 'off',
  split: 0.5,
  inspection: PLAIN,
  uploads: 0,
  leftovers: [],
  dialog: null,
  operation: null,
  sheet: null,
  panels: initialLayout,
  revealed: null,
  palette: FIRST_PALETTE,
  theme: 'system',
  language: 'en',
  settings: initialSettings,
  changedKeys: {},
  tool: 'hand',
  recentTools: [],
  toolValues: {},
  samplers: {},
  aids: initialAids,
  maskTarget: null,
  quickMask: false,
  isBare: false,
  lastFilter: null,
  presets: [],
  isPhone: false,
  histogram: null,
  dropTarget: null,
  pick: null,
  service: NO_SERVICE,
  consentQuestion: null,
  localTasks: null,
};

/** Holds the state and tells whoever watches it. */
export class Store {
  private current = initial;
  private readonly listeners = new Set<() => void>();

  get state(): State {
    return this.current;
  }

  set(change: Partial<State>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export const store = new Store();

/** Re-renders a component when what it picks from the state changes (compared one level deep). */
export class Watch<T extends object> implements ReactiveController {
  value: T;
  private end = (): void => {};

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly pick: (state: State) => T,
  ) {
    this.value = pick(store.state);
    host.addController(this);
  }

  hostConnected(): void {
    this.end = store.subscribe(() => this.check());
    this.check();
  }

  hostDisconnected(): void {
    this.end();
  }

  private check(): void {
    const next = this.pick(store.state);
    const isSame = (Object.keys(next) as (keyof T)[]).every((key) => Object.is(next[key], this.value[key]));
    if (isSame) return;
    this.value = next;
    this.host.requestUpdate();
  }
}
