import { store, type DropTarget } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { pasteFile } from './clipboard';
import { openFiles } from './opening';
import { placeFiles } from './placing';

/** What marks the elements on which dropped pictures become layers. */
const PLACES = '[data-drop="layer"]';

/** Takes pictures that are dropped on the page, as documents or with Alt as layers, or pasted into it. */
export function listenToIntake(workspace: Workspace): void {
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const show = (dropTarget: DropTarget | null) => {
    if (dropTarget !== store.state.dropTarget) store.set({ dropTarget });
  };
  const targetOf = (event: DragEvent): DropTarget => {
    const isPlace = event.composedPath().some((node) => node instanceof Element && node.matches(PLACES));
    return store.state.document && (event.altKey || isPlace) ? 'layer' : 'document';
  };

  window.addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth += 1;
    show(targetOf(event));
  });
  window.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(targetOf(event));
    if (event.dataTransfer) event.dataTransfer.dropEffect = store.state.boot.failed ? 'none' : 'copy';
  });
  window.addEventListener('dragleave', () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) show(null);
  });
  window.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    const target = targetOf(event);
    show(null);
    if (store.state.boot.failed) return;
    const files = [...(event.dataTransfer?.files ?? [])];
    void (target === 'layer' ? placeFiles(workspace, files) : openFiles(workspace, files));
  });

  window.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const picture = files.find(({ type }) => type.startsWith('image/'));
    if (!picture || store.state.dialog || store.state.boot.failed) return;
    event.preventDefault();
    void pasteFile(workspace, picture);
  });
}
