import { svg, type SVGTemplateResult } from 'lit';
import type { LayerInfo } from '../../generated/protocol';
import { store } from '../../shell/state';
import type { Point } from '../../viewport/viewport';
import { ContentLayer } from '../content-layer';
import { cornersOf, line, pathOf, rectangleBetween, type Rectangle } from '../outline';
import { snap } from '../snapping';
import type { ToolContext, ToolPointer, ToolSession } from '../tool';
import { distanceToText, drawCarets, indexAt } from './caret-view';
import { shareOf, TextEdit } from './text-edit';
import { textLayerAt } from './text-layers';
import { TypingField } from './typing-field';

const THRESHOLD = 5; // CSS pixels that make a box of a click

type Phase =
  | { name: 'idle' }
  | { name: 'boxing'; from: Point; start: ToolPointer; last: ToolPointer }
  /** The pointer chooses letters; `anchor` is where it was pressed. */
  | { name: 'choosing'; anchor: number };

/** Writes on the picture: a click begins a line, a drag a box, a press on a text writes in it. */
export class TextSession implements ToolSession {
  private phase: Phase = { name: 'idle' };
  private edit: TextEdit | null = null;
  /** The options are being set for a text that is not there yet. */
  private isBeginning = false;
  private readonly field: TypingField;
  private readonly content: ContentLayer;

  constructor(private readonly context: ToolContext) {
    this.field = new TypingField({
      onChange: () => this.follow(),
      onDone: () => this.finish(),
      carets: () => ({ carets: this.edit?.carets ?? [], isVertical: this.isVertical }),
    });
    const session = this;
    this.content = new ContentLayer(context, 'text', ['text', 'place'], {
      get holds() {
        return session.edit !== null || session.isBeginning;
      },
      change: () => this.edit?.restyle(),
    });
  }

  cursor(): string {
    return this.isVertical ? 'vertical-text' : 'text';
  }

  down(pointer: ToolPointer): void {
    if (this.edit && this.isOnText(pointer)) {
      const index = indexAt(this.edit.carets, pointer);
      const anchor = pointer.shift ? this.field.selection[0] : index;
      this.phase = { name: 'choosing', anchor };
      this.field.select(index, anchor);
    } else if (this.edit) {
      this.finish();
    } else {
      this.phase = { name: 'boxing', from: snap(pointer, this.context), start: pointer, last: pointer };
    }
  }

  move(pointer: ToolPointer): void {
    const { phase, edit } = this;
    if (phase.name === 'boxing') phase.last = pointer;
    if (phase.name === 'choosing' && edit) this.field.select(indexAt(edit.carets, pointer), phase.anchor);
  }

  up(pointer: ToolPointer): void {
    const { phase } = this;
    this.phase = { name: 'idle' };
    if (phase.name === 'choosing') this.field.focus();
    if (phase.name !== 'boxing') return;
    // The keyboard of a phone only opens while the press is handled.
    this.field.begin('');
    if (isFar(phase.start, pointer)) this.beginNew(rectangleBetween(phase.from, snap(pointer, this.context)));
    else void this.beginAt(pointer);
  }

  doubleClick(pointer: ToolPointer): void {
    if (this.edit) this.field.selectWord(indexAt(this.edit.carets, pointer));
    this.field.focus();
  }

  cancel(): void {
    this.phase = { name: 'idle' };
  }

  end(): void {
    this.finish();
    this.content.end();
    this.field.dispose();
  }

  overlay(): SVGTemplateResult {
    const { phase, edit, context, field } = this;
    if (phase.name === 'boxing' && isFar(phase.start, phase.last)) {
      const box = rectangleBetween(phase.from, snap(phase.last, context));
      return line(pathOf(cornersOf(box), context.view), { dashed: true });
    }
    return edit ? drawCarets(edit.carets, field.selection, context.view) : svg``;
  }

  get typing(): HTMLElement {
    return this.field.element;
  }

  private get isVertical(): boolean {
    return Boolean(this.context.values['vertical']);
  }

  /** Writes in the text that is there, or begins a line. */
  private async beginAt(pointer: ToolPointer): Promise<void> {
    const layer = await textLayerAt(this.context.workspace, pointer);
    if (layer) await this.beginIn(layer, pointer);
    else this.beginNew({ x: pointer.x, y: pointer.y, width: 0, height: 0 });
    this.context.redraw();
  }

  private async beginIn(layer: LayerInfo, at: Point): Promise<void> {
    if (store.state.document?.active !== layer.id) {
      await this.context.workspace.activateLayer(layer.id);
    }
    const { values } = this.content;
    if (!values) return;
    const text = String(values['text']);
    const edit = this.open(layer.id, text, values['place'] as number[], layer.placement?.width ?? 1);
    this.field.begin(text);
    await edit.measure();
    if (this.edit === edit) this.field.select(indexAt(edit.carets, at));
  }

  private beginNew(box: Rectangle): void {
    const { width, height } = store.state.document ?? { width: 1, height: 1 };
    this.isBeginning = true;
    this.context.set('width', Math.round(box.width));
    this.context.set('anchor', box.width ? 'top' : 'baseline');
    // What is written on the spot begins there, until somebody chooses otherwise.
    if (!store.state.toolValues['text']?.['align']) this.context.set('align', 'left');
    this.isBeginning = false;
    const x = box.x + box.width * shareOf(this.context.values['align']);
    this.open(null, '', [(x / width) * 100, (box.y / height) * 100], width).begin();
    this.field.begin('');
  }

  private open(layer: string | null, text: string, place: number[], width: number): TextEdit {
    this.edit = new TextEdit(this.context, layer, text, place, width, () => this.follow());
    return this.edit;
  }

  private follow(): void {
    const { edit, field, context } = this;
    if (!edit) return;
    edit.write(field.text);
    const [x = 0, y = 0] = edit.carets[Math.min(field.selection[1], edit.carets.length - 1)] ?? [];
    const place = context.view.toScreen({ x, y });
    field.moveTo(place.x, place.y);
    context.redraw();
  }

  private finish(): void {
    const { edit } = this;
    this.edit = null;
    this.field.element.blur();
    void edit?.finish().then(() => this.context.redraw());
    this.context.redraw();
  }

  /** Whether a place is on the letters that are written, or as near to them as half a line. */
  private isOnText(pointer: ToolPointer): boolean {
    const carets = this.edit?.carets ?? [];
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = carets[0] ?? [];
    return distanceToText(carets, pointer) < Math.hypot(x2 - x1, y2 - y1) / 2;
  }
}

function isFar(a: ToolPointer, b: ToolPointer): boolean {
  return Math.hypot(a.screenX - b.screenX, a.screenY - b.screenY) >= THRESHOLD;
}
