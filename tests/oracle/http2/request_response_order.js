'use strict';
// The order of a request's events on both sides.
const http2 = require('http2');
const log = [];
const note = (text) => log.push(text);
const server = http2.createServer();
server.on('session', (session) => {
  note('server session');
  session.on('close', () => note('server session close'));
});
server.on('stream', (stream, headers, flags) => {
  note(`server stream ${stream.id} ${headers[':method']} ${headers[':path']} flags ${flags} end ${stream.endAfterHeaders}`);
  for (const name of ['finish', 'end', 'close', 'aborted', 'error']) stream.on(name, () => note(`server stream ${name}`));
  stream.respond({ 'x-a': '1' });
  stream.write('one');
  stream.end('two', () => note('server end callback'));
  stream.resume();
});
server.on('close', () => note('server close'));
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  note(`connecting ${client.connecting}`);
  client.on('connect', () => note('client connect'));
  client.on('close', () => note('client close'));
  const request = client.request({ ':path': '/x' });
  note(`pending ${request.pending} id ${request.id}`);
  request.on('ready', () => note(`ready ${request.id}`));
  for (const name of ['finish', 'end', 'close']) request.on(name, () => note(`request ${name}`));
  request.on('response', (headers) => note(`response ${headers[':status']} ${headers['x-a']}`));
  request.setEncoding('utf8');
  let body = '';
  request.on('data', (text) => { body += text; });
  request.on('close', () => {
    note(`body ${body} rst ${request.rstCode}`);
    client.close(() => server.close());
  });
});
process.on('exit', () => {
  const of = (who) => log.filter((line) => line.startsWith(who));
  console.log(of('server').join('\n'));
  console.log(log.filter((line) => !line.startsWith('server')).join('\n'));
});
