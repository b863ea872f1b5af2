'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const ejs = require('ejs');

console.log(ejs.render('<% for (const p of people) { %><li><%= p %></li><% } %><%- raw %><%# gone %><%_ const x = 1; _%><%= x %>', { people: ['a', '<b>'], raw: '<hr>' }));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ejs-'));
fs.writeFileSync(path.join(folder, 'page.ejs'), '<%- include("part", { name }) %>!');
fs.writeFileSync(path.join(folder, 'part.ejs'), 'Hello <?= name ?>'.replace('<?', '<%').replace('?>', '%>'));
(async () => {
  console.log(await ejs.renderFile(path.join(folder, 'page.ejs'), { name: 'you & me' }));
  console.log(await ejs.render('<%= await later %>', { later: Promise.resolve('awaited') }, { async: true }));
  console.log(ejs.compile('[?= a ?]', { delimiter: '?', openDelimiter: '[', closeDelimiter: ']' })({ a: 1 }));
  await ejs.renderFile(path.join(folder, 'none.ejs')).catch((error) => console.log(error.code));
  for (const bad of ['a\n<%= missing %>', '<% if ( %>']) {
    try {
      ejs.render(bad, {});
    } catch (error) {
      console.log(error.name, error.message.split('\n').filter((line) => line.trim()).slice(0, 3));
    }
  }
})();
