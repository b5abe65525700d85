import { FotoFunError } from '../errors';
import { inferenceBase, modelsBase } from '../generated/build-info';
import type { InferenceEvents, InferParams, InferProgress, InferResult } from '../generated/protocol';
import { spokenWords, t, type Words } from '../language/words';
import { type Answer, WorkerClient } from '../rpc';
import { SharedRuns } from './shared-runs';
import type { InferenceConfig, InferenceWorkerMethods } from './methods';

export type ProgressListener = (progress: InferProgress) => void;

/** A worker that has had nothing to do for so long is ended: only that gives its memory back. */
const IDLE_MILLISECONDS = 60_000;

/**
 * After these a new worker is needed: the runtime inside is not to be trusted any more, or is not there, and
 * the browser does not ask a second time for a module that it once failed to import.
 */
const FATAL = new Set(['inference_failed', 'out_of_memory', 'runtime_unavailable', 'worker_crashed']);

/** After these a run gets another worker, once; what is said then. A memory in pieces is whole again there. */
const SECOND_CHANCE: Readonly<Record<string, string>> = {
  inference_failed: 'What runs models failed, so it was started again and used WebAssembly.',
  out_of_memory: 'What runs models ran out of memory, so it was started again and used WebAssembly.',
  worker_crashed: 'What runs models crashed, so it was started again and used WebAssembly.',
};

/** Where this build has its files. */
function builtConfig(): InferenceConfig {
  const url = (path: string) => new URL(path, document.baseURI).href;
  return { inferenceBase: url(inferenceBase), modelsBase: url(modelsBase), hosts: [] };
}

/** The page's side of the inference worker, which is made when it is first needed. */
export class InferenceClient {
  private client: WorkerClient<InferenceWorkerMethods, InferenceEvents> | null = null;
  private readonly listeners = new Set<ProgressListener>();
  private readonly runs = new SharedRuns();
  private pending = 0;
  /** What the worker speaks. */
  private words: Words | null = null;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly config: InferenceConfig = builtConfig()) {}

  /** Ask the worker; `buffers` are transferred. Rejects with a `FotoFunError`. */
  async request<K extends keyof InferenceWorkerMethods>(
    method: K,
    params: InferenceWorkerMethods[K]['params'],
    buffers: ArrayBuffer[] = [],
    onProgress: ProgressListener = () => {},
  ): Promise<Answer<InferenceWorkerMethods[K]['result']>> {
    clearTimeout(this.idle);
    this.pending += 1;
    this.listeners.add(onProgress);
    try {
      if (method !== 'infer') return await this.ask(method, params, buffers);
      return (await this.infer(params as InferParams, buffers)) as Answer<
        InferenceWorkerMethods[K]['result']
      >;
    } finally {
      this.listeners.delete(onProgress);
      this.pending -= 1;
      if (this.pending === 0) this.idle = setTimeout(() => this.dispose(), IDLE_MILLISECONDS);
    }
  }

  private async ask<K extends keyof InferenceWorkerMethods>(
    method: K,
    params: InferenceWorkerMethods[K]['params'],
    buffers: ArrayBuffer[],
  ): Promise<Answer<InferenceWorkerMethods[K]['result']>> {
    const client = this.client ?? this.start();
    this.speak(client);
    try {
      return await client.request(method, params, buffers);
    } catch (error) {
      if (error instanceof FotoFunError && FATAL.has(error.info.kind)) this.end(client);
      throw error;
    }
  }

  /** Runs once for all who ask for the same; a worker that fails gets one successor, which uses the processor. */
  private infer(params: InferParams, buffers: ArrayBuffer[]): Promise<Answer<InferResult>> {
    return this.runs.answer(params, buffers, async () => {
      const sent = () => buffers.map((buffer) => buffer.slice());
      let note: string | undefined;
      try {
        return await this.ask('infer', params, sent());
      } catch (error) {
        note = error instanceof FotoFunError ? SECOND_CHANCE[error.info.kind] : undefined;
        if (note === undefined) throw error;
      }
      const { result, buffers: made } = await this.ask('infer', { ...params, provider: 'wasm' }, sent());
      return { result: { ...result, note: [t(note), result.note].filter(Boolean).join(' ') }, buffers: made };
    });
  }

  /** Stop whatever runs, at once: its requests reject with kind `cancelled`; stored models stay. */
  cancel(): void {
    if (this.pending > 0 && this.client) this.end(this.client);
  }

  /** End the worker; the next request starts a new one. */
  dispose(): void {
    clearTimeout(this.idle);
    if (this.client) this.end(this.client);
  }

  private start(): WorkerClient<InferenceWorkerMethods, InferenceEvents> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'inference' });
    const client = new WorkerClient<InferenceWorkerMethods, InferenceEvents>(worker);
    client.onCrash = () => this.end(client);
    client.on('inference_progress', (progress) => {
      for (const listener of this.listeners) listener(progress);
    });
    void client.request('configure', this.config).catch(() => {});
    this.client = client;
    this.words = null;
    return client;
  }

  private speak(client: WorkerClient<InferenceWorkerMethods, InferenceEvents>): void {
    if (this.words === spokenWords()) return;
    this.words = spokenWords();
    void client.request('speak', { words: this.words }).catch(() => {});
  }

  private end(client: WorkerClient<InferenceWorkerMethods, InferenceEvents>): void {
    if (this.client === client) this.client = null;
    client.terminate();
  }
}
