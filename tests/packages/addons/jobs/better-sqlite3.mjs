import Database from 'better-sqlite3';

const db = new Database(':memory:');
db.exec('create table t(a, b)');
const insert = db.prepare('insert into t values (?, ?)');
db.transaction(() => { for (let i = 0; i < 3; i++) insert.run(i, `text ${i}`); })();
console.log(db.prepare('select * from t').all(), db.prepare('select sum(a) from t').pluck().get());
db.function('double', (x) => x * 2);
console.log(db.prepare('select double(21) d').get(), [...db.prepare('select a from t').raw().iterate()]);
try {
  db.exec('bad sql');
} catch (error) {
  console.log(error.constructor.name, error.code, error.message);
}
db.close();
