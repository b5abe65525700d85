import { errorInfo, FotoFunError } from '../errors';
import type { ErrorInfo, JournalEntry, RecoverParams } from '../generated/protocol';
import { Journals, type Leftover } from './journals';

/** What the page asks about journals; the engine's worker answers, Python does not. */
export interface JournalMethods {
  /** What can be restored: of one engine that has ended, or of all that are gone. */
  leftovers: { params: { engine: string | null }; result: Leftover[] };
  discard_leftover: { params: { leftover: string }; result: Record<string, never> };
}

/** The worker's side of keeping work: journals, or the knowledge that there are none. */
export class Keeping {
  private journals: Promise<Journals | null> = Promise.resolve(null);

  /** Called once, when work cannot be kept, or not any more. */
  constructor(private readonly onFailure: (error: ErrorInfo) => void) {}

  /** From now on, journals are written in a folder of this name. */
  start(engine: string): void {
    const failed = (error: unknown) => this.onFailure(failure(error));
    this.journals = Journals.open(engine, failed).catch((error: unknown) => {
      failed(error);
      return null;
    });
  }

  async add({ document, ...request }: JournalEntry, buffers: ArrayBuffer[]): Promise<void> {
    const journals = await this.journals;
    if (request.method === 'close_document') journals?.end(document);
    else journals?.add(document, { ...request, buffers });
  }

  /** The request by which Python restores a document, and its buffers. */
  async recovery(leftover: string): Promise<{ params: RecoverParams; buffers: ArrayBuffer[] }> {
    const kept = (await (await this.journals)?.read(leftover)) ?? [];
    const records = kept.map(({ buffers, ...request }) => ({ ...request, buffers: buffers.length }));
    return { params: { records }, buffers: kept.flatMap(({ buffers }) => buffers) };
  }

  readonly answers: {
    [K in keyof JournalMethods]: (
      params: JournalMethods[K]['params'],
    ) => Promise<JournalMethods[K]['result']>;
  } = {
    leftovers: async ({ engine }) => {
      const journals = await this.journals;
      if (!journals) return [];
      return engine === null ? journals.leftovers() : journals.leftoversOf(engine);
    },
    discard_leftover: async ({ leftover }) => {
      await (await this.journals)?.discard(leftover);
      return {};
    },
  };
}

function failure(error: unknown): ErrorInfo {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return isFull
    ? new FotoFunError(
        'storage_full',
        'There is no room left on this device to keep a copy of your work while you edit.',
        'Save your work to a file now, then free some space.',
        'What you see is complete.',
      ).info
    : {
        ...errorInfo(error),
        kind: 'storage_denied',
        what: 'This browser does not let FotoFun keep a copy of your work while you edit.',
        kept: 'Everything else works.',
        advice: 'Save your work to a file before you close the page.',
      };
}
