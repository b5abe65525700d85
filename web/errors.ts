import { t } from './language/words';
import type { ErrorInfo } from './generated/protocol';

/** Something could not be done: what happened, what was kept, what to do next; `kind` is for programs. */
export class FotoFunError extends Error {
  readonly info: ErrorInfo;

  constructor(kind: string, what: string, advice = '', kept = 'Your picture is unchanged.') {
    super([what, kept, advice].filter(Boolean).join(' '));
    this.name = 'FotoFunError';
    this.info = { kind, what, kept, advice };
  }

  static from(info: ErrorInfo): FotoFunError {
    return new FotoFunError(info.kind, info.what, info.advice, info.kept);
  }
}

/** Any thrown value as the protocol's error; what we did not foresee is a fault of ours and says so. */
export function errorInfo(thrown: unknown): ErrorInfo {
  if (thrown instanceof FotoFunError) return thrown.info;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new FotoFunError(
    'internal_error',
    t('Something went wrong in FotoFun: {text}', { text }),
    'Try again, or reload the page.',
  ).info;
}
