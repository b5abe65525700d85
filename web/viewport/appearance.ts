/** Red, green and blue, 0..1. */
export type Rgb = readonly [number, number, number];

/** The colours behind and around the picture. */
export interface Appearance {
  canvas: Rgb;
  checkerA: Rgb;
  checkerB: Rgb;
  /** Over what is not selected, in quick mask mode. */
  quickMask: Rgb;
  /** Where a channel is at its end, when that is shown. */
  clippedShadows: Rgb;
  clippedHighlights: Rgb;
}

/** Reads the colours from the page's style, and says when the theme changes them. */
export class ThemeWatch {
  private readonly ending = new AbortController();
  private readonly observer: MutationObserver;
  private readonly parser = new OffscreenCanvas(1, 1).getContext('2d');

  constructor(
    private readonly element: HTMLElement,
    onChange: () => void,
  ) {
    const { signal } = this.ending;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange, { signal });
    matchMedia('(forced-colors: active)').addEventListener('change', onChange, { signal });
    this.observer = new MutationObserver(onChange);
    this.observer.observe(document.documentElement, { attributes: true });
  }

  /** The colours as they are now. */
  read(): Appearance {
    const style = getComputedStyle(this.element);
    return {
      canvas: this.colour(style.getPropertyValue('--canvas'), '#1b1b1b'),
      checkerA: this.colour(style.getPropertyValue('--checker-a'), '#2a2a2a'),
      checkerB: this.colour(style.getPropertyValue('--checker-b'), '#353535'),
      quickMask: this.colour(style.getPropertyValue('--quick-mask'), '#e5484d'),
      clippedShadows: this.colour(style.getPropertyValue('--clipped-shadows'), '#2f7bff'),
      clippedHighlights: this.colour(style.getPropertyValue('--clipped-highlights'), '#ff3b30'),
    };
  }

  dispose(): void {
    this.ending.abort();
    this.observer.disconnect();
  }

  /** Any CSS colour: a 2D context turns it into #rrggbb, and keeps the fallback when it cannot. */
  private colour(css: string, fallback: string): Rgb {
    if (!this.parser) return [0.1, 0.1, 0.1];
    this.parser.fillStyle = fallback;
    this.parser.fillStyle = css.trim();
    const text = String(this.parser.fillStyle);
    const code = parseInt((text.startsWith('#') ? text : fallback).slice(1, 7), 16);
    return [(code >> 16) / 255, ((code >> 8) & 255) / 255, (code & 255) / 255];
  }
}
