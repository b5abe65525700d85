import type { FotoFunError } from '../errors';
import type { Answer, Pending } from '../rpc';
import { uniqueId } from '../unique-id';
import { EngineClient, type EngineEvents, type EngineMethods, type Helpers } from './client';
import type { EngineStart } from './worker';

/** What was running when the engine broke, and how many documents are back. */
export interface Restart {
  running: { method: string; params: object } | null;
  restored: number;
}

type Listen = (client: EngineClient) => void;

/** An engine that is started again when it breaks, with the documents that were open in it. */
export class SteadyEngine {
  /** The first start. */
  readonly ready: Promise<void>;
  /** Settles when requests can be sent: after a break, once the documents are back. */
  available: Promise<void>;
  onBreak: () => void = () => {};
  onRestart: (restart: Restart) => void = () => {};
  private client: EngineClient;
  private id = uniqueId();
  private readonly listens: Listen[] = [];
  private readonly running = new Map<number, { method: string; params: object }>();

  constructor(
    private readonly start: Omit<EngineStart['start'], 'id'>,
    private readonly helpers: Helpers,
  ) {
    this.client = this.connect();
    this.ready = this.client.ready;
    this.available = this.ready;
    this.watch();
  }

  on<K extends keyof EngineEvents & string>(
    event: K,
    listener: (data: EngineEvents[K], buffers: ArrayBuffer[]) => void,
  ): void {
    const listen: Listen = (client) => void client.on(event, listener);
    this.listens.push(listen);
    listen(this.client);
  }

  /** Sends a request; its id names it in progress events and for cancelling. */
  send<K extends keyof EngineMethods & string>(
    method: K,
    params: EngineMethods[K]['params'],
    buffers: ArrayBuffer[] = [],
  ): Pending<EngineMethods[K]['result']> {
    const pending = this.client.send(method, params, buffers);
    this.running.set(pending.id, { method, params });
    const end = () => this.running.delete(pending.id);
    pending.answer.then(end, end);
    return pending;
  }

  request<K extends keyof EngineMethods & string>(
    method: K,
    params: EngineMethods[K]['params'],
    buffers: ArrayBuffer[] = [],
  ): Promise<Answer<EngineMethods[K]['result']>> {
    return this.send(method, params, buffers).answer;
  }

  private connect(): EngineClient {
    const client = new EngineClient({ ...this.start, id: this.id }, this.helpers);
    for (const listen of this.listens) listen(client);
    return client;
  }

  /** Only an engine that has started is started again: what keeps it from starting would do so each time. */
  private watch(): void {
    const { client } = this;
    client.ready.then(
      () => (client.onCrash = (error) => this.restart(error)),
      () => {},
    );
  }

  private restart(error: FotoFunError): void {
    const running = [...this.running.values()].at(-1) ?? null;
    const before = this.id;
    this.client.terminate(error);
    this.onBreak();
    this.id = uniqueId();
    this.client = this.connect();
    this.available = this.client.ready
      .then(() => this.restore(before))
      .then((restored) => {
        this.watch();
        this.onRestart({ running, restored });
      });
    this.available.catch(() => {}); // whoever waits for it is told
  }

  private async restore(engine: string): Promise<number> {
    const { result: leftovers } = await this.request('leftovers', { engine });
    let restored = 0;
    for (const { id: leftover } of leftovers.reverse()) {
      try {
        await this.request('restore_leftover', { leftover });
        await this.request('discard_leftover', { leftover });
        restored += 1;
      } catch {
        // It stays where it is, and is offered at the next visit.
      }
    }
    return restored;
  }
}
