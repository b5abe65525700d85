import type { SendParams, SendResult, ServiceProgress } from '../generated/protocol';
import { type Answer, WorkerClient } from '../rpc';
import type { Looked, ServicePlace, ServiceWorkerEvents, ServiceWorkerMethods } from './methods';

/** The page's side of the worker that talks to the service; the worker is made when it is first needed. */
export class ServiceClient {
  private client: WorkerClient<ServiceWorkerMethods, ServiceWorkerEvents> | null = null;

  /** How far what was sent is. */
  onProgress: (progress: ServiceProgress) => void = () => {};

  async look(place: ServicePlace): Promise<Looked> {
    return (await this.worker().request('look', place)).result;
  }

  send(place: ServicePlace, params: SendParams, buffers: ArrayBuffer[]): Promise<Answer<SendResult>> {
    return this.worker().request('send', { ...params, place }, buffers);
  }

  /** Gives up what is being sent with that key; the service sees that nobody waits any more. */
  async stop(key: string): Promise<void> {
    await this.client?.request('stop', { key });
  }

  private worker(): WorkerClient<ServiceWorkerMethods, ServiceWorkerEvents> {
    if (this.client) return this.client;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'service' });
    const client = new WorkerClient<ServiceWorkerMethods, ServiceWorkerEvents>(worker);
    client.onCrash = () => (this.client = null);
    client.on('service_progress', (progress) => this.onProgress(progress));
    this.client = client;
    return client;
  }
}
