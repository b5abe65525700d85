/** Recipes: what was done to a picture, kept as a file and done to others. */
import { t } from '../language/words';
import { FotoFunError } from '../errors';
import type { Recipe } from '../generated/protocol';
import { store } from '../shell/state';
import { notify } from '../shell/toasts';
import type { Workspace } from '../shell/workspace';
import { chooseFiles, download, stem } from './files';

/** Downloads what was done to the active document. */
export async function saveRecipe(workspace: Workspace): Promise<void> {
  const name = `${stem(store.state.document?.name ?? 'picture')}.recipe.json`;
  await workspace.attempt(
    async () => {
      const { json } = await workspace.editor.recipe();
      download(new Blob([`${JSON.stringify(json, null, 2)}\n`], { type: 'application/json' }), name);
      notify(t('Saved {name}', { name }));
    },
    t('Saved {name}', { name }),
  );
}

/** Copies what was done to the active document as a Python script. */
export async function copyPython(workspace: Workspace): Promise<void> {
  await workspace.attempt(async () => {
    const { python } = await workspace.editor.recipe();
    await navigator.clipboard.writeText(python);
    notify(t('Copied what was done as a Python script.'));
  }, t('Copied what was done as a Python script'));
}

/** Asks for a recipe file and does it to the active document. */
export async function chooseAndApplyRecipe(workspace: Workspace): Promise<void> {
  const recipe = await chooseRecipe(workspace);
  if (!recipe) return;
  await workspace.perform(recipe.title, async () => {
    const { message } = await workspace.editor.applyRecipe({ recipe });
    store.set({ message });
  });
}

/** Asks for a recipe file; null if none was chosen or it is none. Whether its steps are known, Python says. */
export async function chooseRecipe(workspace: Workspace): Promise<Recipe | null> {
  const [file] = await chooseFiles('application/json,.json', false);
  if (!file) return null;
  try {
    return readRecipe(file.name, await file.text());
  } catch (error) {
    workspace.fail(error);
    return null;
  }
}

function readRecipe(name: string, text: string): Recipe {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'fotofun' in value) return value as Recipe;
  } catch {
    // Not JSON: no recipe either.
  }
  throw new FotoFunError(
    'no_recipe',
    t('{name} is no recipe.', { name }),
    'Choose a file that was saved as one.',
  );
}
