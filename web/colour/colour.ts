import { t } from '../language/words';
/** Red, green and blue as bytes, opacity 0..1. */
export interface Rgb {
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

/** Hue in degrees, saturation and value (brightness) in percent, opacity 0..1. */
export interface Hsv {
  hue: number;
  saturation: number;
  value: number;
  alpha: number;
}

const HEX = /^#?([\da-f]{3}|[\da-f]{4}|[\da-f]{6}|[\da-f]{8})$/i;

/** What somebody typed or pasted as a colour: hex with or without #, short or long, or none. */
export function readHex(text: string): Rgb | null {
  const digits = HEX.exec(text.trim())?.[1];
  if (!digits) return null;
  const long = digits.length < 6 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [red = 0, green = 0, blue = 0, alpha = 255] = (long.match(/../g) ?? []).map((byte) =>
    parseInt(byte, 16),
  );
  return { red, green, blue, alpha: alpha / 255 };
}

/** The colour as the engine takes it: `#rrggbb`, or `#rrggbbaa` where it is not opaque. */
export function toHex({ red, green, blue, alpha }: Rgb): string {
  const bytes = [red, green, blue, ...(alpha < 1 ? [alpha * 255] : [])];
  return `#${bytes.map((byte) => Math.round(byte).toString(16).padStart(2, '0')).join('')}`;
}

/** The colour of a parameter; black where it is none. */
export function parse(colour: string): Rgb {
  return readHex(colour) ?? { red: 0, green: 0, blue: 0, alpha: 1 };
}

export function opaque(colour: string): string {
  return toHex({ ...parse(colour), alpha: 1 });
}

export function toHsv({ red, green, blue, alpha }: Rgb): Hsv {
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  let sixth = 0;
  if (spread > 0) {
    if (most === red) sixth = (green - blue) / spread;
    else if (most === green) sixth = (blue - red) / spread + 2;
    else sixth = (red - green) / spread + 4;
  }
  return {
    hue: (sixth * 60 + 360) % 360,
    saturation: most ? (spread / most) * 100 : 0,
    value: (most / 255) * 100,
    alpha,
  };
}

export function fromHsv({ hue, saturation, value, alpha }: Hsv): Rgb {
  const level = (offset: number) => {
    const place = (offset + hue / 60) % 6;
    const fall = Math.max(0, Math.min(place, 4 - place, 1));
    return Math.round((value / 100) * (1 - (saturation / 100) * fall) * 255);
  };
  return { red: level(5), green: level(3), blue: level(1), alpha };
}

/** A colour in words for who does not see it: its code, and its opacity where it has one. */
export function describe(colour: string): string {
  const { alpha } = parse(colour);
  const code = opaque(colour).toUpperCase();
  return alpha < 1 ? t('{code}, {alpha} % opaque', { code, alpha: Math.round(alpha * 100) }) : code;
}
