// What the loop waits for, by name. (Where stdout is a pipe, that is among it.)
const waitsFor = () => process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap');

const server = require('node:net').createServer().listen(0, () => {
  setTimeout(() => {
    server.close();
    console.log(waitsFor());
  }, 1);
  console.log(waitsFor());
});
