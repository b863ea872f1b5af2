'use strict';

const { mathjax } = require('mathjax-full/js/mathjax.js');
const { TeX } = require('mathjax-full/js/input/tex.js');
const { MathML } = require('mathjax-full/js/input/mathml.js');
const { SVG } = require('mathjax-full/js/output/svg.js');
const { CHTML } = require('mathjax-full/js/output/chtml.js');
const { liteAdaptor } = require('mathjax-full/js/adaptors/liteAdaptor.js');
const { RegisterHTMLHandler } = require('mathjax-full/js/handlers/html.js');
const { AllPackages } = require('mathjax-full/js/input/tex/AllPackages.js');
const { SerializedMmlVisitor } = require('mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js');
const { STATE } = require('mathjax-full/js/core/MathItem.js');
const { createHash } = require('crypto');

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const document = mathjax.document('', { InputJax: new TeX({ packages: AllPackages }), OutputJax: new SVG({ fontCache: 'none' }) });
const shorten = (text) => `${text.length} ${createHash('sha1').update(text).digest('hex')}`;
for (const tex of ['x^2 + \\frac{1}{2}', '\\int_0^\\infty e^{-x}\\,dx = 1', '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}']) {
  console.log(shorten(adaptor.outerHTML(document.convert(tex, { display: true }))));
}
console.log(adaptor.textContent(adaptor.firstChild(document.convert('\\undefinedmacro'))) !== null);
const visitor = new SerializedMmlVisitor();
console.log(visitor.visitTree(document.convert('\\sqrt{y}', { end: STATE.CONVERT })));
console.log(visitor.visitTree(document.convert('\\frac{1}', { end: STATE.CONVERT })));
const chtml = mathjax.document('<p>\\(a+b\\)</p>', { InputJax: new TeX(), OutputJax: new CHTML({ fontURL: 'fonts' }) });
chtml.render();
console.log(shorten(adaptor.outerHTML(adaptor.body(chtml.document))));
const mml = mathjax.document('', { InputJax: new MathML(), OutputJax: new SVG() });
console.log(shorten(adaptor.outerHTML(mml.convert('<math><mi>x</mi></math>'))));
