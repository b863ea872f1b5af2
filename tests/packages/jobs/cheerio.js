'use strict';

const cheerio = require('cheerio');

const $ = cheerio.load('<ul id="fruits"><li class="apple">Apple</li><li class="orange">Orange</li><li class="pear">Pear &amp; more</li></ul>');
console.log($('.apple', '#fruits').text(), $('ul .pear').attr('class'), $('li').length);
$('.orange').addClass('ripe').attr('data-kind', 'citrus').append('<b>!</b>');
$('<li>Plum</li>').insertAfter('.pear');
console.log($.html('#fruits'));
console.log($('li').map((i, el) => `${i}:${$(el).text()}`).get());
console.log($('li:not(.apple)').first().next().prev().data());
console.log($.extract({ names: [{ selector: 'li', value: 'class' }], first: 'li' }));
const xml = cheerio.load('<a><b x="1"/><c>text</c></a>', { xml: true });
console.log(xml.xml(), xml('b').attr());
console.log(cheerio.load('<p>unclosed<div>x', null, false).html());
try {
  $('li:no-such-pseudo(');
} catch (error) {
  console.log(error.name, error.message);
}
