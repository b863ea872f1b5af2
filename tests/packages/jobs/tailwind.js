'use strict';

const postcss = require('postcss');
const tailwind = require('tailwindcss');
const autoprefixer = require('autoprefixer');

(async () => {
  const css = '@tailwind base; @tailwind components; @tailwind utilities; @layer components { .btn { @apply rounded px-4 py-2 hover:bg-blue-500 md:dark:text-lg; } }';
  const config = { content: [{ raw: '<div class="btn flex w-1/2 bg-own/50 lg:grid-cols-3 space-x-2 before:content-[\'x\'] -mt-[3px] group-hover:underline">', extension: 'html' }], theme: { extend: { colors: { own: '#123456' } } }, darkMode: 'class', corePlugins: { preflight: false }, plugins: [require('tailwindcss/plugin')(({ addUtilities }) => addUtilities({ '.own-util': { display: 'grid' } }))], safelist: ['own-util'] };
  const result = await postcss([tailwind(config), autoprefixer({ overrideBrowserslist: ['chrome 20'] })]).process(css, { from: '/input.css', to: '/out.css', map: { inline: false } });
  console.log(result.css.slice(result.css.indexOf('.btn')), result.warnings().length, result.map.toJSON().sources);
  const root = postcss.parse('a { b: c; d: e } @media x { f { g: h } }');
  root.walkDecls((decl) => { decl.value = decl.value.toUpperCase(); });
  root.first.append({ prop: 'i', value: 'j' });
  console.log(root.toString(), root.last.name, postcss.list.space('a b(c d) e'));
  const own = postcss([{ postcssPlugin: 'own', Declaration: { b: (decl, { result: r }) => { decl.warn(r, 'b is seen'); } } }]);
  console.log((await own.process('a { b: c }', { from: undefined })).warnings().map(String));
  try {
    postcss.parse('a { b: c', { from: '/own.css' });
  } catch (error) {
    console.log(error.name, error.reason, error.line, error.column, error.showSourceCode(false));
  }
  await postcss([tailwind(config)]).process('.x { @apply no-such-class; }', { from: undefined }).catch((error) => console.log(error.name, error.message));
})();
