/**
 * The editor without its interface: an engine, a view to draw to, and the events a shell listens to.
 */
import { checkFile, checkOptions, checkRun } from './arguments';
import type { EngineMethods } from './engine/client';
import { SteadyEngine } from './engine/steady-engine';
import { EditorEventTarget } from './editor-events';
import { FotoFunError } from './errors';
import { engineBase, modelsBase } from './generated/build-info';
import type {
  ApplyRecipeParams,
  BoundsInfo,
  ConvertParams,
  CopyResult,
  DocumentInfo,
  DocumentsInfo,
  ExportParams,
  HistogramInfo,
  MarksInfo,
  NewParams,
  OperationInfo,
  ParameterValue,
  PreviewParams,
  PickInfo,
  PresetInfo,
  RecipeParams,
  RecipeResult,
  RunParams,
  RunResult,
  Scene,
  SettingsParams,
  Table,
  Tile,
} from './generated/protocol';
import { asFile, unreadable } from './editor-files';
import { InferenceClient } from './inference/client';
import type { Leftover } from './journal/journals';
import { decodePreview } from './preview';
import type { Answer } from './rpc';
import type { Service } from './ai-service/service';

/** Where the picture is drawn; the viewport is one. */
export interface View {
  showPreview(bitmap: ImageBitmap): void;
  dropPreview(): void;
  setScene(scene: Scene): void;
  putTile(tile: Tile, bytes: ArrayBuffer): void;
  setTable(table: Table, buffers: ArrayBuffer[]): void;
  /** Shows nothing, as when the last document is closed. */
  clear(): void;
}

export type ExportOptions = Partial<ExportParams> & { signal?: AbortSignal };

/** What of a file becomes which file; a `signal` stops it. */
export type ConvertOptions = Omit<ConvertParams, 'name' | 'decoded' | 'parts'> & { signal?: AbortSignal };

/** `gesture`: the drag it belongs to. `target`: what the operation becomes. `layer`, `layers`: what it is for. */
export type RunOptions = Pick<RunParams, 'gesture' | 'target' | 'layer' | 'layers'>;

/** What an operation becomes: changed pixels, a setting of the layer, a layer of its own, a layer's new content. */
export type Target = NonNullable<RunParams['target']>;

export type PreviewOptions = Pick<PreviewParams, 'target' | 'layer' | 'layers' | 'seen'> & {
  signal?: AbortSignal;
};

/** Opens, edits and exports pictures. Methods are for the active document. Every method settles when its work is done, or rejects with a FotoFunError. */
export class Editor extends EditorEventTarget {
  /** Python is up and commands run at once; before that they wait. */
  readonly ready: Promise<void>;
  private readonly engine: SteadyEngine;
  private readonly running = new Set<number>();

  constructor(
    private readonly view: View,
    service: Service,
    private readonly inference = new InferenceClient(),
  ) {
    super();
    const url = (path: string) => new URL(path, document.baseURI).href;
    this.engine = new SteadyEngine(
      { engineBase: url(engineBase), modelsIndex: url(`${modelsBase}index.json`) },
      { inference: this.inference, service },
    );
    this.ready = this.engine.ready;
    this.ready.catch((error: FotoFunError) => this.emit('error', error));
    // Planes of the new engine may have the numbers of the old one's.
    this.engine.onBreak = () => view.clear();
    this.engine.onRestart = (restart) => this.emit('restart', restart);
    this.engine.on('keeping_failed', (info) => this.emit('error', FotoFunError.from(info)));
    this.engine.on('boot', (progress) => this.emit('boot', progress));
    this.engine.on('document', (info) => this.emit('document', info));
    this.engine.on('documents', (info) => {
      if (info.active === null) view.clear();
      this.emit('documents', info);
    });
    this.engine.on('progress', (progress) => this.emit('progress', progress));
    this.engine.on('scene', (scene) => view.setScene(scene));
    this.engine.on('tile', (tile, [bytes]) => bytes && view.putTile(tile, bytes));
    this.engine.on('table', (table, buffers) => view.setTable(table, buffers));
  }

  /**
   * Opens a picture file beside the documents that are open; it becomes the active one. It is shown at once,
   * and can be edited when Python has read it.
   */
  async open(blob: Blob, name = blob instanceof File ? blob.name : 'picture'): Promise<DocumentInfo> {
    checkFile(blob, name);
    const bytes = await blob.arrayBuffer().catch(() => {
      throw unreadable(name);
    });
    const preview = await decodePreview(blob, bytes);
    this.emit('opening', name);
    if (preview) this.view.showPreview(preview);
    // Where Python cannot start, the photo stays on the screen.
    await this.ready;
    try {
      return await this.command('open', { name }, [bytes]);
    } catch (error) {
      this.view.dropPreview();
      throw error;
    } finally {
      this.emit('opening', null);
    }
  }

  /**
   * Runs an operation of the catalogue; parameters that are not named are at their default. With the target
   * `setting` an adjustment becomes a setting of the layer: running it again replaces it. With `layer` it
   * becomes a layer of its own, with `content` the active layer's new content. Runs with the same `gesture`
   * (a drag) become one step of the history.
   */
  async run(
    operation: string,
    params: Record<string, ParameterValue> = {},
    options: RunOptions = {},
  ): Promise<RunResult> {
    checkOptions(options);
    const { gesture, target, layer, layers } = options;
    checkRun(operation, params, gesture);
    const result = await this.command('run', {
      operation,
      params,
      ...(gesture && { gesture }),
      ...(target && { target }),
      ...(layer && { layer }),
      ...(layers && { layers }),
    });
    if (!gesture) this.emit('message', { text: result.message, operation });
    return result;
  }

  /**
   * Shows what an operation would do, and does not do it; the history stays as it is. The next preview takes
   * its place, `endPreview` shows the document again. With a `signal` it can be stopped. Where it is said what is
   * `seen`, no more than that may be shown; answers whether it is all.
   */
  async preview(
    operation: string,
    params: Record<string, ParameterValue> = {},
    options: PreviewOptions = {},
  ): Promise<boolean> {
    checkOptions(options);
    const { signal, ...rest } = options;
    checkRun(operation, params, undefined);
    await this.ready;
    signal?.throwIfAborted();
    const { id, answer } = this.engine.send('preview', { operation, params, ...rest });
    signal?.addEventListener('abort', () => void this.engine.request('cancel', { request: id }));
    return (await answer).result.exact;
  }

  /** Shows what a preset would do, and does not do it, until `endPreview`. */
  async previewPreset(preset: string, signal: AbortSignal): Promise<void> {
    await this.ready;
    signal.throwIfAborted();
    const { id, answer } = this.engine.send('preview_preset', { preset });
    signal.addEventListener('abort', () => void this.engine.request('cancel', { request: id }));
    await answer;
  }

  /** Shows the document as it is. */
  async endPreview(): Promise<void> {
    await this.command('end_preview', {});
  }

  /** Takes the last step back; at the beginning nothing happens. */
  undo(): Promise<DocumentInfo> {
    return this.command('undo', {});
  }

  /** Does the step again that was taken back; at the end nothing happens. */
  redo(): Promise<DocumentInfo> {
    return this.command('redo', {});
  }

  /** Makes an empty document, which becomes the active one. */
  newDocument(params: NewParams): Promise<DocumentInfo> {
    return this.command('new', params);
  }

  /** The open documents, and the id of the active one. */
  documents(): Promise<DocumentsInfo> {
    return this.command('documents', {});
  }

  /** Makes another open document the active one. */
  activate(document: number): Promise<DocumentInfo> {
    return this.command('activate_document', { document });
  }

  /** Closes a document, saved or not. */
  close(document: number): Promise<DocumentsInfo> {
    return this.command('close_document', { document });
  }

  /** Says that a document as it stands was kept in a file. */
  markSaved(document: number): Promise<DocumentsInfo> {
    return this.command('mark_saved', { document });
  }

  /** Keeps guides and watched places with a document, so that they come back with it. */
  async keepMarks(document: number, marks: MarksInfo): Promise<void> {
    await this.ask('keep_marks', { document, marks });
  }

  /** How the engine works; what is not named stays as it is. */
  async set(settings: SettingsParams): Promise<void> {
    await this.command('settings', settings);
  }

  /** Makes a layer the one that edits go to; that is no step of the history. */
  activateLayer(layer: string): Promise<DocumentInfo> {
    return this.command('activate_layer', { layer });
  }

  /** Goes to an entry of the history. */
  jump(position: number): Promise<DocumentInfo> {
    return this.command('jump', { position });
  }

  /** Keeps the document as it is under a name; one of the same name is replaced. */
  snapshot(name: string): Promise<DocumentInfo> {
    return this.command('snapshot', { name });
  }

  /** Goes back to a snapshot, as a new step. */
  restoreSnapshot(name: string): Promise<DocumentInfo> {
    return this.command('restore_snapshot', { name });
  }

  /** Forgets a snapshot. */
  deleteSnapshot(name: string): Promise<DocumentInfo> {
    return this.command('delete_snapshot', { name });
  }

  /** A small picture of a layer's pixels or mask, no side longer than `size`. */
  async thumbnail(layer: string, of: 'pixels' | 'mask', size: number): Promise<ImageData> {
    const { result, buffers } = await this.ask('thumbnail', { layer, of, size });
    return new ImageData(new Uint8ClampedArray(buffers[0] ?? []), result.width, result.height);
  }

  /** The active document, or null. */
  document(): Promise<DocumentInfo | null> {
    return this.command('document', {});
  }

  /** Every operation: name, label, description, parameters and how their controls look. */
  catalog(): Promise<OperationInfo[]> {
    return this.command('catalog', {});
  }

  /** The colour at a place of the picture, averaged over a square of `size` pixels, and how much it is selected. */
  async pick(x: number, y: number, { size = 1, allLayers = true } = {}): Promise<PickInfo> {
    return (await this.ask('pick', { x, y, size, all_layers: allLayers })).result;
  }

  /** How far layers (the active one), their visible pixels and the selection reach. */
  async bounds(...layers: string[]): Promise<BoundsInfo> {
    return (await this.ask('bounds', layers.length ? { layers } : {})).result;
  }

  /** How often each value occurs in the active layer, or in all that is seen; with `selected`, in what is selected. */
  async histogram(of: 'layer' | 'picture', selected = false): Promise<HistogramInfo> {
    return (await this.ask('histogram', { of, selected })).result;
  }

  /** Where the caret stands in a text layer, for each place of its text. */
  async textCarets(layer: string): Promise<number[][]> {
    return (await this.command('text_carets', { layer })).carets;
  }

  /** The picture as a file. `quality` (1 to 100) matters for JPEG and WebP. */
  async export(options: ExportOptions = {}): Promise<File> {
    checkOptions(options);
    const { format = 'png', quality = 90, keep = 'all', signal, ...others } = options;
    return asFile(await this.track('export', { format, quality, keep, ...others }, [], signal));
  }

  /** Forgets what was kept for further drafts. */
  async endDrafts(): Promise<void> {
    await this.command('end_drafts', {});
  }

  /** A file made of another, beside the open documents: what a recipe does to it, in another format. */
  async convert(file: File, { signal, ...options }: ConvertOptions): Promise<File> {
    checkFile(file, file.name);
    const bytes = await file.arrayBuffer().catch(() => {
      throw unreadable(file.name);
    });
    return asFile(await this.track('convert', { name: file.name, ...options }, [bytes], signal));
  }

  /** What is selected, of the active layer or of all layers, as a PNG file, and where it was. */
  async copy({ merged = false } = {}): Promise<{ file: Blob; place: CopyResult }> {
    const { result, buffers } = await this.track('copy', { merged });
    return { file: new Blob(buffers, { type: 'image/png' }), place: result };
  }

  /** What was done to the active document, to be done to others: as JSON, and as a Python script. */
  recipe(options: RecipeParams = {}): Promise<RecipeResult> {
    return this.command('recipe', options);
  }

  /** Does a recipe, or one that comes with the editor by its name, as one step of the history. */
  async applyRecipe(recipe: ApplyRecipeParams): Promise<RunResult> {
    return this.command('apply_recipe', recipe);
  }

  /** The recipes that come with the editor. */
  presets(): Promise<PresetInfo[]> {
    return this.command('presets', {});
  }

  /** Documents of an editor that was closed, or broke, before they were saved; the newest first. */
  leftovers(): Promise<Leftover[]> {
    return this.command('leftovers', { engine: null });
  }

  /** Opens such a document as it was, with its history. */
  async restore(leftover: string): Promise<DocumentInfo> {
    const restored = await this.command('restore_leftover', { leftover });
    await this.command('discard_leftover', { leftover });
    return restored;
  }

  /** Forgets such a document for good. */
  async discard(leftover: string): Promise<void> {
    await this.command('discard_leftover', { leftover });
  }

  /** Sends everything that is shown to the view again, as after its graphics processor was reset. */
  async present(): Promise<void> {
    await this.command('present', {});
  }

  /** Stops whatever is running; it rejects with kind `cancelled` and the picture stays as it was. */
  async cancel(): Promise<void> {
    this.inference.cancel();
    await Promise.all([...this.running].map((request) => this.engine.request('cancel', { request })));
  }

  /** Asks the engine about something that it does not change. Nobody waits for the answer: it is no work that could be cancelled. */
  async ask<K extends keyof EngineMethods & string>(
    method: K,
    params: EngineMethods[K]['params'],
    buffers: ArrayBuffer[] = [],
  ): Promise<Answer<EngineMethods[K]['result']>> {
    await this.engine.available;
    return this.engine.send(method, params, buffers).answer;
  }

  private async command<K extends keyof EngineMethods & string>(
    method: K,
    params: EngineMethods[K]['params'],
    buffers: ArrayBuffer[] = [],
  ): Promise<EngineMethods[K]['result']> {
    return (await this.track(method, params, buffers)).result;
  }

  /**
   * Sends a request once Python is ready, and keeps its number while it runs, so that it can be cancelled, with
   * all others or by its `signal`.
   */
  private async track<K extends keyof EngineMethods & string>(
    method: K,
    params: EngineMethods[K]['params'],
    buffers: ArrayBuffer[] = [],
    signal?: AbortSignal,
  ): Promise<Answer<EngineMethods[K]['result']>> {
    await this.engine.available;
    if (signal?.aborted) throw new FotoFunError('cancelled', 'Stopped.');
    const { id, answer } = this.engine.send(method, params, buffers);
    signal?.addEventListener('abort', () => void this.engine.request('cancel', { request: id }));
    this.running.add(id);
    if (this.running.size === 1) this.emit('busy', true);
    try {
      return await answer;
    } finally {
      this.running.delete(id);
      if (this.running.size === 0) this.emit('busy', false);
    }
  }
}
