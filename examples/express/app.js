'use strict';

// An Express application with one of everything: run it with `anode app.js` or `node app.js`, there is no difference.

const { createWriteStream } = require('node:fs');
const { mkdir } = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { setTimeout: sleep } = require('node:timers/promises');
const express = require('express');

const port = Number(process.env.PORT ?? 3000);
const uploads = process.env.UPLOADS ?? path.join(os.tmpdir(), 'anode-uploads');

const app = express();
app.use(express.static(path.join(__dirname, 'public')));

app.get('/hello/:name', (req, res) => {
  res.send(`Hello, ${req.params.name}!\n`);
});

app.post('/echo', express.json(), (req, res) => {
  res.json({ received: req.body, at: req.get('host') });
});

// One line at a time, each sent when it is there.
app.get('/count/:to', (req, res, next) => {
  async function* count() {
    for (let i = 1; i <= Number(req.params.to); i++) {
      yield `${i}\n`;
      await sleep(10);
    }
  }
  res.type('text/plain');
  pipeline(Readable.from(count()), res).catch(next);
});

// The body goes to disk as it arrives: no upload is ever in memory as a whole.
app.put('/upload/:name', async (req, res) => {
  await mkdir(uploads, { recursive: true });
  const file = createWriteStream(path.join(uploads, path.basename(req.params.name)));
  await pipeline(req, file);
  res.status(201).json({ name: path.basename(req.params.name), bytes: file.bytesWritten });
});

app.get('/memory', (req, res) => {
  res.json(process.memoryUsage());
});

app.get('/slow', async (req, res) => {
  await sleep(Number(req.query.ms ?? 1000));
  res.send('done\n');
});

app.get('/throws', () => {
  throw Object.assign(new Error('thrown by a handler'), { status: 418 });
});

app.get('/rejects', async () => {
  await sleep(1);
  throw new Error('rejected by an async handler');
});

app.use((req, res) => {
  res.status(404).json({ error: `no ${req.method} ${req.path} here` });
});

// Express knows an error handler by its four parameters.
app.use((error, req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  res.status(error.status ?? 500).json({ error: error.message });
});

const server = app.listen(port, (error) => {
  if (error) throw error;
  console.log(`http://localhost:${server.address().port}/ (process ${process.pid}, ${process.release.name} ${process.version})`);
});

// Answer what was asked, take nothing more, leave.
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
});
