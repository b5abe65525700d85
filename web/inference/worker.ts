/**
 * The inference worker: downloads models, runs them, and finds out what this browser can run them on.
 *
 * Nothing of onnxruntime-web is loaded before the first model runs. The page ends this worker to cancel.
 */
import { FotoFunError } from '../errors';
import type {
  Capabilities,
  InferenceEvents,
  InferParams,
  InferProgress,
  InferResult,
  ModelFile,
} from '../generated/protocol';
import { t, useWords } from '../language/words';
import { allowHosts } from '../net';
import { serve } from '../rpc';
import { judgeByCanary, type TimedRun } from './canary';
import type { InferenceConfig, InferenceWorkerMethods } from './methods';
import { type LoadedModel, ModelStore } from './model-store';
import { spareMemory } from './power';
import { findAdapter, findCapabilities, judgeAdapter } from './providers';
import { type DownloadListener, type Provider, type Runtime, Runtimes, threadCount } from './runtime';
import { ModelSession } from './session';
import { SessionCache } from './session-cache';

/** Model files that may be loaded at once, in bytes: the largest for browsers and some small ones. */
const SESSION_BUDGET = 96e6;

const oneThread = () =>
  t(
    'The models ran on one processor core, because this page is not isolated from other pages; reloading it may help.',
  );

interface NotedRun extends TimedRun {
  note: string;
}

class InferenceService {
  readonly store: ModelStore;
  readonly modelsBase: URL;
  private readonly runtimes: Runtimes;
  private readonly sessions = new SessionCache<ModelSession>(SESSION_BUDGET);
  private known: ReturnType<typeof findCapabilities> | null = null;
  /** Why the graphics card is not asked again as long as this worker lives. */
  private webgpuFailure = '';

  constructor({ inferenceBase, modelsBase, hosts }: InferenceConfig) {
    allowHosts(hosts);
    this.modelsBase = new URL(modelsBase);
    this.store = new ModelStore(this.modelsBase);
    this.runtimes = new Runtimes(
      new URL(inferenceBase),
      threadCount(navigator.hardwareConcurrency, self.crossOriginIsolated),
    );
  }

  async capabilities(): Promise<Capabilities> {
    this.known ??= findCapabilities(this.runtimes.threads, (adapter) =>
      judgeByCanary(adapter, this.modelsBase, {
        download: (model) => this.download('webgpu', model),
        run: (params, buffers) => this.runOn('webgpu', params, buffers),
      }),
    );
    const known = { ...(await this.known), memory: spareMemory(), saves_power: false };
    const { models: stored_models } = await this.store.list();
    if (!this.webgpuFailure) return { ...known, stored_models };
    return { ...known, stored_models, webgpu: false, webgpu_reason: this.webgpuFailure, shader_f16: false };
  }

  /** Run on the provider that was asked for; when the graphics card fails, once more on the processor. */
  async infer(
    params: InferParams,
    buffers: ArrayBuffer[],
  ): Promise<{ result: InferResult; buffers: ArrayBuffer[] }> {
    const notes: string[] = [];
    let provider = this.webgpuFailure ? 'wasm' : params.provider;
    let run: NotedRun | null = null;
    if (provider === 'webgpu') {
      run = await this.runOn('webgpu', params, buffers).catch((error: unknown) => {
        if (error instanceof FotoFunError) throw error;
        this.webgpuFailure = t('The graphics card failed while a model ran, so WebAssembly is used.');
        return null;
      });
    }
    if (!run) {
      if (params.provider === 'webgpu') notes.push(this.webgpuFailure);
      provider = 'wasm';
      run = await this.runOn('wasm', params, buffers).catch((error: unknown) => {
        throw error instanceof FotoFunError ? error : failed(params, error);
      });
      if (this.runtimes.threads === 1 && !self.crossOriginIsolated) notes.push(oneThread());
    }
    if (run.note) notes.push(run.note);
    const { infos: outputs, seconds } = run;
    return { result: { outputs, provider, seconds, note: notes.join(' ') }, buffers: run.buffers };
  }

  /** Have `models` and what runs them here on this device; returns what the person should know. */
  async keep(models: ModelFile[]): Promise<string[]> {
    const adapter = await findAdapter();
    const hasCard = typeof adapter !== 'string' && judgeAdapter(adapter) === '';
    await this.runtimes.keep(hasCard ? ['wasm', 'webgpu'] : ['wasm'], () => progress('download', 0, 0));
    const total = models.reduce((sum, { bytes }) => sum + bytes, 0);
    const notes = new Set<string>();
    let before = 0;
    for (const model of models) {
      const { note } = await this.store.load(model, (stage, done) => progress(stage, before + done, total));
      notes.add(note);
      before += model.bytes;
    }
    return [...notes].filter(Boolean);
  }

  /** Keep an own model on this device, if it can be loaded here. */
  async adopt(model: ModelFile, manifest: string, file: ArrayBuffer): Promise<void> {
    const bytes = new Uint8Array(file);
    const runtime = await this.runtimes.get('wasm', onRuntime);
    progress('load', 0, 0);
    const session = await ModelSession.create(runtime, 'wasm', bytes).catch((error: unknown) => {
      throw refused(model, error);
    });
    await session.release();
    await this.store.adopt(model, manifest, bytes);
  }

  private async download(
    provider: Provider,
    model: ModelFile,
  ): Promise<{ runtime: Runtime; loaded: LoadedModel }> {
    const runtime = await this.runtimes.get(provider, onRuntime);
    return { runtime, loaded: await this.store.load(model, progress) };
  }

  /** Errors of the runtime itself come out as they are; those of the network and the store for people. */
  private async runOn(provider: Provider, params: InferParams, buffers: ArrayBuffer[]): Promise<NotedRun> {
    const { model, inputs } = params;
    let note = '';
    let loadSeconds = 0;
    const create = async () => {
      const { runtime, loaded } = await this.download(provider, model);
      note = loaded.note;
      progress('load', 0, 0);
      const begin = performance.now();
      const session = await ModelSession.create(runtime, provider, loaded.bytes);
      loadSeconds = (performance.now() - begin) / 1000;
      return session;
    };
    return this.sessions.use(`${model.sha256} ${provider}`, model.bytes, create, async (session) => {
      progress('run', 0, 0);
      const begin = performance.now();
      const outputs = await session.run({ infos: inputs, buffers });
      return { ...outputs, seconds: (performance.now() - begin) / 1000, loadSeconds, note };
    });
  }
}

function refused({ title }: ModelFile, error: unknown): FotoFunError {
  const text = error instanceof Error ? error.message : String(error);
  return new FotoFunError(
    'model_refused',
    t('{title} cannot be loaded here: {text}', { title, text }),
    'Choose a model with operators that ONNX Runtime knows.',
    'Nothing was added.',
  );
}

function failed({ model }: InferParams, error: unknown): FotoFunError {
  const text = error instanceof Error ? error.message : String(error);
  if (/memory|bad_alloc|allocation/i.test(text)) {
    return new FotoFunError(
      'out_of_memory',
      t('There is not enough memory to run {title} here.', { title: model.title }),
      'Close other tabs or programs and try again.',
    );
  }
  return new FotoFunError(
    'inference_failed',
    t('{title} could not run: {text}', { title: model.title, text }),
    'Try again.',
  );
}

const onRuntime: DownloadListener = (done, total) => progress('download', done, total);

let service: InferenceService | undefined;

function ready(): InferenceService {
  if (!service) throw new Error('the inference worker was not configured');
  return service;
}

const { emit } = serve<InferenceWorkerMethods, InferenceEvents>(
  self as unknown as DedicatedWorkerGlobalScope,
  {
    async configure(config) {
      service = new InferenceService(config);
      return { result: {}, buffers: [] };
    },
    async speak({ words }) {
      useWords(words);
      return { result: {}, buffers: [] };
    },
    async capabilities() {
      return { result: await ready().capabilities(), buffers: [] };
    },
    async infer(params, buffers) {
      return ready().infer(params, buffers);
    },
    async keep({ models }) {
      return { result: { notes: await ready().keep(models) }, buffers: [] };
    },
    async stored() {
      return { result: await ready().store.list(), buffers: [] };
    },
    async adopt({ model, manifest }, [file]) {
      await ready().adopt(model, manifest, file ?? new ArrayBuffer());
      return { result: {}, buffers: [] };
    },
    async remove({ id }) {
      await ready().store.remove(id);
      return { result: {}, buffers: [] };
    },
  },
);

let lastDownload = 0;

/** Tell the page; a download's many small steps at most twenty times a second. */
function progress(stage: InferProgress['stage'], done: number, total: number): void {
  const now = performance.now();
  if (stage === 'download' && done > 0 && done < total && now - lastDownload < 50) return;
  lastDownload = now;
  emit('inference_progress', { stage, done, total });
}
