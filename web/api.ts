import type { Editor } from './editor';

/** What scripts and pages that embed the editor may use; the README documents it. */
export type Api = Pick<
  Editor,
  | 'ready'
  | 'open'
  | 'newDocument'
  | 'documents'
  | 'activate'
  | 'close'
  | 'run'
  | 'undo'
  | 'redo'
  | 'document'
  | 'catalog'
  | 'export'
  | 'cancel'
  | 'on'
>;

declare global {
  interface Window {
    fotofun: Api;
  }
}

/** Puts the editor's scripting interface at `window.fotofun`. */
export function publish(editor: Editor): void {
  window.fotofun = {
    ready: editor.ready,
    open: (blob, name) => editor.open(blob, name),
    newDocument: (params) => editor.newDocument(params),
    documents: () => editor.documents(),
    activate: (document) => editor.activate(document),
    close: (document) => editor.close(document),
    run: (operation, params, options) => editor.run(operation, params, options),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    document: () => editor.document(),
    catalog: () => editor.catalog(),
    export: (options) => editor.export(options),
    cancel: () => editor.cancel(),
    on: (event, listener) => editor.on(event, listener),
  };
}
