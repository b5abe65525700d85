import { print } from '../documents/printing';
import { chooseAndApplyRecipe, copyPython, saveRecipe } from '../documents/recipes';
import { store, type State } from '../shell/state';
import type { Command, Place } from './command';
import { isIdle } from './conditions';

const recipes: Place = { menu: 'File', submenu: ['Recipes'], group: 'recipes' };
const isDone = (state: State) => isIdle(state) && (state.document?.position ?? 0) > 0;

const automate: Command[] = [
  {
    name: 'print',
    label: 'Print…',
    place: { menu: 'File', group: 'print' },
    keys: ['Mod+P'],
    keywords: ['paper', 'printer', 'pdf'],
    enabled: isIdle,
    perform: (workspace) => void print(workspace),
  },
  {
    name: 'batch',
    label: 'Batch…',
    description: 'Does a preset or a recipe to many files, and writes them in another format.',
    place: { menu: 'File', group: 'automate' },
    keys: [],
    keywords: ['several', 'many', 'folder', 'convert', 'zip', 'automate', 'preset', 'recipe'],
    enabled: ({ boot, activity }) => boot.ready && !activity,
    perform: () => store.set({ dialog: 'batch' }),
  },
  {
    name: 'save_recipe',
    label: 'Save recipe…',
    description: 'Downloads what was done to the picture, to be done to others.',
    place: recipes,
    keys: [],
    keywords: ['macro', 'action', 'record', 'json', 'steps'],
    enabled: isDone,
    perform: (workspace) => void saveRecipe(workspace),
  },
  {
    name: 'apply_recipe',
    label: 'Apply recipe…',
    description: 'Does what a recipe file says, as one step.',
    place: recipes,
    keys: [],
    keywords: ['macro', 'action', 'play', 'json', 'steps'],
    enabled: isIdle,
    perform: (workspace) => void chooseAndApplyRecipe(workspace),
  },
  {
    name: 'copy_python',
    label: 'Copy as Python',
    description: 'Copies what was done to the picture as a Python script.',
    place: recipes,
    keys: [],
    keywords: ['script', 'code', 'clipboard', 'steps'],
    enabled: isDone,
    perform: (workspace) => void copyPython(workspace),
  },
];

export default automate;
