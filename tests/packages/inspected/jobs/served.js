'use strict';

const express = require('express');

class Visitor {
  constructor(name) { this.name = name; }
}
const visitors = [];

const app = express();
app.get('/hello/:name', (req, res) => {
  const visitor = new Visitor(req.params.name);
  visitors.push(visitor);
  const text = `Hello, ${visitor.name}!`;
  res.send(`${text} ${visitor.name}`);
});
app.get('/busy', function busy(req, res) {
  let sum = 0;
  for (const end = Date.now() + 100; Date.now() < end;) sum += Math.sqrt(sum + 1);
  res.send(String(sum > 0));
});
const server = app.listen(0, '127.0.0.1', () => console.error(`port ${server.address().port}`));
