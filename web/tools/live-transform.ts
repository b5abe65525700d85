import type { ParameterValue } from '../generated/protocol';
import type { Workspace } from '../shell/workspace';
import { LiveOperation } from './live-operation';
import { parametersOf, type Transform } from './transform';
import type { Rectangle } from './outline';

/** Shows a layer's transform while it is made; in the end it is one step of the history, or none. */
export class LiveTransform {
  private readonly live: LiveOperation;

  constructor(
    workspace: Workspace,
    layer: string,
    /** Outside it the layer has no pixels. */
    private readonly reach: Rectangle,
  ) {
    this.live = new LiveOperation(workspace, 'transform_layer', { layer });
  }

  show(transform: Transform, values: Record<string, ParameterValue> = {}): void {
    this.live.submit({ ...values, ...parametersOf(transform, this.reach) });
  }

  /** Waits until the layer is as it was last shown. */
  async commit(): Promise<void> {
    await this.live.settle();
  }

  async cancel(): Promise<void> {
    await this.live.cancel();
  }
}
