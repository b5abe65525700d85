import { chooseNew, forChosen } from '../documents/chosen-layers';
import { stepInWords } from '../language/history';
import { sentence } from '../language/sentences';
import { t } from '../language/words';
import type { Editor, RunOptions } from '../editor';
import { errorInfo } from '../errors';
import type { DocumentInfo, ParameterValue } from '../generated/protocol';
import type { Leftover } from '../journal/journals';
import type { Models } from '../models/models';
import type { Service } from '../ai-service/service';
import { LiveRun } from './live-run';
import { Pace } from './pace';
import { store, type Compare } from './state';
import { dismiss, notify, notifyError } from './toasts';
import type { Inspection } from '../viewport/inspection';
import type { Point, Size, View } from '../viewport/view';

/** What the shell asks of the viewport. */
export interface PictureView {
  /** The place and zoom that is seen. */
  view: View;
  /** What it is drawn on; none where it cannot be shown. */
  readonly canvas: HTMLElement | null;
  /** Its size in CSS pixels. */
  readonly size: Size;
  /** The place of the picture at a place of the view. */
  toPicture(point: Point): Point;
  /** How far it is turned, in degrees. */
  readonly rotation: number;
  fit(): void;
  zoomTo(zoom: number): void;
  zoomIn(): void;
  zoomOut(): void;
  setCompare(mode: Compare, position?: number): void;
  inspect(inspection: Inspection): void;
}

/** What people do in the editor: each method is one action, its outcome goes to the state. */
export class Workspace {
  private readonly live: LiveRun;
  private readonly pace = new Pace();

  constructor(
    readonly editor: Editor,
    readonly service: Service,
    readonly view: PictureView,
    /** Keeps the editor and its models on this device; answers what the person should know. */
    private readonly keep: (onProgress: (fraction: number | null) => void) => Promise<string[]>,
    readonly models: Models,
  ) {
    this.live = new LiveRun(editor, (error) => this.fail(error));
    editor.on('document', (info) => this.show(info));
    editor.on('progress', ({ message, fraction }) => {
      const now = performance.now();
      const since = store.state.activity?.since ?? now;
      store.set({ activity: { message, fraction, since, ends: this.pace.ends(message, fraction, now) } });
    });
    editor.on('busy', (isBusy) => isBusy || store.set({ activity: null }));
    editor.on('message', ({ text, operation }) => this.report(text, operation));
    editor.on('error', (error) => this.fail(error));
  }

  async open(blob: Blob, name: string): Promise<void> {
    dismiss();
    store.set({ opening: name, compare: 'off', sheet: null });
    this.view.setCompare('off');
    const info = await this.perform(t('Opening {name}', { name }), () => this.editor.open(blob, name));
    if (store.state.opening === name && !store.state.boot.failed) store.set({ opening: null });
    if (!info) return;
    store.set({ message: t('Opened {name}', { name }) });
    if (info.notes.length) {
      const [first = '', ...others] = info.notes.map(sentence);
      notify(first, { details: others });
    }
  }

  /**
   * Runs an operation once and waits for it; whether it was done. Without a layer it is for the active one, or
   * for all that are chosen where it can be done to several.
   */
  async run(
    operation: string,
    params: Readonly<Record<string, ParameterValue>>,
    options: RunOptions = {},
  ): Promise<boolean> {
    const info = store.state.catalog.find(({ name }) => name === operation);
    const label = info?.label ?? operation;
    const before = store.state.document;
    const all = options.layer ? options : { ...forChosen(info), ...options };
    const done = await this.perform(label, () => this.editor.run(operation, { ...params }, all));
    if (done && before && all.layers) chooseNew(before, done.document);
    if (done && info?.menu === 'filter')
      store.set({ lastFilter: { operation, params: { ...params }, options } });
    return done !== null;
  }

  /** Runs an adjustment while its control moves; all runs of one gesture are one step of the history. */
  adjust(operation: string, params: Record<string, ParameterValue>, gesture: string): void {
    this.live.submit(operation, params, { gesture, target: 'setting' });
  }

  /** Runs an operation while its control moves, for a layer, or as its new content. */
  follow(operation: string, params: Record<string, ParameterValue>, options: RunOptions): void {
    this.live.submit(operation, params, options);
  }

  async undo(): Promise<void> {
    const label = stepInWords(this.step(0) ?? '');
    if (!label || store.state.activity) return;
    await this.attempt(() => this.editor.undo(), t('Undid {label}', { label }));
  }

  async redo(): Promise<void> {
    const label = stepInWords(this.step(1) ?? '');
    if (!label || store.state.activity) return;
    await this.attempt(() => this.editor.redo(), t('Redid {label}', { label }));
  }

  /** Goes to a step of the history. */
  async jump(position: number): Promise<void> {
    const label = stepInWords(store.state.document?.history[position] ?? '');
    if (!label || store.state.activity) return;
    await this.attempt(() => this.editor.jump(position), t('Back at {label}', { label }));
  }

  /** Keeps the picture as it is under a name, to come back to. */
  async takeSnapshot(name: string): Promise<void> {
    await this.attempt(() => this.editor.snapshot(name), t('Kept as {name}', { name }));
  }

  async restoreSnapshot(name: string): Promise<void> {
    await this.attempt(() => this.editor.restoreSnapshot(name), t('Back at {name}', { name }));
  }

  async deleteSnapshot(name: string): Promise<void> {
    await this.attempt(() => this.editor.deleteSnapshot(name), t('Deleted {name}', { name }));
  }

  async activateLayer(layer: string): Promise<void> {
    await this.editor.activateLayer(layer).catch((error: unknown) => this.fail(error));
  }

  async cancel(): Promise<void> {
    await this.editor.cancel().catch((error: unknown) => this.fail(error));
  }

  /** Opens a document of an earlier visit again; whether that worked. */
  async restore({ id, name }: Leftover): Promise<boolean> {
    const info = await this.perform(t('Restoring {name}', { name }), () => this.editor.restore(id));
    if (info) store.set({ message: t('Restored {name}', { name }) });
    return info !== null;
  }

  async forget({ id, name }: Leftover): Promise<void> {
    await this.attempt(() => this.editor.discard(id), t('Deleted what was kept of {name}', { name }));
  }

  async keepOffline(): Promise<void> {
    const message = t('Keeping FotoFun on this device');
    const since = performance.now();
    const notes = await this.perform(message, () =>
      this.keep((fraction) => store.set({ activity: { message, fraction, since } })),
    );
    if (notes) notify(t('FotoFun and its models now work without a network.'), { details: notes });
  }

  compare(mode: Compare, split = store.state.split): void {
    if (!store.state.document && mode !== 'off') return;
    store.set({ compare: mode, split });
    this.view.setCompare(mode, split);
  }

  /** Shows one channel, or what is clipped; the picture stays as it is. */
  inspect(change: Partial<Inspection>): void {
    const inspection = { ...store.state.inspection, ...change };
    store.set({ inspection });
    this.view.inspect(inspection);
  }

  toggleSheet(panel: string): void {
    store.set({ sheet: store.state.sheet === panel ? null : panel });
  }

  /** Says what went wrong; stopping on purpose is not an error. */
  fail(thrown: unknown): void {
    const info = errorInfo(thrown);
    if (info.kind === 'cancelled') {
      store.set({ message: [info.what, info.kept].filter(Boolean).map(sentence).join(' ') });
      return;
    }
    // That the editor cannot start is said already.
    if (info.what === store.state.boot.failed?.what) return;
    store.set({ message: sentence(info.what) });
    notifyError(info);
  }

  /** Something that takes no time worth showing; `message` says afterwards that it was done. */
  async attempt(work: () => Promise<unknown>, message?: string): Promise<void> {
    try {
      await work();
      if (message) store.set({ message });
    } catch (error) {
      this.fail(error);
    }
  }

  /** Something that takes a while: nothing else may start meanwhile. */
  async perform<T>(message: string, work: () => Promise<T>): Promise<T | null> {
    const activity = { message, fraction: null, since: performance.now() };
    store.set({ activity });
    try {
      return await work();
    } catch (error) {
      this.fail(error);
      return null;
    } finally {
      store.set({ activity: null });
    }
  }

  private show(info: DocumentInfo): void {
    const { documents, document, chosen } = store.state;
    if (info.id !== documents.active) return;
    const isAsChosen = info.id === document?.id && chosen.includes(info.active);
    store.set({ document: info, chosen: isAsChosen ? chosen : [] });
  }

  private report(text: string, operation: string): void {
    const message = sentence(text);
    store.set({ message });
    const isModel = store.state.catalog.find(({ name }) => name === operation)?.family === 'inference';
    if (isModel) notify(message, { action: { label: 'Undo', perform: () => void this.undo() } });
  }

  /** The label of the current step (0), or of the one that redo would do (1). */
  private step(offset: 0 | 1): string | undefined {
    const { document } = store.state;
    if (!document || document.position + offset === 0) return undefined;
    return document.history[document.position + offset];
  }
}
