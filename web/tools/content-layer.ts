import type { LayerInfo, ParameterValue } from '../generated/protocol';
import { activeLayer } from '../panels/parameters';
import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import { LiveOperation } from './live-operation';
import { apply, IDENTITY, inverse, type Matrix } from './matrix';
import { operationParams } from './operation-params';
import type { ToolContext } from './tool';

type Values = Record<string, ParameterValue>;

const BURST = 800; // milliseconds in which changes of the options are one step

/** Who has the layer in hand for a while, so that it follows neither the options nor they it. */
export interface Holder {
  readonly holds: boolean;
  /** The options were changed meanwhile. */
  change(): void;
}

/**
 * The active layer, where it is what a tool makes: its parameters are in the options bar, and what is changed there
 * changes the layer.
 */
export class ContentLayer {
  private readonly unsubscribe: () => void;
  private seenDocument = store.state.document;
  private seenValues = store.state.toolValues;
  private burst: { live: LiveOperation; at: number } | null = null;

  constructor(
    private readonly context: ToolContext,
    private readonly operation: string,
    /** Parameters that the pointer or the keys set, not the options bar. */
    private readonly given: readonly string[],
    private readonly holder: Holder | null = null,
  ) {
    this.unsubscribe = store.subscribe(() => this.follow());
    this.takeUp();
  }

  get layer(): LayerInfo | null {
    const layer = activeLayer(store.state);
    return layer?.content?.operation === this.operation ? layer : null;
  }

  get values(): Values | null {
    return this.layer?.content?.params ?? null;
  }

  /** From places that the content was drawn for to places of the document. */
  get matrix(): Matrix {
    return (this.layer?.placement?.matrix as Matrix | undefined) ?? IDENTITY;
  }

  toDocument(point: Point): Point {
    return apply(this.matrix, point);
  }

  toContent(point: Point): Point {
    return apply(inverse(this.matrix), point);
  }

  /** Changes of the content that are one step of the history together. */
  change(): LiveOperation | null {
    const { layer } = this;
    return (
      layer &&
      new LiveOperation(this.context.workspace, this.operation, { target: 'content', layer: layer.id })
    );
  }

  end(): void {
    this.unsubscribe();
  }

  private follow(): void {
    const { document, toolValues } = store.state;
    if (document !== this.seenDocument) {
      this.seenDocument = document;
      // While the layer follows the options, they are ahead of it.
      if (!this.holder?.holds && !this.burst?.live.isRunning) this.takeUp();
      this.context.redraw();
    } else if (toolValues !== this.seenValues) {
      this.seenValues = toolValues;
      if (this.holder?.holds) this.holder.change();
      else this.pass();
    }
  }

  /** The options show what the layer has. */
  private takeUp(): void {
    const { values, given } = this;
    for (const [name, value] of Object.entries(values ?? {})) {
      if (given.includes(name) || isSame(value, this.context.values[name])) continue;
      this.context.set(name, value);
    }
    this.seenValues = store.state.toolValues;
  }

  /** The layer becomes what the options are set to. */
  private pass(): void {
    const { values } = this;
    if (!values) return;
    const kept = Object.entries(values).filter(([name]) => this.given.includes(name));
    const wanted = { ...operationParams(this.operation, this.context.values), ...Object.fromEntries(kept) };
    if (isSame(wanted, values)) return;
    const now = performance.now();
    if (!this.burst || now - this.burst.at > BURST) {
      const live = this.change();
      if (!live) return;
      this.burst = { live, at: now };
    }
    this.burst.at = now;
    this.burst.live.submit(wanted);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
