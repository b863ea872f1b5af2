'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const sass = require('sass');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sass-'));
fs.writeFileSync(path.join(folder, '_part.scss'), '$size: 4px !default; @mixin m($x) { margin: $x * 2; } @function f($n) { @return $n + 1; }');
fs.writeFileSync(path.join(folder, 'main.scss'), "@use 'part' as p with ($size: 6px); @use 'sass:math'; @use 'sass:color'; .a { @include p.m(p.$size); &:hover { width: math.div(1, 3) * 100%; color: color.adjust(#336699, $lightness: 10%); } @each $n in 1, 2 { .n-#{$n} { z-index: p.f($n); } } } %x { b: c } .y { @extend %x; }");
console.log(sass.compile(path.join(folder, 'main.scss')).css);
(async () => {
  const result = await sass.compileAsync(path.join(folder, 'main.scss'), { style: 'compressed', sourceMap: true });
  console.log(result.css, result.loadedUrls.length, result.sourceMap.mappings.length > 10);
  console.log((await sass.compileStringAsync('.a\n  b: own(2px)', { syntax: 'indented', functions: { 'own($n)': ([n]) => new sass.SassNumber(n.assertNumber().value * 3, 'px') } })).css);
  console.log(sass.compileString('@use "virtual:x";', { importers: [{ canonicalize: (url) => new URL(url), load: () => ({ contents: 'p { q: r }', syntax: 'scss' }) }], logger: sass.Logger.silent }).css);
  for (const bad of ['a { b: $none }', '.a { color: red', '@error "on purpose";', '@use "missing";']) {
    try {
      sass.compileString(bad, { alertColor: false });
    } catch (error) {
      console.log(error.name, error.sassMessage, error.span.start.line, error.message.split('\n')[0]);
    }
  }
})();
