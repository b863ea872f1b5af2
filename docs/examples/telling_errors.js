// Programs test the code, people read the message, and both can follow the cause.
const { readFileSync } = require('node:fs');

function settings() {
  try {
    return readFileSync('/nowhere/settings.json', 'utf8');
  } catch (cause) {
    throw new Error('no settings', { cause });
  }
}
try {
  settings();
} catch (error) {
  console.log(error.message, '<-', error.cause.code, error.cause.errno < 0);
}
try {
  Buffer.alloc('much');
} catch (error) {
  console.log(error.code, error instanceof TypeError);
}
