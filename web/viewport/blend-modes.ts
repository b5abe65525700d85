/**
 * The blend modes in whole numbers 0..255: the same bytes as the engine's, by the same formulas.
 *
 * What is written of a backdrop `b` and a source `s` holds for each channel; the others see whole colours.
 */

const SEPARABLE: Readonly<Record<string, string>> = {
  darken: 'min(b, s)',
  multiply: 'divided(b * s)',
  colour_burn: 'burnt(b, s)',
  linear_burn: 'max(b + s - 255, 0)',
  lighten: 'max(b, s)',
  screen: 'screened(b, s)',
  colour_dodge: 'share(b, 255 - s)',
  linear_dodge: 'min(b + s, 255)',
  overlay: 'lit(s, b)',
  soft_light: 'softened(b, s)',
  hard_light: 'lit(b, s)',
  vivid_light: 's < 128 ? burnt(b, 2 * s) : share(b, 255 - (2 * s - 255))',
  linear_light: 'clamp(b + 2 * s - 255, 0, 255)',
  pin_light: 's < 128 ? min(b, 2 * s) : max(b, 2 * s - 255)',
  hard_mix: 'b + s >= 255 ? 255 : 0',
  difference: 'abs(b - s)',
  exclusion: 'divided(b * (255 - s) + (255 - b) * s)',
  subtract: 'max(b - s, 0)',
  divide: 'share(b, s)',
};

const WHOLE: Readonly<Record<string, string>> = {
  darker_colour: 'luminosity(s) < luminosity(b) ? s : b',
  lighter_colour: 'luminosity(s) > luminosity(b) ? s : b',
  hue: 'relit(s, luminosity(b), stretch(s, b))',
  saturation: 'relit(b, luminosity(b), stretch(b, s))',
  colour: 'relit(s, luminosity(b), 1.0)',
  luminosity: 'relit(b, luminosity(s), 1.0)',
};

/** A GLSL function of that name that blends two colours; a mode that is not known is normal. */
export function blendFunction(name: string, mode: string): string {
  const separable = SEPARABLE[mode];
  const whole = WHOLE[mode];
  if (separable) {
    return `int ${name}One(int b, int s) { return ${separable}; }
ivec3 ${name}(ivec3 b, ivec3 s) {
  return ivec3(${name}One(b.r, s.r), ${name}One(b.g, s.g), ${name}One(b.b, s.b));
}`;
  }
  return `ivec3 ${name}(ivec3 b, ivec3 s) { return ${whole ?? 's'}; }`;
}
