import type { ParameterValue } from '../generated/protocol';
import { store } from '../shell/state';
import type { LayerBox } from './layer-box';
import type { ToolContext } from './tool';
import { isUntouched, matrixOf, parametersOf, untouched, type Transform } from './transform';

/** A layer's transform while it is made: the graphics processor shows it; in the end it is one operation, or nothing. */
export class LiveTransform {
  transform: Transform;
  private readonly document = store.state.document?.id;

  constructor(
    private readonly context: ToolContext,
    readonly box: LayerBox,
  ) {
    this.transform = untouched(box.visible);
  }

  show(transform: Transform): void {
    this.transform = transform;
    this.context.view.viewport.setLayerMatrix(this.box.layer, matrixOf(transform));
  }

  async commit(values: Record<string, ParameterValue> = {}): Promise<void> {
    const { context, transform, box } = this;
    // Another picture may be in front by now, with a layer of the same name.
    if (isUntouched(transform) || store.state.document?.id !== this.document) return this.cancel();
    const params = { ...values, ...parametersOf(transform, box.reach) };
    await context.workspace.run('transform_layer', params, { layer: box.layer });
    this.cancel();
  }

  /** Shows the layer as it is in the document. */
  cancel(): void {
    this.context.view.viewport.setLayerMatrix(this.box.layer, null);
  }
}
