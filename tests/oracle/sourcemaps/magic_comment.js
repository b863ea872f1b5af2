// Flags: --enable-source-maps
const fs = require('fs'), path = require('path'), os = require('os');
const { findSourceMap } = require('module');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maps-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const data = `data:application/json;base64,${Buffer.from(JSON.stringify({ version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA' })).toString('base64')}`;
const other = `data:application/json;base64,${Buffer.from(JSON.stringify({ version: 3, sources: ['b.ts'], names: [], mappings: 'AAAA' })).toString('base64')}`;
const cases = {
  line: `1;\n//# sourceMappingURL=${data}`,
  at: `1;\n//@ sourceMappingURL=${data}`,
  block: `1;\n/*# sourceMappingURL=${data} */`,
  blockLine: `1;\n/*\n//# sourceMappingURL=${data}\n*/`,
  after: `1; //# sourceMappingURL=${data}\n2;`,
  spaceAfterEquals: `1;\n//# sourceMappingURL= ${data}`,
  words: `1;\n//# sourceMappingURL=${data} and more`,
  trailing: `1;\n//# sourceMappingURL=${data}   \n`,
  quote: `1;\n//# sourceMappingURL=${data}"`,
  single: `1;\n//# sourceMappingURL='${data}'`,
  string: `const s = "//# sourceMappingURL=${data}";`,
  escaped: `eval("1\\n//# sourceMappingURL=${data}\\n//# sourceURL=x\\n");`,
  template: `const s = \`\n//# sourceMappingURL=${data}\n\`;`,
  twice: `1;\n//# sourceMappingURL=${data}\n2;\n//# sourceMappingURL=${other}\n`,
  clears: `1;\n//# sourceMappingURL=${data}\n2;\n//# sourceMappingURL=${other} words\n`,
  emptyLast: `1;\n//# sourceMappingURL=${data}\n2;\n//# sourceMappingURL=\n`,
  noSpace: `1;\n//#sourceMappingURL=${data}`,
  twoSpaces: `1;\n//#  sourceMappingURL=${data}`,
  inComment: `1;\n// see //# sourceMappingURL=${data}`,
  upper: `1;\n//# SourceMappingURL=${data}`,
  backtick: `1;\n//# sourceMappingURL=${data}\`x`,
  stringAfter: `1;\n//# sourceMappingURL=${data}\nconst s = '//# sourceMappingURL=${other}';`,
  regexp: `1;\nconst r = /\\/\\/# sourceMappingURL=(.*)/g;\n//# sourceMappingURL=${data}\n`,
  hashbang: `#!/usr/bin/env node\n1;\n//# sourceMappingURL=${data}`,
  crlf: `1;\r\n//# sourceMappingURL=${data}\r\n`,
  tab: `1;\n//#\tsourceMappingURL=${data}\t`,
  lineSeparator: `1;\n//# sourceMappingURL=${data}\u2028 2`,
  division: `const a = 4, g = 1; a / 2; "/"; b(a) / g; //# sourceMappingURL=${data}`,
  regexpQuote: `const r = /["'\`/]/g; //# sourceMappingURL=${data}`,
  nested: `const s = \`\${{ a: \`}\` }.a + "}" /* } */}//# sourceMappingURL=${other}\`; //# sourceMappingURL=${data}`,
  escapedQuote: `const s = 'it\\'s //# sourceMappingURL=${other}'; //# sourceMappingURL=${data}`,
  escapedLine: `const s = "a\\\n//# sourceMappingURL=${other}";`,
  longBlock: `/* " */ 1; /* \` */ //# sourceMappingURL=${data}`,
  afterComment: `const a = 4 /* x */ / 2; const q = a // y\n / 2; //# sourceMappingURL=${data}`,
  keyword: `(() => { return /[//# sourceMappingURL=${other}]/; })(); //# sourceMappingURL=${data}`,
  manyStrings: `${`eval("1\\n//# sourceMappingURL=${other}\\n//# sourceURL=x");\n`.repeat(200)}//# sourceMappingURL=${data}\n2;`,
};
for (const [name, text] of Object.entries(cases)) {
  const file = path.join(folder, `${name}.js`);
  fs.writeFileSync(file, text);
  try { require(file); } catch (e) { console.log(name, e.name); }
  console.log(name, findSourceMap(file)?.payload.sources.map((s) => path.basename(s)));
}
(async () => {
  for (const [name, text] of Object.entries(cases)) {
    const file = path.join(folder, `${name}.mjs`);
    fs.writeFileSync(file, text);
    try { await import(require('url').pathToFileURL(file)); } catch (e) { console.log(name, e.name); }
    const url = require('url').pathToFileURL(file).href;
    console.log('esm', name, findSourceMap(url)?.payload.sources.map((s) => path.basename(s)));
  }
})();
