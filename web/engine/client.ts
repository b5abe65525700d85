import { errorInfo, FotoFunError } from '../errors';
import type {
  DocumentInfo,
  ErrorInfo,
  Events,
  InferenceMethods,
  Methods,
  ServiceMethods,
} from '../generated/protocol';
import type { InferenceClient } from '../inference/client';
import { savesPower } from '../inference/power';
import type { JournalMethods } from '../journal/keeping';
import { type Answer, WorkerClient } from '../rpc';
import type { Service } from '../ai-service/service';
import type { BootProgress, EngineStart } from './worker';

type Asked = InferenceMethods & ServiceMethods;

/** What Python asks the page for; `stop` takes the request of that number back. */
interface InferenceRequest {
  inference: number;
  method: (keyof Asked & string) | 'stop';
  params: never;
  buffers: ArrayBuffer[];
}

/** Who does what Python asks the page for. */
export interface Helpers {
  inference: InferenceClient;
  service: Service;
}

/** `keeping_failed`: no copy of the work is kept on this device, or not any more. */
export type EngineEvents = Events & { boot: BootProgress; boot_failed: ErrorInfo; keeping_failed: ErrorInfo };

/** `restore_leftover` opens a document again from its journal. */
export type EngineMethods = Methods &
  JournalMethods & { restore_leftover: { params: { leftover: string }; result: DocumentInfo } };

/** The engine worker as the page sees it; what Python asks of a model goes on to the inference worker. */
export class EngineClient extends WorkerClient<EngineMethods, EngineEvents> {
  readonly ready: Promise<void>;
  private readonly asked = new Map<number, AbortController>();

  constructor(
    start: EngineStart['start'],
    private readonly helpers: Helpers,
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
    helpers.service.onProgress = (progress) =>
      this.worker.postMessage({ service_progress: progress, buffers: [] });
    this.worker.postMessage({ start } satisfies EngineStart);
  }

  private async relay({ inference, method, params, buffers }: InferenceRequest): Promise<void> {
    if (method === 'stop') {
      this.asked.get(inference)?.abort();
      return;
    }
    const stopping = new AbortController();
    this.asked.set(inference, stopping);
    try {
      const answer = await this.help(method, params, buffers, stopping.signal);
      // Only the page is told about the battery.
      if (method === 'capabilities')
        Object.assign(answer.result as object, { saves_power: await savesPower() });
      this.worker.postMessage({ inference, ...answer }, answer.buffers);
    } catch (error) {
      this.worker.postMessage({ inference, error: errorInfo(error), buffers: [] });
    } finally {
      this.asked.delete(inference);
    }
  }

  private help(
    method: keyof Asked & string,
    params: never,
    buffers: ArrayBuffer[],
    signal: AbortSignal,
  ): Promise<Answer<unknown>> {
    const { inference, service } = this.helpers;
    if (method === 'service' || method === 'consent' || method === 'send')
      return service.request(method, params, buffers, signal);
    return inference.request(method, params, buffers, (progress) =>
      this.worker.postMessage({ inference_progress: progress, buffers: [] }),
    );
  }
}
