// Builds the pages that only the bench and tests open; FOTOFUN_OUT is the folder to write to.

/// <reference types="node" />
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: process.env['FOTOFUN_OUT'] ?? '../../artefacts/bench',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
});
