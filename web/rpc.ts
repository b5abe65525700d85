/**
 * Requests and events between the page and a worker. Answers settle promises; buffers are transferred.
 */
import { errorInfo, FotoFunError } from './errors';
import type { ErrorInfo } from './generated/protocol';

export type MethodMap<M> = { [K in keyof M]: { params: unknown; result: unknown } };

export interface Request {
  id: number;
  method: string;
  params: unknown;
  buffers: ArrayBuffer[];
}

export interface Reply {
  id: number;
  result?: unknown;
  error?: ErrorInfo;
  buffers: ArrayBuffer[];
}

export interface WorkerEvent {
  event: string;
  data: unknown;
  buffers: ArrayBuffer[];
}

export interface Answer<R> {
  result: R;
  buffers: ArrayBuffer[];
}

export interface Pending<R> {
  id: number;
  answer: Promise<Answer<R>>;
}

interface Waiting {
  resolve: (answer: Answer<never>) => void;
  reject: (error: FotoFunError) => void;
}

type Listener<D> = (data: D, buffers: ArrayBuffer[]) => void;

/** The page's side of a worker: typed requests out, answers and events in. */
export class WorkerClient<M extends MethodMap<M>, E extends object> {
  private next = 1;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<keyof E, Set<Listener<never>>>();

  /** Called when the worker dies of an error that it did not answer with. */
  onCrash: (error: FotoFunError) => void = () => {};

  constructor(protected readonly worker: Worker) {
    worker.addEventListener('message', (message: MessageEvent<Reply | WorkerEvent>) =>
      this.receive(message.data),
    );
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const error = workerError(event);
      this.failAll(error);
      this.onCrash(error);
    });
  }

  /** Sends a request; its id names it in progress events and for cancelling. */
  send<K extends keyof M & string>(
    method: K,
    params: M[K]['params'],
    buffers: ArrayBuffer[] = [],
  ): Pending<M[K]['result']> {
    const id = this.next++;
    const answer = new Promise<Answer<M[K]['result']>>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
    const request: Request = { id, method, params, buffers };
    try {
      this.worker.postMessage(request, buffers);
    } catch (error) {
      this.waiting.delete(id);
      throw error;
    }
    return { id, answer };
  }

  request<K extends keyof M & string>(
    method: K,
    params: M[K]['params'],
    buffers: ArrayBuffer[] = [],
  ): Promise<Answer<M[K]['result']>> {
    return this.send(method, params, buffers).answer;
  }

  on<K extends keyof E>(event: K, listener: Listener<E[K]>): () => void {
    const listeners = this.listeners.get(event) ?? new Set<Listener<never>>();
    this.listeners.set(event, listeners.add(listener as Listener<never>));
    return () => listeners.delete(listener as Listener<never>);
  }

  /** Ends the worker at once; whatever was waiting rejects. */
  terminate(error = new FotoFunError('cancelled', 'Stopped.')): void {
    this.worker.terminate();
    this.failAll(error);
  }

  private failAll(error: FotoFunError): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private receive(message: Reply | WorkerEvent): void {
    if ('event' in message) {
      const listeners = this.listeners.get(message.event as keyof E) ?? [];
      for (const listener of listeners) listener(message.data as never, message.buffers);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (!waiting) return;
    if (message.error) waiting.reject(FotoFunError.from(message.error));
    else waiting.resolve({ result: message.result as never, buffers: message.buffers });
  }
}

/** A script that did not arrive makes a plain event, an error while it runs an ErrorEvent. */
function workerError(event: Event): FotoFunError {
  return event instanceof ErrorEvent
    ? new FotoFunError(
        'worker_crashed',
        'A part of FotoFun stopped working.',
        'Try again; if it happens again, export your picture and reload the page.',
      )
    : new FotoFunError(
        'worker_unavailable',
        'A part of FotoFun could not be loaded.',
        'Check the connection and try again.',
      );
}

export type Handlers<M extends MethodMap<M>> = {
  [K in keyof M]: (
    params: M[K]['params'],
    buffers: ArrayBuffer[],
    request: number,
  ) => Promise<Answer<M[K]['result']>>;
};

/** The worker's side: answers requests with these handlers; `emit` sends events. */
export function serve<M extends MethodMap<M>, E extends object>(
  scope: DedicatedWorkerGlobalScope,
  handlers: Handlers<M>,
): { emit: <K extends keyof E & string>(event: K, data: E[K], buffers?: ArrayBuffer[]) => void } {
  scope.addEventListener('message', async ({ data: request }: MessageEvent<Request>) => {
    if (typeof request.id !== 'number') return;
    const handler = handlers[request.method as keyof M];
    try {
      const answer = await handler(request.params, request.buffers, request.id);
      scope.postMessage({ id: request.id, ...answer } satisfies Reply, answer.buffers);
    } catch (error) {
      scope.postMessage({ id: request.id, error: errorInfo(error), buffers: [] } satisfies Reply);
    }
  });
  return {
    emit: (event, data, buffers = []) => {
      scope.postMessage({ event, data, buffers } satisfies WorkerEvent, buffers);
    },
  };
}
