import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

const decorators = { legacyDecorator: true, decoratorMetadata: true };
const options = { jsc: { parser: { syntax: 'typescript', decorators: true }, transform: decorators, target: 'es2022' }, module: { type: 'es6' } };

export default defineConfig({
  plugins: [swc.vite(options)],
  oxc: false,
  test: { reporters: 'verbose', root: '.' },
  build: { ssr: 'src/main.ts', target: 'node24', rolldownOptions: { output: { entryFileNames: 'main.mjs' } } },
});
