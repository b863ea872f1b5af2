'use strict';

const http = require('http');
const express = require('express');
const passport = require('passport');

class Header extends passport.Strategy {
  name = 'header';
  authenticate(req) {
    const key = req.get('x-key');
    if (key === undefined) return this.fail('no key', 401);
    if (key === 'broken') return this.error(new Error('strategy broke'));
    if (key === 'move') return this.redirect('/login');
    return key === 'good' ? this.success({ id: 7 }, { scope: 'all' }) : this.fail({ message: 'wrong key' });
  }
}
passport.use(new Header());
passport.serializeUser((user, done) => done(null, user.id));
passport.deserializeUser((id, done) => done(null, { id }));
const app = express();
app.get('/own', passport.authenticate('header', { session: false }), (req, res) => res.json({ user: req.user, info: req.authInfo, in: req.isAuthenticated() }));
app.get('/custom', (req, res, next) => passport.authenticate('header', (error, user, info) => res.json({ error: error?.message, user, info }))(req, res, next));
app.get('/unknown', passport.authenticate('no-such-strategy', { session: false }));
app.use((error, req, res, next) => res.status(500).send(error.message));
const server = app.listen(0, async () => {
  for (const [path, key] of [['/own', 'good'], ['/own', 'bad'], ['/own'], ['/own', 'broken'], ['/own', 'move'], ['/custom', 'good'], ['/custom', 'bad'], ['/unknown']]) {
    await new Promise((resolve) => http.get({ port: server.address().port, path, headers: key ? { 'x-key': key } : {} }, (res) => {
      let text = '';
      res.on('data', (chunk) => { text += chunk; });
      res.on('end', () => { console.log(path, key, res.statusCode, res.headers.location, res.headers['www-authenticate'], text); resolve(); });
    }));
  }
  server.close();
});
try {
  passport.use({});
} catch (error) {
  console.log(error.message);
}
