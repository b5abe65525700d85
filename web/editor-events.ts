/** What an editor tells those who listen to it. */
import { checkListener } from './arguments';
import type { Restart } from './engine/steady-engine';
import type { BootProgress } from './engine/worker';
import type { FotoFunError } from './errors';
import type { DocumentInfo, DocumentsInfo, Progress } from './generated/protocol';

export interface EditorEvents {
  /** How far Python is with starting. */
  boot: BootProgress;
  /** A document changed, by a command, undo or redo, or another became the active one. */
  document: DocumentInfo;
  /** Documents were opened, closed or saved, or another became the active one. */
  documents: DocumentsInfo;
  /** The name of a file that is about to be shown; null when it is open, or could not be opened. */
  opening: string | null;
  /** How far the running command is. */
  progress: Progress;
  /** Whether a command is running. */
  busy: boolean;
  /** A sentence about what was done. */
  message: { text: string; operation: string };
  /** Something failed outside any call, such as the start of Python. */
  error: FotoFunError;
  /** Python broke and was started again; `restored` documents are back as they were. */
  restart: Restart;
  /** The view has drawn a frame. */
  frame: null;
  /** A new version of the editor is ready; `reload` changes to it. */
  update: { reload: () => void };
}

type Listeners = { [K in keyof EditorEvents]: Set<(data: EditorEvents[K]) => void> };

/** Keeps the listeners, and calls them. */
export class EditorEventTarget {
  private readonly listeners: Listeners = {
    boot: new Set(),
    document: new Set(),
    documents: new Set(),
    opening: new Set(),
    progress: new Set(),
    busy: new Set(),
    message: new Set(),
    error: new Set(),
    restart: new Set(),
    frame: new Set(),
    update: new Set(),
  };

  /** Calls the listener at each event; returns what ends that. */
  on<K extends keyof EditorEvents>(event: K, listener: (data: EditorEvents[K]) => void): () => void {
    checkListener(this.listeners, event, listener);
    const listeners = this.listeners[event];
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Tells the listeners; the shell uses it for what only it knows, such as a new version. */
  emit<K extends keyof EditorEvents>(event: K, data: EditorEvents[K]): void {
    for (const listener of this.listeners[event]) {
      try {
        listener(data);
      } catch (error) {
        // A fault of one listener must not keep the others, or the command, from going on.
        reportError(error);
      }
    }
  }
}
