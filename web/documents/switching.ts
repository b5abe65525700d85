/** Which of the open documents is shown, and closing them. */
import type { DocumentsInfo } from '../generated/protocol';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { View } from '../viewport/view';

/** Follows the editor's documents: the state knows them, each keeps its zoom and place, unsaved ones are asked for. */
export function followDocuments(workspace: Workspace): void {
  const views = new Map<number, View>();
  let returning: View | undefined;
  let isCovered = false;

  // A file's early look lies over the active document, which must be as it was if the file cannot be read.
  workspace.editor.on('opening', (name) => {
    const { active } = store.state.documents;
    const seen = active === null ? undefined : views.get(active);
    if (name !== null && active !== null && !isCovered) views.set(active, workspace.view.view);
    if (name === null && isCovered && seen) workspace.view.view = seen;
    isCovered = name !== null;
  });

  workspace.editor.on('documents', (documents: DocumentsInfo) => {
    const before = store.state.documents.active;
    if (documents.active === before) {
      store.set({ documents });
      return;
    }
    if (before !== null && !isCovered) views.set(before, workspace.view.view);
    const open = new Set(documents.documents.map(({ id }) => id));
    for (const id of views.keys()) if (!open.has(id)) views.delete(id);
    isCovered = false;
    returning = documents.active === null ? undefined : views.get(documents.active);
    workspace.compare('off');
    store.set({ documents, pending: {}, ...(documents.active === null && { document: null }) });
  });
  workspace.editor.on('document', ({ id }) => {
    if (!returning || id !== store.state.documents.active) return;
    workspace.view.view = returning;
    returning = undefined;
  });

  window.addEventListener('beforeunload', (event) => {
    if (store.state.documents.documents.some(({ changed }) => changed)) event.preventDefault();
  });
}

/** Shows another open document. */
export async function activate(workspace: Workspace, id: number): Promise<void> {
  if (id === store.state.documents.active) return;
  await workspace.attempt(() => workspace.editor.activate(id));
}

/** Shows the document whose tab is so many after the active one's, around the end. */
export async function activateBeside(workspace: Workspace, by: 1 | -1): Promise<void> {
  const { active, documents } = store.state.documents;
  const from = documents.findIndex(({ id }) => id === active);
  const next = documents[(from + by + documents.length) % documents.length];
  if (next) await activate(workspace, next.id);
}

/** Closes a document; asks first where there are changes that are in no file. */
export async function close(workspace: Workspace, id: number): Promise<void> {
  const document = store.state.documents.documents.find((candidate) => candidate.id === id);
  if (document?.changed) store.set({ closing: id, dialog: 'close-document' });
  else if (document) await closeUnasked(workspace, id);
}

/** Closes a document as it is. */
export async function closeUnasked(workspace: Workspace, id: number): Promise<void> {
  await workspace.attempt(() => workspace.editor.close(id));
}

/** Closes all documents without changes, then asks about the others, one after the other as they are closed. */
export async function closeAll(workspace: Workspace): Promise<void> {
  for (const { id, changed } of store.state.documents.documents) {
    if (!changed) await closeUnasked(workspace, id);
  }
  const [left] = store.state.documents.documents;
  if (left) await close(workspace, left.id);
}
