import { store, type State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Viewport } from '../viewport/viewport';
import { pickTool } from './pick';
import { toolNamed } from './registry';
import type { Tool, ToolContext, ToolSession, ToolView } from './tool';
import { setValue, valuesOf } from './values';

const RECENT = 40;

/** Keeps the chosen tool in use: begins its session, ends it for the next one, tells who draws it. */
export class ToolHost {
  session: ToolSession | null = null;
  /** Whether the space bar is held, so that the pointer moves the view. */
  isNavigating = false;
  /** What the session is for. */
  private current: { tool: Tool | null; document: number | null } = { tool: null, document: null };
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly workspace: Workspace,
    readonly viewport: Viewport,
  ) {
    store.subscribe(() => this.follow());
    workspace.editor.on('frame', () => this.redraw());
    this.follow();
  }

  /** Calls the listener when the overlay, the options or the cursor may have changed. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  redraw(): void {
    const cursor = this.isNavigating ? 'grab' : (this.session?.cursor?.() ?? 'default');
    this.viewport.setCursor(this.session ? cursor : null);
    for (const listener of this.listeners) listener();
  }

  /** A tool needs a document; with each the session begins anew. */
  private follow(): void {
    const document = store.state.document?.id ?? null;
    const tool = document === null ? null : toolInUse(store.state);
    if (tool === this.current.tool && document === this.current.document) return;
    this.session?.end();
    this.current = { tool, document };
    this.session = tool?.start(this.context(tool)) ?? null;
    this.redraw();
  }

  private context(tool: Tool): ToolContext {
    const { viewport } = this;
    const view: ToolView = {
      toScreen: (point) => viewport.toScreen(point),
      toPicture: (point) => viewport.toPicture(point),
      get zoom() {
        return viewport.scale;
      },
      viewport,
    };
    return {
      workspace: this.workspace,
      view,
      redraw: () => this.redraw(),
      get values() {
        return valuesOf(tool, store.state);
      },
      set: (name, value) => setValue(tool, name, value),
    };
  }
}

/** The chosen tool, unless a form asks for a place; while an operation is set up, pointers only move the view. */
function toolInUse({ pick, dialog, tool }: State): Tool | null {
  if (pick) return pickTool;
  return dialog === 'operation' ? null : toolNamed(tool);
}

/** Chooses a tool. */
export function chooseTool(name: string): void {
  const recentTools = [name, ...store.state.recentTools.filter((other) => other !== name)].slice(0, RECENT);
  store.set({ tool: name, recentTools });
}
