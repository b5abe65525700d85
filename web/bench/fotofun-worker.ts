import { boot } from '../engine/boot';
import { servePython } from './python-worker';

servePython(boot);
