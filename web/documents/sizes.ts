/** Sizes that new documents often have. */

export interface Size {
  width: number;
  height: number;
  /** Pixels per inch. */
  resolution: number;
}

export interface Preset extends Size {
  label: string;
}

export interface PresetGroup {
  label: string;
  presets: Preset[];
}

const PRINT = 300;
const SCREEN = 72;
const MILLIMETRES = 25.4;

const screen = (label: string, width: number, height: number): Preset => ({
  label,
  width,
  height,
  resolution: SCREEN,
});

/** Paper, by its sides in millimetres. */
const paper = (label: string, width: number, height: number): Preset => ({
  label,
  width: Math.round((width / MILLIMETRES) * PRINT),
  height: Math.round((height / MILLIMETRES) * PRINT),
  resolution: PRINT,
});

export const groups: PresetGroup[] = [
  {
    label: 'Screens',
    presets: [
      screen('Full HD', 1920, 1080),
      screen('4K', 3840, 2160),
      screen('Web page', 1440, 900),
      screen('Phone', 1170, 2532),
      screen('Tablet', 1640, 2360),
    ],
  },
  {
    label: 'Paper',
    presets: [
      paper('A4', 210, 297),
      paper('A5', 148, 210),
      paper('A3', 297, 420),
      paper('Letter', 215.9, 279.4),
      paper('Photo 10 × 15 cm', 152.4, 101.6),
      paper('Photo 13 × 18 cm', 177.8, 127),
    ],
  },
  {
    label: 'Social media',
    presets: [
      screen('Square post', 1080, 1080),
      screen('Portrait post', 1080, 1350),
      screen('Story', 1080, 1920),
      screen('Video thumbnail', 1280, 720),
      screen('Page banner', 1584, 396),
    ],
  },
];
