import { uniqueId } from './unique-id';

/** One request that the editor, or the browser on its behalf, made. */
export interface LedgerEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  when: number;
  /** Who asked: `page`, or the name of a worker. */
  context: string;
  method: string;
  host: string;
  path: string;
  /** Why, in words for people. */
  purpose: string;
  /** Bytes of the body that was sent, and its SHA-256 in hexadecimal; null when nothing was sent. */
  sent: number;
  sha256: string | null;
  /** Whether the body that was sent carries picture data. */
  picture: boolean;
  /** Bytes of the answer's body, decompressed; grows while the body streams. */
  received: number;
  /** How long it took; null while it is under way. */
  milliseconds: number | null;
  /** Where the answer came from, once the browser has said so. */
  source: 'network' | 'cache' | 'service worker' | null;
  state: 'running' | 'ok' | 'failed';
}

const CHANNEL = 'fotofun-ledger';

/** The page's list of every request, its workers' included; oldest first. */
export class Ledger {
  private readonly byId = new Map<string, LedgerEntry>();
  private readonly listeners = new Set<() => void>();

  get entries(): readonly LedgerEntry[] {
    return [...this.byId.values()];
  }

  /** How many requests carried picture data away from the page. */
  get uploads(): number {
    return this.entries.filter((entry) => entry.picture).length;
  }

  /** Calls `listener` after each change; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Add an entry, or replace the one with the same id. */
  record(entry: LedgerEntry): void {
    this.byId.set(entry.id, entry);
    for (const listener of this.listeners) listener();
  }
}

export const ledger = new Ledger();

const inPage = typeof document !== 'undefined';
const channel = new BroadcastChannel(CHANNEL);
if (inPage) channel.onmessage = (message: MessageEvent<LedgerEntry>) => ledger.record(message.data);

/** Who is writing: a worker is known by the name that it was created with. */
const context = inPage ? 'page' : 'registration' in self ? 'service worker' : self.name || 'worker';
const contextId = uniqueId();
let count = 0;

/** A new entry for `url`, not yet written. */
export function newEntry(url: URL, method: string, purpose: string): LedgerEntry {
  count += 1;
  return {
    id: `${contextId}/${count}`,
    when: Date.now(),
    context,
    method,
    host: url.host,
    path: url.pathname + url.search,
    purpose,
    sent: 0,
    sha256: null,
    picture: false,
    received: 0,
    milliseconds: null,
    source: null,
    state: 'running',
  };
}

/** Write `entry`, or what has become of it, to the page's ledger. */
export function write(entry: LedgerEntry): void {
  if (inPage) ledger.record(entry);
  else channel.postMessage(entry);
}
