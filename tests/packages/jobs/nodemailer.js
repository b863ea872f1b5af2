'use strict';

const net = require('net');
const nodemailer = require('nodemailer');

const lines = [];
const server = net.createServer((socket) => {
  let inData = false;
  socket.write('220 own.example ESMTP\r\n');
  require('readline').createInterface({ input: socket }).on('line', (line) => {
    if (inData) {
      if (line === '.') { inData = false; socket.write('250 taken\r\n'); }
      return;
    }
    lines.push(line);
    const word = line.split(' ')[0].toUpperCase();
    if (word === 'EHLO') socket.write('250-own.example\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000\r\n');
    else if (word === 'AUTH') socket.write(line.includes(Buffer.from('\0u\0p').toString('base64')) ? '235 welcome\r\n' : '535 wrong\r\n');
    else if (word === 'RCPT' && line.includes('nobody')) socket.write('550 no such user\r\n');
    else if (word === 'DATA') { inData = true; socket.write('354 go on\r\n'); } else if (word === 'QUIT') socket.end('221 bye\r\n');
    else socket.write('250 ok\r\n');
  });
  socket.on('error', () => {});
}).listen(0, async () => {
  const { port } = server.address();
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, name: 'client.example', auth: { user: 'u', pass: 'p' } });
  console.log(await transport.verify());
  const sent = await transport.sendMail({ from: '"Me, Myself" <me@own.example>', to: 'you@own.example, nobody@own.example', subject: 'Grüße', text: 'plain', html: '<b>html</b>', attachments: [{ filename: 'a.txt', content: 'attached' }], messageId: '<id@own>', date: new Date(0) });
  console.log(sent.accepted, sent.rejected, sent.response, sent.envelope, sent.messageId);
  console.log(lines);
  const composed = await nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' }).sendMail({ from: 'a@b.example', to: 'c@d.example', subject: 'x'.repeat(90), text: 'ü'.repeat(100), messageId: '<id@own>', date: new Date(0) });
  console.log(composed.message.toString());
  console.log(JSON.parse((await nodemailer.createTransport({ jsonTransport: true }).sendMail({ from: 'a@b.example', to: 'c@d.example', text: 't', messageId: '<x@y>' })).message).to);
  await nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true, auth: { user: 'u', pass: 'wrong' } }).sendMail({ from: 'a@b.example', to: 'c@d.example' }).catch((error) => console.log(error.code, error.responseCode));
  server.close();
  await transport.sendMail({ from: 'a@b.example', to: 'c@d.example' }).catch((error) => console.log(error.code, error.command));
});
