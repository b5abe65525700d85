import { FotoFunError } from '../errors';
import type {
  SendParams,
  SendResult,
  ServiceInfo,
  ServiceMethods,
  ServiceProgress,
} from '../generated/protocol';
import { t } from '../language/words';
import type { Answer } from '../rpc';
import { store } from '../shell/state';
import { keptChoices } from './choices';
import { ServiceClient } from './client';
import { NO_CONFIG, type ServiceConfig } from './deployment';
import { forgetKey, keepKey, keptKey } from './key-safe';
import type { Looked, ServicePlace } from './methods';
import { type Consent, NO_SERVICE, type ServiceState } from './state';

/** Pauses between looks at a service that does not answer, in seconds. */
const BACK_OFF = [5, 15, 45, 120, 300];

/** After so long what is known of a service that answered is looked at again before it is used. */
const FRESH_MILLISECONDS = 60_000;

/**
 * The AI service that the person chose: the one gate through which a picture can leave this device.
 *
 * Holds the key, asks before the first upload, and refuses what was never agreed to, whoever asks for it.
 */
export class Service {
  /** Told how far what was sent is. */
  onProgress: (progress: ServiceProgress) => void = () => {};
  private readonly client = new ServiceClient();
  private config: ServiceConfig = NO_CONFIG;
  private key = '';
  private lookedAt = -Infinity;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Tasks that may be sent once, and the keys of what was sent under them. */
  private readonly agreedOnce = new Set<string>();
  private readonly sentKeys = new Set<string>();

  constructor() {
    this.client.onProgress = (progress) => this.onProgress(progress);
    const lookAgain = () => {
      if (this.isWatched) void this.look();
    };
    addEventListener('online', lookAgain);
    addEventListener('offline', lookAgain);
  }

  /** Begins with what the deployment says and what was chosen on an earlier visit. */
  async start(config: ServiceConfig): Promise<void> {
    this.config = config;
    this.key = await keptKey();
    this.change({ ...NO_SERVICE, deployment: config.kind, upgrade: config.upgrade });
    this.settle();
    if (this.isWatched) await this.look();
  }

  /** Whether the service at an address would do; nothing is changed. */
  test(endpoint: string, key: string): Promise<Looked> {
    return this.client.look({ ...this.place, endpoint, key: this.keyFor(endpoint, key) });
  }

  /** Takes a service of the person's own, or the page's again where the address is empty. */
  async setUp(endpoint: string, key: string): Promise<{ isKeyKept: boolean }> {
    this.key = this.keyFor(endpoint, key);
    keptChoices.write({ ...keptChoices.read(), endpoint });
    if (!this.key) await forgetKey();
    const isKeyKept = !this.key || (await keepKey(this.key));
    this.settle();
    await this.look();
    return { isKeyKept };
  }

  /** Forgets address, key and consents. */
  async forget(): Promise<void> {
    keptChoices.write({ ...keptChoices.read(), endpoint: '', host: '', consents: {} });
    this.key = '';
    await forgetKey();
    this.settle();
    if (this.isWatched) await this.look();
  }

  /** When pictures go there; `never` is absolute. */
  chooseUse(use: ServiceInfo['use']): void {
    keptChoices.write({ ...keptChoices.read(), use });
    this.settle();
    if (this.isWatched) void this.look();
  }

  /** What is to happen with the pictures of a task, from now on. */
  chooseConsent(task: string, consent: Consent): void {
    const { host } = this.state;
    const consents = { ...this.state.consents, [task]: consent };
    keptChoices.write({ ...keptChoices.read(), host, consents });
    this.change({ consents });
  }

  /** Sees whether the service answers now; while it does not, looks again, less and less often. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    const { endpoint } = this.state;
    if (!endpoint) return;
    const looked = await this.client.look(this.place);
    if (this.state.endpoint !== endpoint) return;
    this.lookedAt = performance.now();
    const { health, problem, tasks, usage } = looked;
    // What it could do when it answered last is what it is needed for.
    this.change({ health, problem, usage, tasks: health === 'ready' ? tasks : this.state.tasks });
    this.failures = health === 'offline' ? this.failures + 1 : 0;
    if (health !== 'offline') return;
    const seconds = BACK_OFF[Math.min(this.failures, BACK_OFF.length) - 1] ?? 300;
    this.timer = setTimeout(() => this.isWatched && void this.look(), seconds * 1000);
  }

  /** Answers one of the engine's requests about the service. */
  async request<K extends keyof ServiceMethods>(
    method: K,
    params: ServiceMethods[K]['params'],
    buffers: ArrayBuffer[],
    signal: AbortSignal,
  ): Promise<Answer<ServiceMethods[K]['result']>> {
    // The map of types holds for each branch, which the compiler cannot see.
    type Result = Answer<ServiceMethods[K]['result']>;
    if (method === 'service') return { result: await this.info(), buffers: [] } as Result;
    if (method === 'consent') {
      const { task, bytes } = params as ServiceMethods['consent']['params'];
      return { result: { agreed: await this.ask(task, bytes, signal) }, buffers: [] } as Result;
    }
    return (await this.send(params as SendParams, buffers, signal)) as Result;
  }

  /** The key that was typed; without one the kept one, which is never sent to another address. */
  private keyFor(endpoint: string, typed: string): string {
    return typed || (endpoint === this.state.endpoint ? this.key : '');
  }

  private get state(): ServiceState {
    return store.state.service;
  }

  private get place(): ServicePlace {
    return { endpoint: this.state.endpoint, key: this.key, seconds: this.config.timeout };
  }

  /** Whether there is anything to look at: a service, and leave to use it. */
  private get isWatched(): boolean {
    return this.state.endpoint !== '' && this.state.use !== 'never';
  }

  private change(change: Partial<ServiceState>): void {
    store.set({ service: { ...this.state, ...change } });
  }

  /** Makes of deployment and choices what holds now. */
  private settle(): void {
    clearTimeout(this.timer);
    const { endpoint: own, use, host: agreedHost, consents } = keptChoices.read();
    const isOffline = this.config.kind === 'offline';
    const given = this.config.endpoint && new URL(this.config.endpoint, document.baseURI).href;
    const endpoint = isOffline ? '' : own || given;
    const host = endpoint && new URL(endpoint).host;
    this.failures = 0;
    this.lookedAt = -Infinity;
    this.agreedOnce.clear();
    this.change({
      endpoint,
      host,
      isGiven: !own && endpoint !== '',
      use: isOffline ? 'never' : use,
      // What was agreed to for one host says nothing about another.
      consents: host === agreedHost ? consents : {},
      hasKey: this.key !== '',
      health: 'unknown',
      problem: '',
      tasks: [],
      usage: null,
    });
  }

  private async info(): Promise<ServiceInfo> {
    const isStale = performance.now() - this.lookedAt > FRESH_MILLISECONDS;
    if (this.isWatched && isStale) await this.look();
    const { host, health, use, tasks, consents } = this.state;
    const those = (consent: Consent) => tasks.filter((task) => consents[task] === consent);
    return {
      host,
      health,
      use,
      tasks: [...tasks],
      allowed: those('always'),
      refused: those('never'),
      most_bytes: this.config.max_bytes,
      formats: this.config.formats,
    };
  }

  /** Asks the person, in the consent dialog; closing it means no. */
  private async ask(task: string, bytes: number, signal: AbortSignal): Promise<boolean> {
    if (this.state.use === 'never' || this.state.consents[task] === 'never') return false;
    return new Promise((resolve) => {
      const settle = (agreed: boolean, isLasting: boolean) => {
        if (isLasting) this.chooseConsent(task, agreed ? 'always' : 'never');
        else if (agreed) this.agreedOnce.add(task);
        store.set({ consentQuestion: null });
        resolve(agreed);
      };
      signal.addEventListener('abort', () => settle(false, false));
      store.set({ consentQuestion: { task, bytes, answer: settle } });
    });
  }

  private async send(
    params: SendParams,
    buffers: ArrayBuffer[],
    signal: AbortSignal,
  ): Promise<Answer<SendResult>> {
    this.refuseUnagreed(params);
    const stop = () => void this.client.stop(params.key).catch(() => {});
    signal.addEventListener('abort', stop);
    try {
      const answer = await this.client.send(this.place, params, buffers);
      if (answer.result.status === 401 || answer.result.status === 429 || this.state.usage)
        this.lookedAt = -Infinity;
      return answer;
    } catch (error) {
      if (error instanceof FotoFunError && error.info.kind === 'offline') void this.look();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Nothing leaves this device that nobody agreed to; a second try of the same needs no second answer. */
  private refuseUnagreed({ task, key }: SendParams): void {
    const { use, endpoint, host, consents } = this.state;
    const isAgreed = consents[task] === 'always' || this.sentKeys.has(key) || this.agreedOnce.delete(task);
    if (endpoint && use !== 'never' && consents[task] !== 'never' && isAgreed) {
      this.sentKeys.add(key);
      return;
    }
    throw new FotoFunError(
      'remote_consent_required',
      t('The picture was not sent to {host}, because nobody agreed to that.', { host: host || '—' }),
      'Allow it when you are asked, or in the settings of the AI service.',
    );
  }
}
