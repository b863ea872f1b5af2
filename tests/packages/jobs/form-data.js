'use strict';

const http = require('http');
const fs = require('fs');
const os = require('os');
const path = require('path');
const FormData = require('form-data');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'form-')), 'some.txt');
fs.writeFileSync(file, 'what the file holds');
const server = http.createServer((req, res) => {
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    const boundary = /boundary=(.*)/.exec(req.headers['content-type'])[1];
    console.log('length told', req.headers['content-length'] === String(Buffer.concat(chunks).length));
    res.end(Buffer.concat(chunks).toString().replaceAll(boundary, 'BOUNDARY'));
  });
}).listen(0, () => {
  const form = new FormData();
  form.append('field', 'value');
  form.append('number', 12);
  form.append('buffer', Buffer.from([1, 2, 3]), { filename: 'b.bin', contentType: 'application/x-own' });
  form.append('file', fs.createReadStream(file));
  console.log(form.hasKnownLength(), Object.keys(form.getHeaders()));
  form.submit({ port: server.address().port, path: '/' }, (error, res) => {
    if (error) throw error;
    res.setEncoding('utf8');
    let text = '';
    res.on('data', (chunk) => { text += chunk; });
    res.on('end', () => {
      console.log(JSON.stringify(text));
      server.close();
    });
  });
  const wrong = new FormData();
  wrong.on('error', (error) => console.log('error', error.message));
  wrong.append('list', ['a', 'b']);
  const plain = new FormData();
  plain.setBoundary('own');
  plain.append('a', 'b');
  console.log(JSON.stringify(plain.getBuffer().toString()), plain.getLengthSync());
});
