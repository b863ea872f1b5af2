'use strict';
const express = require('express');

const app = express();
app.get('/', (req, res) => { res.send('Hello World'); });
app.post('/echo', express.json(), (req, res) => { res.json(req.body); });
app.listen(+process.argv[2], '127.0.0.1');
