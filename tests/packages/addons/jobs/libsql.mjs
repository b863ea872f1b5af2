import Database from 'libsql';

const db = new Database(':memory:');
db.exec('create table t(a, b)');
const insert = db.prepare('insert into t values (?, ?)');
insert.run(1, 'x');
insert.run(2n, Buffer.from('b'));
console.log(db.prepare('select a, length(b) l from t').all().map(({ a, l }) => [a, l]), db.prepare('select count(*) c from t').get().c);
for (const wrong of [() => db.exec('bad sql'), () => db.transaction(() => {
  insert.run(3, 'z');
  throw new Error('rolled back');
})()]) {
  try {
    wrong();
  } catch (error) {
    console.log(error.message, error.code);
  }
}
console.log(db.prepare('select count(*) c from t').get().c);
db.close();
