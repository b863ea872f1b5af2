'use strict';

const MarkdownIt = require('markdown-it');

const md = new MarkdownIt({ html: false, linkify: true, typographer: true, highlight: (code, lang) => `<u>${lang}:${code.length}</u>` });
console.log(md.render('# Title\n\nhttp://linked.example "quoted" -- (c) <b>no</b>\n\n1. a\n2. b\n\n```py\nx = 1\n```\n\n| a |\n|---|\n| ~~b~~ |\n'));
console.log(md.renderInline('*a* **b** `c` ![i](u)'));
console.log(md.parse('- x', {}).map(({ type, nesting }) => `${type}${nesting}`));
md.use((m) => { m.renderer.rules.em_open = () => '<em class="own">'; });
console.log(md.disable(['link']).renderInline('*x* [y](z)'), md.utils.escapeHtml('<&>'), md.validateLink('javascript:x'));
try {
  md.render(12);
} catch (error) {
  console.log(error.message);
}
try {
  md.enable('no-such-rule');
} catch (error) {
  console.log(error.message);
}
