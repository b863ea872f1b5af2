const cluster = require('node:cluster');

if (cluster.isPrimary) {
  cluster.fork().on('message', (text) => console.log(`primary got: ${text}`)).on('exit', () => console.log('worker ended'));
  console.log('primary');
} else {
  process.send('hello', () => process.disconnect());
}
