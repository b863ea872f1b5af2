import { connect } from '@tursodatabase/database';

const db = await connect(':memory:');
await db.exec('create table t(a)');
const insert = db.prepare('insert into t values (?)');
await insert.run(1);
await insert.run('two');
console.log(await db.prepare('select a from t order by rowid').all());
await db.close();
