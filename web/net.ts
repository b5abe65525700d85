import { t } from './language/words';
import { FotoFunError } from './errors';
import { newEntry, write, type LedgerEntry } from './ledger';
import { expectTiming } from './resource-timing';

export { ledger, type LedgerEntry } from './ledger';

export interface NetInit extends RequestInit {
  /** Why this request is made, in words for people. */
  purpose: string;
  /** Whether the body carries picture data; a body does unless this says otherwise. */
  picture?: boolean;
  /**
   * Return the browser's own response, needed where it compiles WebAssembly and keeps the compiled code.
   * Its bytes then enter the ledger when it has arrived, not while it streams.
   */
  untouched?: boolean;
}

const allowedHosts = new Set<string>([location.host]);

/** Allow requests to `hosts` too (`name` or `name:port`); the page's own host always is allowed. */
export function allowHosts(hosts: Iterable<string>): void {
  for (const host of hosts) allowedHosts.add(host);
}

/**
 * The one way to the network: `fetch`, written to the ledger.
 *
 * Works in the page and in workers. Rejects with kind `host_refused` before anything is sent when the host is
 * neither the page's own nor allowed, and with kind `offline` when the server cannot be reached.
 */
export async function request(url: string | URL, init: NetInit): Promise<Response> {
  const { purpose, picture, untouched, ...fetchInit } = init;
  const target = new URL(url, typeof document === 'undefined' ? location.href : document.baseURI);
  refuseForeign(target);
  const entry = newEntry(target, (init.method ?? 'GET').toUpperCase(), purpose);
  if (init.body != null) await attachBody(entry, target, fetchInit, picture ?? true);
  write(entry);
  const finish = expectTiming(target.href, entry);
  let response: Response;
  try {
    response = await fetch(target, fetchInit);
  } catch (error) {
    finish('failed');
    if (fetchInit.signal?.aborted) throw error;
    throw unreachable(target);
  }
  if (!response.body) finish(response.ok ? 'ok' : 'failed');
  if (!response.body || untouched) return response;
  return counted(response, response.body, entry, finish);
}

function refuseForeign(target: URL): void {
  if (/^https?:$/.test(target.protocol) && allowedHosts.has(target.host)) return;
  throw new FotoFunError(
    'host_refused',
    t(
      'A request to {place} was stopped before anything was sent, because that place is not in the list of allowed hosts.',
      { place: target.host || target.protocol },
    ),
    'Add it to the configuration if you trust it.',
  );
}

function unreachable(target: URL): FotoFunError {
  return navigator.onLine
    ? new FotoFunError(
        'offline',
        t('{host} did not answer.', { host: target.host }),
        'Check the connection and try again.',
      )
    : new FotoFunError('offline', 'There is no connection to the network.', 'Try again when you are online.');
}

/** Read the body once, so that exactly the bytes that are counted and hashed are the ones that are sent. */
async function attachBody(
  entry: LedgerEntry,
  target: URL,
  init: RequestInit,
  picture: boolean,
): Promise<void> {
  const probe = new Request(target, init);
  const bytes = await probe.arrayBuffer();
  init.body = bytes;
  init.headers = probe.headers;
  entry.sent = bytes.byteLength;
  entry.picture = picture;
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  entry.sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The same response, whose body reports to the ledger how much of it has arrived. */
function counted(
  response: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  entry: LedgerEntry,
  finish: (state: 'ok' | 'failed') => void,
): Response {
  const reader = body.getReader();
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            finish(response.ok ? 'ok' : 'failed');
            controller.close();
          } else {
            entry.received += value.byteLength;
            controller.enqueue(value);
          }
        } catch (error) {
          finish('failed');
          controller.error(error);
        }
      },
      async cancel(reason) {
        finish('failed');
        await reader.cancel(reason);
      },
    },
    // Nothing waits in a queue here, where an error that follows would drop it.
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  const answer = new Response(stream, { status, statusText, headers });
  Object.defineProperty(answer, 'url', { value: response.url });
  return answer;
}
