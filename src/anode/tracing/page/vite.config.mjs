// Builds the page; hatch_build.py puts the script and the style sheet into index.html.
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'es2022', modulePreload: false, cssCodeSplit: false, assetsInlineLimit: 1e6 },
});
