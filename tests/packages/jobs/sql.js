'use strict';

const initSqlJs = require('sql.js');

initSqlJs().then((SQL) => {
  const db = new SQL.Database();
  db.run('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, n REAL, raw BLOB)');
  db.run('INSERT INTO t (name, n, raw) VALUES (?, ?, ?)', ['Grüße', 1.5, new Uint8Array([1, 2])]);
  const statement = db.prepare('INSERT INTO t (name, n) VALUES ($name, $n)');
  for (let i = 0; i < 1000; i++) statement.run({ $name: `row ${i}`, $n: i / 2 });
  statement.free();
  console.log(db.exec('SELECT count(*), sum(n), max(name) FROM t; SELECT * FROM t LIMIT 2'), db.getRowsModified());
  const select = db.prepare('SELECT * FROM t WHERE id > :id LIMIT 2');
  select.bind({ ':id': 500 });
  while (select.step()) console.log(select.getAsObject(), select.getColumnNames());
  select.free();
  db.create_function('twice', (n) => n * 2);
  db.create_aggregate('joined', { init: () => [], step: (state, value) => [...state, value], finalize: (state) => state.join('+') });
  console.log(db.exec('SELECT twice(21), joined(id) FROM (SELECT id FROM t LIMIT 3)')[0].values);
  const again = new SQL.Database(db.export());
  again.each('SELECT name FROM t WHERE id = 10', (row) => console.log(row), () => console.log('done'));
  for (const bad of ['SELEC 1', 'SELECT * FROM none', 'INSERT INTO t (id) VALUES (1)']) {
    try {
      again.exec(bad);
    } catch (error) {
      console.log(error.message);
    }
  }
  again.close();
  try {
    again.exec('SELECT 1');
  } catch (error) {
    console.log(error.message ?? error);
  }
});
