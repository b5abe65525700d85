import { FotoFunError } from './errors';
import type { ExportResult } from './generated/protocol';
import { t } from './language/words';
import type { Answer } from './rpc';

/** The file that the engine has made. */
export function asFile({ result, buffers }: Answer<ExportResult>): File {
  return new File(buffers, result.name, { type: result.media_type });
}

/** Why a file cannot be opened that is there no more. */
export function unreadable(name: string): FotoFunError {
  return new FotoFunError(
    'unreadable_file',
    t('{name} could not be read.', { name }),
    'It may have been moved or changed since it was chosen; choose it again.',
  );
}
