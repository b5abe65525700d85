import { t } from '../language/words';

/** What models do, in words; the engine's names of tasks are for programs. */
const tasks = (): Record<string, string> => ({
  remove_background: t('Tell subjects from backgrounds'),
  select_object: t('Tell objects apart'),
  detect_objects: t('Name what is in a picture'),
  detect_faces: t('Find faces'),
  upscale: t('Enlarge'),
  transfer_style: t('Paint in a style'),
  estimate_depth: t('See how near things are'),
  denoise: t('Take noise out'),
  deblur: t('Take blur out'),
});

/** A task in words; one that this editor does not know by its name. */
export function taskInWords(task: string): string {
  return tasks()[task] ?? task.replaceAll('_', ' ');
}
