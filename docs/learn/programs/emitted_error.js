const { readFile } = require('node:fs');

try {
  readFile('/nowhere', (error) => console.log(`callback: ${error.code}`));
  console.log('try ends');
} catch {
  console.log('catch');
}
