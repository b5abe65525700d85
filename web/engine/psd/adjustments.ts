/** Photoshop's adjustment and fill layers as the engine's operations, where they mean the same. */
import type {
  AdjustmentLayer,
  BlackAndWhiteAdjustment,
  Color,
  ColorBalanceAdjustment,
  CurvesAdjustment,
  HueSaturationAdjustment,
  Layer,
  LevelsAdjustment,
} from 'ag-psd';
import type { AppliedOperation, ParameterValue } from '../../generated/protocol';

type Params = Record<string, ParameterValue>;

const CHANNELS = ['rgb', 'red', 'green', 'blue'] as const;
const HUES = ['reds', 'yellows', 'greens', 'cyans', 'blues', 'magentas'] as const;

/** The operation of a layer; null if there is none that does the same. */
export function operationOf({ adjustment, vectorFill }: Layer): AppliedOperation | null {
  if (adjustment) return adjusted(adjustment);
  const colour = vectorFill?.type === 'color' ? hex(vectorFill.color) : null;
  return colour ? { operation: 'solid_colour', params: { colour } } : null;
}

function adjusted(layer: AdjustmentLayer): AppliedOperation | null {
  switch (layer.type) {
    case 'invert':
      return { operation: 'invert', params: {} };
    case 'threshold':
      return { operation: 'threshold', params: { level: layer.level ?? 128 } };
    case 'posterize':
      return { operation: 'posterize', params: { levels: layer.levels ?? 4 } };
    case 'brightness/contrast': {
      const { brightness = 0, contrast = 0 } = layer;
      return { operation: 'brightness_contrast', params: { brightness, contrast } };
    }
    case 'exposure': {
      const { exposure = 0, offset = 0, gamma = 1 } = layer;
      return { operation: 'exposure', params: { stops: exposure, offset, gamma } };
    }
    case 'vibrance':
      if (layer.saturation) return null;
      return { operation: 'vibrance', params: { vibrance: layer.vibrance ?? 0, protect_skin: true } };
    case 'levels':
      return { operation: 'levels', params: levels(layer) };
    case 'curves':
      return { operation: 'curves', params: curves(layer) };
    case 'hue/saturation':
      return found('hue_saturation', hueSaturation(layer));
    case 'color balance':
      return { operation: 'colour_balance', params: colourBalance(layer) };
    case 'black & white':
      return { operation: 'black_white', params: blackWhite(layer) };
    case 'photo filter': {
      const colour = hex(layer.color);
      const { density = 0.25, preserveLuminosity = true } = layer;
      const params = { density: density * 100, preserve_luminosity: preserveLuminosity };
      return found('photo_filter', colour === null ? null : { ...params, colour });
    }
    default:
      return null;
  }
}

function found(operation: string, params: Params | null): AppliedOperation | null {
  return params && { operation, params };
}

function levels(layer: LevelsAdjustment): Params {
  const params: Params = {};
  for (const channel of CHANNELS) {
    const values = layer[channel];
    if (!values) continue;
    const prefix = channel === 'rgb' ? '' : `${channel}_`;
    params[`${prefix}input_black`] = values.shadowInput;
    params[`${prefix}input_white`] = values.highlightInput;
    params[`${prefix}gamma`] = values.midtoneInput;
    params[`${prefix}output_black`] = values.shadowOutput;
    params[`${prefix}output_white`] = values.highlightOutput;
  }
  return params;
}

function curves(layer: CurvesAdjustment): Params {
  const params: Params = {};
  for (const channel of CHANNELS) {
    const points = layer[channel];
    if (points) params[channel] = points.map(({ input, output }) => [input, output]);
  }
  return params;
}

/** Ranges of hues can be drawn anywhere there, and are not the engine's. */
function hueSaturation(layer: HueSaturationAdjustment): Params | null {
  const ranges = HUES.map((hue) => layer[hue]).filter((range) => range !== undefined);
  if (ranges.some(({ hue, saturation, lightness }) => hue || saturation || lightness)) return null;
  const { a = 0, b = 0, c = 0, d = 0, hue = 0, saturation = 0, lightness = 0 } = layer.master ?? {};
  // The library reads the flag and the three values of colouring as if they were a range of hues.
  if (a >> 8) return { colorize: true, colorize_hue: (b + 360) % 360, colorize_saturation: c, lightness: d };
  return { hue, saturation, lightness };
}

function colourBalance(layer: ColorBalanceAdjustment): Params {
  const params: Params = { preserve_luminosity: layer.preserveLuminosity ?? true };
  for (const tone of ['shadows', 'midtones', 'highlights'] as const) {
    const { cyanRed = 0, magentaGreen = 0, yellowBlue = 0 } = layer[tone] ?? {};
    params[`${tone}_red`] = cyanRed;
    params[`${tone}_green`] = magentaGreen;
    params[`${tone}_blue`] = yellowBlue;
  }
  return params;
}

function blackWhite(layer: BlackAndWhiteAdjustment): Params {
  const params: Params = {};
  for (const hue of HUES) params[hue] = layer[hue] ?? 0;
  const tint = layer.useTint ? hex(layer.tintColor) : null;
  return tint ? { ...params, tint: true, tint_colour: tint } : params;
}

/** A colour of red, green and blue as the engine writes it; null for one of another kind. */
function hex(colour: Color | undefined): string | null {
  if (!colour || !('r' in colour)) return null;
  const digits = [colour.r, colour.g, colour.b].map((value) =>
    Math.min(255, Math.max(0, Math.round(value)))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${digits.join('')}`;
}
