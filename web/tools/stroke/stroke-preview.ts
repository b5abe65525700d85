import type { ParameterValue } from '../../generated/protocol';
import { LiveOperation } from '../live-operation';
import type { ToolContext } from '../tool';
import type { Brush } from './brush';
import type { StrokePoint } from './dabs';

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
  return new EnginePreview(context, brush.operation, params, brush.shows !== 'way');
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
    this.live = new LiveOperation(context.workspace, operation, {}, (shown) => {
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
