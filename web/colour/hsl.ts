import type { Rgb } from './colour';

/** Hue in degrees, saturation and lightness in percent. */
export interface Hsl {
  hue: number;
  saturation: number;
  lightness: number;
}

export function toHsl({ red, green, blue }: Rgb): Hsl {
  const most = Math.max(red, green, blue) / 255;
  const least = Math.min(red, green, blue) / 255;
  const spread = most - least;
  const lightness = (most + least) / 2;
  let sixth = 0;
  if (spread > 0) {
    const [r, g, b] = [red / 255, green / 255, blue / 255];
    if (most === r) sixth = (g - b) / spread;
    else if (most === g) sixth = (b - r) / spread + 2;
    else sixth = (r - g) / spread + 4;
  }
  const room = 1 - Math.abs(2 * lightness - 1);
  return {
    hue: (sixth * 60 + 360) % 360,
    saturation: room > 0 ? (100 * spread) / room : 0,
    lightness: 100 * lightness,
  };
}
