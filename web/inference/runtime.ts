import type * as Ort from 'onnxruntime-web';
import { FotoFunError } from '../errors';
import type { InferParams } from '../generated/protocol';
import { request } from '../net';

export type Provider = InferParams['provider'];
export type Runtime = typeof Ort;

/** Called with bytes done and in all, as a download goes on. */
export type DownloadListener = (done: number, total: number) => void;

interface RuntimeFiles {
  api: string;
  binary: string;
}

/**
 * Which build of onnxruntime-web runs on a provider. Each provider has its own, so that a graphics driver
 * that fails cannot take the plain build down with it. The two WebGPU builds differ in how WebAssembly waits
 * for the graphics card: by the browser's stack switching (smaller, newer) or by rewritten code.
 */
export function runtimeFiles(provider: Provider, stackSwitching = 'Suspending' in WebAssembly): RuntimeFiles {
  if (provider === 'wasm') return { api: 'ort.wasm.min.mjs', binary: 'ort-wasm-simd-threaded.wasm' };
  if (stackSwitching) return { api: 'ort.jspi.min.mjs', binary: 'ort-wasm-simd-threaded.jspi.wasm' };
  return { api: 'ort.webgpu.min.mjs', binary: 'ort-wasm-simd-threaded.asyncify.wasm' };
}

/** How many threads a model may use: every core of a small processor, half of a large one. */
export function threadCount(cores: number, isolated: boolean): number {
  if (!isolated) return 1;
  return cores <= 4 ? Math.max(1, cores) : Math.min(8, Math.max(4, Math.ceil(cores / 2)));
}

/** Loads onnxruntime-web, once for each provider and not before it is needed. */
export class Runtimes {
  private readonly loaded = new Map<Provider, Promise<Runtime>>();

  constructor(
    private readonly base: URL,
    readonly threads: number,
  ) {}

  /** The runtime for `provider`. A failure is forgotten, so that the next call tries again. */
  get(provider: Provider, onDownload: DownloadListener = () => {}): Promise<Runtime> {
    const known = this.loaded.get(provider);
    if (known) return known;
    const loading = this.load(provider, onDownload);
    this.loaded.set(provider, loading);
    loading.catch(() => this.loaded.delete(provider));
    return loading;
  }

  /** Fetch every file that `providers` need, so that the service worker keeps them. */
  async keep(providers: Provider[], onDownload: DownloadListener): Promise<void> {
    for (const provider of providers) {
      const { api, binary } = runtimeFiles(provider);
      for (const name of [api, binary.replace(/wasm$/, 'mjs'), binary]) {
        await download(new URL(name, this.base), onDownload);
      }
    }
  }

  private async load(provider: Provider, onDownload: DownloadListener): Promise<Runtime> {
    const { api, binary } = runtimeFiles(provider);
    const [ort, wasmBinary] = await Promise.all([
      importModule(new URL(api, this.base)),
      download(new URL(binary, this.base), onDownload),
    ]);
    ort.env.wasm.wasmPaths = this.base.href;
    ort.env.wasm.wasmBinary = wasmBinary;
    ort.env.wasm.numThreads = this.threads;
    ort.env.wasm.proxy = false;
    ort.env.logLevel = 'error';
    ort.env.webgpu.powerPreference = 'high-performance';
    return ort;
  }
}

function unavailable(): FotoFunError {
  return new FotoFunError(
    'runtime_unavailable',
    'The part of the editor that runs models could not be loaded.',
    navigator.onLine ? 'Check the connection and try again.' : 'Try again when you are online.',
  );
}

async function importModule(url: URL): Promise<Runtime> {
  try {
    return (await import(/* @vite-ignore */ url.href)) as Runtime;
  } catch {
    throw unavailable();
  }
}

async function download(url: URL, onDownload: DownloadListener): Promise<Uint8Array> {
  const response = await request(url, { purpose: 'The runtime that models run in' });
  if (!response.ok || !response.body) throw unavailable();
  const total = response.headers.has('Content-Encoding') ? 0 : Number(response.headers.get('Content-Length'));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  try {
    for await (const part of response.body) {
      parts.push(part);
      done += part.byteLength;
      onDownload(done, Math.max(total, done));
    }
  } catch {
    throw unavailable();
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
