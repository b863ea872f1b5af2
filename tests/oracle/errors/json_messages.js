'use strict';
for (const text of ['', '{', '[1,', '{"a"', '{"a":', 'nul', '"abc', '{a:1}', '[1 2]', '\u0001', '1e', '-', '"\\x"', '"\n"', `{"long": "${'x'.repeat(60)}", bad}`]) {
  try {
    JSON.parse(text);
    console.log('ok', text);
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}
