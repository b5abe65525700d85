import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';

// Web Awesome would fetch its icons from data: addresses, which the page's policy forbids. Ours are drawn inline.
registerIconLibrary('system', { resolver: () => '' });
