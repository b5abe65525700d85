/** Where an operation of the catalogue stands in the menus. One that is named nowhere stands in its family's place. */
import type { OperationInfo } from '../generated/protocol';
import type { MenuName, Place } from './command';

const place = (menu: MenuName, group: string, ...submenu: string[]): Place => ({ menu, group, submenu });

const adjustments = (group: string) => place('Image', group, 'Adjustments');

/** Places of some of a menu's operations; the menu is the operation's own, as in its folder. */
const SPECIAL: [Place, string[]][] = [
  [adjustments('light'), ['exposure', 'brightness_contrast', 'levels', 'curves', 'shadows_highlights']],
  [adjustments('presence'), ['clarity', 'dehaze', 'vibrance', 'saturation']],
  [
    adjustments('colour'),
    ['temperature', 'hue', 'hue_saturation', 'colour_balance', 'photo_filter', 'channel_mixer', 'selective_colour'],
  ],
  [adjustments('look'), ['black_white', 'grayscale', 'sepia', 'gradient_map']],
  [adjustments('match'), ['lut', 'match_colour', 'colour_transfer']],
  [adjustments('effect'), ['invert', 'posterize', 'threshold', 'equalize']],
  [place('Image', 'auto'), ['auto_tone', 'auto_contrast', 'auto_colour', 'auto_levels']],
  [place('Image', 'size'), ['resize_image', 'canvas_size', 'resolution', 'background_colour']],
  [place('Image', 'crop'), ['crop', 'crop_aspect', 'smart_crop', 'trim']],
  [place('Image', 'turn', 'Rotate and straighten'), ['rotate_quarter', 'flip', 'rotate', 'auto_straighten']],
  [place('Image', 'perspective', 'Rotate and straighten'), ['keystone', 'perspective_correction']],
  [place('Filter', 'all', 'Blur'), ['gaussian_blur', 'box_blur', 'motion_blur', 'lens_blur', 'radial_blur', 'surface_blur', 'tilt_shift']],
  [place('Filter', 'all', 'Sharpen'), ['sharpen', 'unsharp_mask', 'high_pass']],
  [place('Filter', 'all', 'Noise'), ['denoise', 'despeckle', 'median', 'add_noise', 'film_grain']],
  [place('Filter', 'all', 'Lens'), ['vignette', 'lens_distortion', 'chromatic_aberration', 'glow']],
  [place('Filter', 'all', 'Pixelate'), ['pixelate', 'mosaic', 'halftone']],
  [place('Filter', 'all', 'Stylise'), ['emboss', 'find_edges', 'oil_paint']],
  [place('Layer', 'fills', 'New fill layer'), ['solid_colour', 'gradient', 'pattern', 'noise']],
  [place('Layer', 'shapes', 'New shape layer'), ['rectangle', 'ellipse', 'polygon', 'star', 'line', 'arrow', 'path']],
  [place('Layer', 'new'), ['new_layer', 'duplicate_layer', 'layer_via_cut', 'delete_layer', 'text']],
  [place('Layer', 'properties', 'Layer properties'), ['rename_layer', 'layer_blend_mode', 'layer_opacity', 'lock_layer', 'show_layer']],
  [place('Layer', 'arrange'), ['group_layers', 'ungroup_layers', 'isolate_group', 'clip_layer']],
  [place('Layer', 'merge'), ['rasterise_layer', 'merge_down', 'merge_visible', 'stamp_visible', 'flatten']],
  [place('Layer', 'remove', 'Layer effects'), ['remove_effect']],
  [place('Edit', 'transform'), ['transform_layer', 'transform_selected']],
  [place('Edit', 'fill'), ['fill_selection', 'content_aware_fill']],
  [place('Edit', 'tools', 'Paint and retouch'), ['brush', 'pencil', 'eraser', 'fill']],
  [place('Select', 'all'), ['select_all', 'deselect', 'reselect', 'invert_selection']],
  [place('Select', 'modify', 'Modify'), ['border_selection', 'smooth_selection', 'expand_selection', 'contract_selection', 'feather_selection']],
  [place('Select', 'colour'), ['colour_range', 'grow_selection', 'similar_selection', 'select_opaque', 'select_channel', 'select_mask']],
  [place('Select', 'transform'), ['transform_selection']],
  [place('Select', 'saved'), ['save_selection', 'load_selection', 'delete_channel']],
]; // prettier-ignore

/** Where the rest of a folder stands. */
const REST: Record<string, Place> = {
  adjust: adjustments('other'),
  ai: place('AI', 'ai'),
  canvas: place('Image', 'size'),
  effect: place('Layer', 'effects', 'Layer effects'),
  filter: place('Filter', 'all', 'Other'),
  generate: place('Layer', 'other', 'New fill layer'),
  layer: place('Layer', 'arrange'),
  mask: place('Layer', 'mask', 'Layer mask'),
  paint: place('Edit', 'brushes', 'Paint and retouch'),
  retouch: place('Edit', 'retouch', 'Paint and retouch'),
  select: place('Select', 'tools', 'Draw a selection'),
  transform: place('Image', 'turn', 'Rotate and straighten'),
};

const places = new Map(
  SPECIAL.flatMap(([where, names], row) =>
    names.map((name, index) => [name, { where, order: row * 100 + index }] as const),
  ),
);

/** What other commands do in a plainer way. */
const UNPLACED = new Set(['move_layer', 'align_layers']);

/** Where the operation stands; one of a new folder has a submenu in Filter. */
export function placeOf({ name, menu }: OperationInfo): Place | null {
  if (UNPLACED.has(name)) return null;
  return places.get(name)?.where ?? REST[menu] ?? place('Filter', 'all', 'Other');
}

/** Operations in the order in which they stand within their groups. */
export function inOrder(catalog: readonly OperationInfo[]): OperationInfo[] {
  const order = ({ name }: OperationInfo) => places.get(name)?.order ?? SPECIAL.length * 100;
  return [...catalog].sort((first, second) => order(first) - order(second));
}
