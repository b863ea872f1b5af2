'use strict';

const hljs = require('highlight.js');

const code = { javascript: 'const f = async (x) => `t ${x + 1}`; // why', python: 'def f(x: int = 3):\n    """doc"""\n    return [y for y in range(x)]', sql: "SELECT a, COUNT(*) FROM t WHERE b = 'c'", json: '{"a": [1, true, null]}', rust: 'fn main() { let mut v: Vec<u8> = vec![1]; }' };
for (const language in code) {
  const { value, relevance } = hljs.highlight(code[language], { language });
  console.log(language, relevance, value);
}
const guess = hljs.highlightAuto('<html><body class="x">y</body></html>', ['xml', 'css', 'python']);
console.log(guess.language, guess.relevance);
console.log(hljs.listLanguages().length > 150, hljs.getLanguage('js').name, hljs.registerAliases('own', { languageName: 'javascript' }), hljs.getLanguage('own').name);
try {
  hljs.highlight('x', { language: 'no-such-language' });
} catch (error) {
  console.log(error.message);
}
