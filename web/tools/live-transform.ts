import type { ParameterValue } from '../generated/protocol';
import { store } from '../shell/state';
import { optionsOf, type LayerBox } from './layer-box';
import { LiveOperation } from './live-operation';
import type { Matrix } from './matrix';
import type { ToolContext } from './tool';
import { isUntouched, matrixOf, parametersOf, untouched, type Transform } from './transform';

type Values = Record<string, ParameterValue>;

/**
 * A transform while it is made; in the end it is one operation, or nothing. Layers are shown where they go by the
 * graphics processor; what is selected of one must leave a hole, so the engine follows as fast as it can.
 */
export class LiveTransform {
  transform: Transform;
  private readonly document = store.state.document?.id;
  private live: LiveOperation | null = null;

  constructor(
    private readonly context: ToolContext,
    readonly box: LayerBox,
    private readonly values: Values = {},
  ) {
    this.transform = untouched(box.visible);
  }

  show(transform: Transform): void {
    this.transform = transform;
    if (this.box.operation === 'transform_layer') this.setMatrix(matrixOf(transform));
    else this.submit({});
  }

  async commit(values: Values = {}): Promise<void> {
    const { context, transform, box } = this;
    // Another picture may be in front by now, with a layer of the same name.
    if (isUntouched(transform) || store.state.document?.id !== this.document) return this.cancel();
    if (box.operation === 'transform_selected') {
      this.submit(values);
      await this.live?.settle();
      return;
    }
    await context.workspace.run('transform_layer', this.parameters(values), optionsOf(box));
    this.setMatrix(null);
  }

  /** Leaves everything as it is in the document. */
  cancel(): void {
    this.transform = untouched(this.box.visible);
    this.setMatrix(null);
    void this.live?.cancel();
    this.live = null;
  }

  private setMatrix(matrix: Matrix | null): void {
    for (const layer of this.box.layers) this.context.view.viewport.setLayerMatrix(layer, matrix);
  }

  private submit(values: Values): void {
    const { workspace } = this.context;
    this.live ??= new LiveOperation(workspace, 'transform_selected', optionsOf(this.box));
    this.live.submit(this.parameters(values));
  }

  private parameters(values: Values): Values {
    return { ...this.values, ...values, ...parametersOf(this.transform, this.box.reach) };
  }
}
