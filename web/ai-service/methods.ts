import type { Nothing, SendParams, SendResult, ServiceInfo, ServiceProgress } from '../generated/protocol';

/** Where a service is and how it is asked. */
export interface ServicePlace {
  /** Its address, ending with a slash. */
  endpoint: string;
  /** Empty where it wants none. */
  key: string;
  /** After so many seconds a task is given up. */
  seconds: number;
}

/** What a key has used and may use; without a quota nothing is left or reset. */
export interface Usage {
  plan: string;
  quota_megapixels: number | null;
  used_megapixels: number;
  left_megapixels: number | null;
  resets_at: string | null;
}

/** What a look at the service found; `problem` is a sentence where it is not ready. */
export interface Looked {
  health: ServiceInfo['health'];
  problem: string;
  tasks: string[];
  usage: Usage | null;
}

/** What the page asks of the worker that talks to the service. */
export interface ServiceWorkerMethods {
  look: { params: ServicePlace; result: Looked };
  send: { params: SendParams & { place: ServicePlace }; result: SendResult };
  /** Give up what is being sent with that key. */
  stop: { params: { key: string }; result: Nothing };
}

export interface ServiceWorkerEvents {
  service_progress: ServiceProgress;
}
