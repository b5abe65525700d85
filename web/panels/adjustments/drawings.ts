/** What stands for an adjustment on its button, by the operation's name. */
import blackWhite from 'lucide-static/icons/contrast.svg?raw';
import brightness from 'lucide-static/icons/sun.svg?raw';
import clarity from 'lucide-static/icons/gem.svg?raw';
import colourBalance from 'lucide-static/icons/scale.svg?raw';
import colourTransfer from 'lucide-static/icons/paint-roller.svg?raw';
import curves from 'lucide-static/icons/spline.svg?raw';
import dehaze from 'lucide-static/icons/cloud-fog.svg?raw';
import exposure from 'lucide-static/icons/aperture.svg?raw';
import gradientMap from 'lucide-static/icons/blend.svg?raw';
import grayscale from 'lucide-static/icons/circle.svg?raw';
import hue from 'lucide-static/icons/rainbow.svg?raw';
import hueSaturation from 'lucide-static/icons/palette.svg?raw';
import invert from 'lucide-static/icons/squares-exclude.svg?raw';
import levels from 'lucide-static/icons/chart-no-axes-column.svg?raw';
import lut from 'lucide-static/icons/box.svg?raw';
import mixer from 'lucide-static/icons/sliders-vertical.svg?raw';
import other from 'lucide-static/icons/circle-slash-2.svg?raw';
import photoFilter from 'lucide-static/icons/camera.svg?raw';
import posterize from 'lucide-static/icons/signal.svg?raw';
import saturation from 'lucide-static/icons/droplet.svg?raw';
import selective from 'lucide-static/icons/swatch-book.svg?raw';
import sepia from 'lucide-static/icons/coffee.svg?raw';
import shadows from 'lucide-static/icons/sun-moon.svg?raw';
import temperature from 'lucide-static/icons/thermometer.svg?raw';
import threshold from 'lucide-static/icons/eclipse.svg?raw';
import vibrance from 'lucide-static/icons/flame.svg?raw';

const drawings: Record<string, string> = {
  black_white: blackWhite,
  brightness_contrast: brightness,
  clarity,
  colour_balance: colourBalance,
  colour_transfer: colourTransfer,
  curves,
  dehaze,
  exposure,
  gradient_map: gradientMap,
  grayscale,
  hue,
  hue_saturation: hueSaturation,
  invert,
  levels,
  lut,
  channel_mixer: mixer,
  photo_filter: photoFilter,
  posterize,
  saturation,
  selective_colour: selective,
  sepia,
  shadows_highlights: shadows,
  temperature,
  threshold,
  vibrance,
};

/** The drawing of an operation; one that is new has a general one. */
export function drawingOf(operation: string): string {
  return drawings[operation] ?? other;
}
