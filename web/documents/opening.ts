import { FotoFunError } from '../errors';
import { request } from '../net';
import type { Workspace } from '../shell/workspace';
import { chooseFiles, PICTURES } from './files';

/** Asks for picture files and opens each as a document. */
export async function chooseAndOpen(workspace: Workspace): Promise<void> {
  await openFiles(workspace, await chooseFiles(PICTURES));
}

/** Opens each file as a document; one that cannot be read does not keep the others from it. */
export async function openFiles(workspace: Workspace, files: readonly File[]): Promise<void> {
  for (const file of files) await workspace.open(file, file.name);
}

/** Opens one of the photos that come with the editor. */
export async function openSample(workspace: Workspace, url: string, name: string): Promise<void> {
  try {
    const response = await request(url, { purpose: 'A sample photo' });
    if (!response.ok) {
      throw new FotoFunError('not_found', 'The sample photo is not there.', 'Open a photo of your own.', '');
    }
    await workspace.open(await response.blob(), name);
  } catch (error) {
    workspace.fail(error);
  }
}
