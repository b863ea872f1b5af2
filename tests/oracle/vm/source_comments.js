'use strict';
const vm = require('vm');
const far = `// ${'x'.repeat(10000)}\n`;
for (const code of [
  '1', '1 //# sourceURL=a.js', '//# sourceMappingURL=b.map\n1', `//# sourceURL=far.js\n${far}1`, `${far}//# sourceURL=near.js\n${far.slice(0, 100)}`,
  `//# sourceURL=one.js\n//# sourceURL=two.js\n${far}`, `//@ sourceURL=old.js\n${far}`, `"sourceURL=no.js"; ${far}`,
  `//# sourceMappingURL=m.map\n//# sourceURL=s.js\n`, '//#\tsourceURL=tab.js',
]) {
  const { sourceURL, sourceMapURL } = new vm.Script(code);
  console.log(sourceURL, sourceMapURL);
}
