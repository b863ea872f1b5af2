// Flags: --enable-source-maps
'use strict';
for (const name of ['missing', 'broken']) {
  try {
    require(`./fixtures/${name}.js`).check();
  } catch (error) {
    console.log(error.stack.split('\n').slice(0, 4).join('\n').replaceAll(__dirname, 'DIR'));
  }
}
