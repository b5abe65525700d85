import { errorInfo, FotoFunError } from '../errors';
import type { DocumentInfo, ErrorInfo, Events, InferenceMethods, Methods } from '../generated/protocol';
import type { InferenceClient } from '../inference/client';
import type { JournalMethods } from '../journal/keeping';
import { WorkerClient } from '../rpc';
import type { BootProgress, EngineStart } from './worker';

interface InferenceRequest {
  inference: number;
  method: keyof InferenceMethods & string;
  params: InferenceMethods[keyof InferenceMethods]['params'];
  buffers: ArrayBuffer[];
}

/** `keeping_failed`: no copy of the work is kept on this device, or not any more. */
export type EngineEvents = Events & { boot: BootProgress; boot_failed: ErrorInfo; keeping_failed: ErrorInfo };

/** `restore_leftover` opens a document again from its journal. */
export type EngineMethods = Methods &
  JournalMethods & { restore_leftover: { params: { leftover: string }; result: DocumentInfo } };

/** The engine worker as the page sees it; what Python asks of a model goes on to the inference worker. */
export class EngineClient extends WorkerClient<EngineMethods, EngineEvents> {
  readonly ready: Promise<void>;

  constructor(
    start: EngineStart['start'],
    private readonly inference: InferenceClient,
  ) {
    super(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' }));
    this.ready = new Promise((resolve, reject) => {
      this.on('boot', ({ phase }) => phase === 'ready' && resolve());
      this.on('boot_failed', (info) => reject(FotoFunError.from(info)));
      this.onCrash = reject;
    });
    this.worker.addEventListener('message', ({ data }: MessageEvent<InferenceRequest | object>) => {
      if ('inference' in data) void this.relay(data);
    });
    this.worker.postMessage({ start } satisfies EngineStart);
  }

  private async relay({ inference, method, params, buffers }: InferenceRequest): Promise<void> {
    const onProgress = (progress: unknown) =>
      this.worker.postMessage({ inference_progress: progress, buffers: [] });
    try {
      const answer = await this.inference.request(method, params, buffers, onProgress);
      this.worker.postMessage({ inference, ...answer }, answer.buffers);
    } catch (error) {
      this.worker.postMessage({ inference, error: errorInfo(error), buffers: [] });
    }
  }
}
