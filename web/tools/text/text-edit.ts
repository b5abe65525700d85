import type { ParameterValue } from '../../generated/protocol';
import { store } from '../../shell/state';
import { LiveOperation } from '../live-operation';
import { operationParams } from '../operation-params';
import type { ToolContext } from '../tool';
import type { Caret } from './caret-view';

type Values = Record<string, ParameterValue>;

/** A text layer while somebody writes in it: the engine sets each change, all of them are one step of the history. */
export class TextEdit {
  carets: readonly Caret[] = [];
  private readonly live: LiveOperation;
  private place: ParameterValue;
  private align: ParameterValue | undefined;

  constructor(
    private readonly context: ToolContext,
    /** The layer that is changed; none for one that is new. */
    readonly layer: string | null,
    private text: string,
    /** Where the text stands, in percent of what the layer is drawn for. */
    place: ParameterValue,
    /** The width that the place is in percent of. */
    private readonly width: number,
    private readonly onShown: () => void,
  ) {
    this.place = place;
    this.align = context.values['align'];
    const options = layer === null ? ({ target: 'layer' } as const) : ({ target: 'content', layer } as const);
    this.live = new LiveOperation(context.workspace, 'text', options, () => void this.measure());
  }

  write(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.submit();
  }

  /** The options were changed. */
  restyle(): void {
    const { align, width } = this.context.values;
    const [x = 0, y = 0] = this.place as number[];
    // The box stays where it is: another part of it is what stands at the place.
    const moved = (shareOf(align) - shareOf(this.align)) * Number(width);
    this.place = [x + (moved / this.width) * 100, y];
    this.align = align;
    this.submit();
  }

  /** Asks where the characters stand. */
  async measure(): Promise<void> {
    const layer = this.layer ?? store.state.document?.active;
    if (layer === undefined) return;
    try {
      this.carets = await this.context.workspace.editor.textCarets(layer);
      this.onShown();
    } catch {
      // The layer is gone meanwhile, as after an undo; there is nothing to stand in.
    }
  }

  /** A new layer's first run, which makes it. */
  begin(): void {
    this.submit();
  }

  /** Ends it; a text without words is no text. */
  async finish(): Promise<void> {
    await this.live.settle();
    if (this.text.trim()) return;
    if (this.layer === null) await this.live.cancel();
    else await this.context.workspace.run('delete_layer', {}, { layer: this.layer });
  }

  private submit(): void {
    const params: Values = operationParams('text', this.context.values);
    this.live.submit({ ...params, text: this.text, place: this.place });
  }
}

/** Which part of a line stands at the text's place, by its alignment. */
export function shareOf(align: ParameterValue | undefined): number {
  return { centre: 0.5, right: 1 }[String(align)] ?? 0;
}
