// The names of the resources that keep the loop alive. (Where stdout is a pipe, it is one of them.)
const waitsFor = () => process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap');

const server = require('node:net').createServer().listen(0, () => {
  setTimeout(() => {
    server.close();
    console.log(waitsFor());
  }, 1);
  console.log(waitsFor());
});
