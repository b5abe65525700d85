/** Every element says what it shows in another language as soon as the page speaks it. Imported before any element. */
import { LitElement } from 'lit';
import { Watch } from '../shell/state';

LitElement.addInitializer((element) => void new Watch(element, ({ language }) => ({ language })));
