'use strict';

const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const express = require('express');
const multer = require('multer');
const FormData = require('form-data');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'multer-'));
const disk = multer({ storage: multer.diskStorage({ destination: folder, filename: (req, file, callback) => callback(null, `kept-${file.originalname}`) }) });
const memory = multer({ storage: multer.memoryStorage(), limits: { fileSize: 100 }, fileFilter: (req, file, callback) => (file.originalname.endsWith('.exe') ? callback(new Error('no programs')) : callback(null, true)) });
const app = express();
const show = ({ fieldname, originalname, mimetype, size, buffer, filename }) => ({ fieldname, originalname, mimetype, size, text: buffer?.toString(), filename });
app.post('/disk', disk.array('files', 3), (req, res) => res.json({ body: req.body, files: req.files.map(show), kept: fs.readdirSync(folder).sort() }));
app.post('/memory', memory.fields([{ name: 'a', maxCount: 1 }, { name: 'b' }]), (req, res) => res.json({ body: req.body, a: req.files.a?.map(show), b: req.files.b?.map(show) }));
app.post('/none', multer().none(), (req, res) => res.json(req.body));
app.use((error, req, res, next) => res.status(400).json({ multer: error instanceof multer.MulterError, code: error.code, field: error.field, message: error.message }));
const server = app.listen(0, async () => {
  const send = (where, fill) => new Promise((resolve, reject) => {
    const form = new FormData();
    fill(form);
    form.submit({ port: server.address().port, path: where }, (error, res) => {
      if (error) { reject(error); return; }
      let text = '';
      res.on('data', (chunk) => { text += chunk; }).on('end', () => { console.log(where, res.statusCode, text); resolve(); });
    });
  });
  await send('/disk', (form) => { form.append('k', 'v'); form.append('list[0]', 'x'); form.append('files', Buffer.from('one'), 'one.txt'); form.append('files', Buffer.from('two'), 'two.txt'); });
  await send('/memory', (form) => { form.append('a', Buffer.from('text'), { filename: 'ä.txt', contentType: 'text/plain' }); form.append('b', Buffer.from('b'), 'b'); });
  await send('/memory', (form) => { form.append('a', Buffer.alloc(200), 'big'); });
  await send('/memory', (form) => { form.append('b', Buffer.from('x'), 'x.exe'); });
  await send('/none', (form) => { form.append('a', 'b'); });
  await send('/none', (form) => { form.append('a', Buffer.from('x'), 'x'); });
  server.close();
  server.closeAllConnections();
});
