import { marked, Marked, lexer, parseInline } from 'marked';

const text = '# Title\n\nSome *text* with `code`, [a link](http://x.example "t") and ~~gone~~.\n\n- one\n- [x] two\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n```js\nlet a = 1 < 2;\n```\n> quoted\n';
console.log(marked.parse(text));
console.log(lexer(text).map((token) => token.type));
console.log(parseInline('**bold** <i>'));
const own = new Marked({ gfm: true, breaks: true, async: true });
own.use({ renderer: { heading({ text: inside, depth }) { return `<h${depth + 1}>${inside}</h${depth + 1}>`; } }, walkTokens: async (token) => { if (token.type === 'text') token.text = token.text.toUpperCase(); } });
console.log(await own.parse('# small\nline\nline'));
try {
  marked.parse(undefined);
} catch (error) {
  console.log(error.message);
}
