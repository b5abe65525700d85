import { t } from '../language/words';
import { store, type State } from '../shell/state';
import type { Command } from './command';

const isDesktop = ({ isPhone }: State) => !isPhone;

function setBare(isBare: boolean): void {
  store.set({
    isBare,
    message: isBare ? t('Tools and panels are hidden. The View menu shows them again.') : '',
  });
}

function leave(): void {
  setBare(false);
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
}

const screen: Command[] = [
  {
    name: 'hide_panels',
    label: 'Hide tools and panels',
    description: 'Leaves the picture alone on the screen. The key works after a click on the picture.',
    place: { menu: 'View', group: 'screen' },
    keys: ['Tab'],
    keywords: ['only the picture', 'distraction', 'focus', 'interface'],
    enabled: isDesktop,
    hindrance: () => 'On a phone panels close by themselves.',
    checked: ({ isBare }) => isBare,
    perform: () => setBare(!store.state.isBare),
  },
  {
    name: 'full_screen',
    label: 'Full screen',
    description: 'First with tools and panels, then with the picture alone, then back to the window.',
    place: { menu: 'View', group: 'screen' },
    keys: ['F'],
    keywords: ['whole screen', 'distraction', 'present', 'screen mode'],
    enabled: () => document.fullscreenEnabled,
    hindrance: () => 'This browser has no full screen for pages.',
    checked: () => document.fullscreenElement !== null,
    perform: () => {
      if (store.state.isBare) leave();
      else if (!document.fullscreenElement) void document.documentElement.requestFullscreen().catch(() => {});
      else if (store.state.isPhone) leave();
      else setBare(true);
    },
  },
];

export default screen;
