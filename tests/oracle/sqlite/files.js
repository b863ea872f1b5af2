'use strict';

// Databases in files: the warning, URIs, locks, backups, and a worker's own connection.

const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');
const { DatabaseSync, backup, constants } = require('node:sqlite');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sqlite-'));
const file = (name) => path.join(folder, name);
const attempt = (name, call) => {
  try {
    console.log(name, call());
  } catch (error) {
    console.log(name, error.code, error.errcode, error.message.replaceAll(folder, ''));
  }
};

const db = new DatabaseSync(file('a b%3F.db'));
db.exec('CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t(v) VALUES (1), (2.5), (\'text\'), (x\'00ff\'), (NULL)');
console.log(db.location() === file('a b%3F.db'), db.prepare('SELECT * FROM t').all());
const url = pathToFileURL(file('a b%3F.db'));
url.searchParams.set('mode', 'ro');
const reader = new DatabaseSync(url);
attempt('read only', () => reader.exec('DELETE FROM t'));
attempt('read only', () => new DatabaseSync(file('a b%3F.db'), { readOnly: true }).exec('DELETE FROM t'));
attempt('missing', () => new DatabaseSync(file('none.db'), { readOnly: true }));
attempt('not a database', () => {
  fs.writeFileSync(file('text'), 'not a database, but long enough to be taken for one'.repeat(20));
  return new DatabaseSync(file('text')).prepare('SELECT * FROM sqlite_master').all();
});
db.exec('BEGIN EXCLUSIVE');
attempt('locked', () => reader.prepare('SELECT * FROM t').all());
db.exec('COMMIT');

const rows = db.prepare('SELECT id FROM t ORDER BY id');
const seen = [];
for (const { id } of rows.iterate()) {
  seen.push(id);
  if (id === 3) break;
}
console.log(seen, rows.get(), [...rows.iterate()].length, rows.iterate().map((row) => row.id * 2).toArray());
attempt('function in a function', () => {
  db.function('outer', (n) => db.prepare('SELECT inner(?) AS v').get(n).v + 1);
  db.function('inner', (n) => n * 10);
  return db.prepare('SELECT outer(v) AS v FROM t WHERE id < 3').all();
});
attempt('thrown', () => {
  db.function('bad', () => { throw new RangeError('from JavaScript'); });
  return db.prepare('SELECT bad()').get();
});
attempt('order', () => {
  const calls = [];
  db.function('note', (n) => { calls.push(n); return n; });
  for (const row of db.prepare('SELECT note(id) AS id FROM t').iterate()) calls.push(`row ${row.id}`);
  return calls;
});
db.setAuthorizer((action, table) => (action === constants.SQLITE_DELETE ? constants.SQLITE_DENY : constants.SQLITE_OK));
attempt('authorizer', () => db.exec('DELETE FROM t'));
db.setAuthorizer(null);

(async () => {
  const steps = [];
  console.log(await backup(db, file('copy.db'), { rate: 1, progress: ({ totalPages, remainingPages }) => steps.push([totalPages, remainingPages]) }), steps);
  console.log(new DatabaseSync(file('copy.db')).prepare('SELECT count(*) AS n FROM t').get().n);
  await backup(db, file('none/copy.db')).catch((error) => console.log(error.code, error.message));
  const session = db.createSession({ table: 't' });
  db.exec('UPDATE t SET v = 99 WHERE id = 1; DELETE FROM t WHERE id = 2');
  const copy = new DatabaseSync(file('copy.db'));
  console.log(copy.applyChangeset(session.changeset()), copy.prepare('SELECT id, v FROM t LIMIT 2').all());
  const big = db.prepare('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i, i * 1.5 AS f, \'r\' || i AS s FROM n').all();
  console.log(big.length, big[0], big[49999]);
  const large = db.prepare('SELECT 1 AS v UNION ALL SELECT 9007199254740993').iterate();
  console.log(large.next().value);
  attempt('large', () => large.next());
  db.close();
  attempt('closed', () => db.exec('SELECT 1'));
  attempt('closed', () => rows.all());
  fs.rmSync(folder, { recursive: true });
})();
