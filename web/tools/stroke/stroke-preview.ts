import type { LayerInfo, ParameterValue } from '../../generated/protocol';
import { editTarget, paintOptions } from '../../masks/edit-target';
import { activeLayer } from '../../panels/parameters';
import { store } from '../../shell/state';
import type { LiveStroke } from '../../viewport/live-stroke';
import { LiveOperation } from '../live-operation';
import type { ToolContext } from '../tool';
import type { Brush } from './brush';
import { DabTrail, tipOf, type Dab, type StrokePoint } from './dabs';

type Params = Record<string, ParameterValue>;

/** Shows a stroke while it is drawn, and leaves it in the picture at its end. */
export interface StrokePreview {
  /** How many points of the stroke are seen already. */
  readonly shown: number;
  add(points: readonly StrokePoint[]): void;
  commit(): Promise<void>;
  cancel(): void;
}

export function previewOf(brush: Brush, context: ToolContext, params: Params): StrokePreview {
  const layer = activeLayer(store.state);
  const { shows, operation } = brush;
  // Masks are painted by the engine; what cannot be painted on, the engine says with its first try.
  if (shows !== 'way' && (editTarget() || layer?.kind !== 'pixel' || shows === 'engine'))
    return new EnginePreview(context, operation, params, true);
  if (shows === 'way' || layer?.kind !== 'pixel') return new EnginePreview(context, operation, params, false);
  return new GraphicsPreview(context, operation, params, layer, {
    kind: shows,
    aliased: brush.aliased ?? false,
  });
}

/** The graphics processor draws the dabs as they come; the engine makes the stroke at its end. */
class GraphicsPreview implements StrokePreview {
  readonly shown = Infinity;
  private readonly points: StrokePoint[] = [];
  private readonly trail: DabTrail;
  private readonly hardness: number;

  constructor(
    private readonly context: ToolContext,
    private readonly operation: string,
    private readonly params: Params,
    layer: LayerInfo,
    { kind, aliased }: { kind: 'paint' | 'erase'; aliased: boolean },
  ) {
    const tip = tipOf(params, aliased);
    this.trail = new DabTrail(tip);
    this.hardness = tip.hardness;
    this.live.begin({
      layer: layer.id,
      kind,
      aliased,
      colour: String(params['colour'] ?? '#000000'),
      opacity: Number(params['opacity']) / 100,
      blend: String(params['blend_mode'] ?? 'normal'),
      keepsAlpha: layer.locks.includes('alpha'),
    });
  }

  add(points: readonly StrokePoint[]): void {
    this.points.push(...points);
    this.draw(this.trail.add(points));
  }

  async commit(): Promise<void> {
    this.draw(this.trail.finish());
    this.live.end();
    const { editor } = this.context.workspace;
    try {
      await editor.run(this.operation, { ...this.params, points: this.points });
    } catch (error) {
      this.live.cancel();
      this.context.workspace.fail(error);
    }
  }

  cancel(): void {
    this.live.cancel();
  }

  private draw(dabs: readonly Dab[]): void {
    for (const { x, y, radius, flow } of dabs) this.live.dab(x, y, radius, this.hardness, flow);
  }

  private get live(): LiveStroke {
    return this.context.view.viewport.stroke;
  }
}

/** The engine makes the stroke as it is so far, again and again. */
class EnginePreview implements StrokePreview {
  shown = 0;
  private points: readonly StrokePoint[] = [];
  private readonly live: LiveOperation;

  constructor(
    context: ToolContext,
    operation: string,
    private readonly params: Params,
    /** Whether the stroke is made while it grows; otherwise only its way is shown until its end. */
    private readonly grows: boolean,
  ) {
    this.live = new LiveOperation(context.workspace, operation, paintOptions(), (shown) => {
      this.shown = (shown['points'] as StrokePoint[]).length;
      context.redraw();
    });
  }

  add(points: readonly StrokePoint[]): void {
    this.points = [...this.points, ...points];
    if (this.grows) this.submit();
  }

  async commit(): Promise<void> {
    if (!this.grows) this.submit();
    await this.live.settle();
  }

  cancel(): void {
    void this.live.cancel();
  }

  private submit(): void {
    this.live.submit({ ...this.params, points: this.points as StrokePoint[] });
  }
}
