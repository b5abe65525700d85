import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';

/** Pixels of its longer side, on screens of twice the density too. */
const SIZE = 64;

/** A small picture of a layer's pixels or mask; it is made again when `revision` changes. */
@customElement('ff-thumbnail')
export class Thumbnail extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @property() layer = '';
  @property() of: 'pixels' | 'mask' = 'pixels';
  @property({ type: Number }) revision = 0;
  @query('canvas') private canvas!: HTMLCanvasElement;

  private asked = '';

  protected override updated(): void {
    const key = [this.layer, this.of, this.revision].join();
    if (key === this.asked) return;
    this.asked = key;
    void this.draw(key);
  }

  private async draw(key: string): Promise<void> {
    try {
      const picture = await this.workspace.editor.thumbnail(this.layer, this.of, SIZE);
      if (key !== this.asked) return;
      this.canvas.width = picture.width;
      this.canvas.height = picture.height;
      this.canvas.getContext('2d')?.putImageData(picture, 0, 0);
    } catch {
      this.asked = ''; // the layer is gone, or Python is being started again: the next change asks again
    }
  }

  protected override render() {
    return html`<canvas width="1" height="1"></canvas>`;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        place-items: center;
        width: 2rem;
        height: 2rem;
      }

      canvas {
        display: block;
        max-width: 2rem;
        max-height: 2rem;
        background: repeating-conic-gradient(var(--checker-b) 0 25%, var(--checker-a) 0 50%) 0 0 / 0.5rem
          0.5rem;
      }
    `,
  ];
}
