'use strict';

// Needs: postgresql

// A pool of PostgreSQL connections: a hundred queries at once, concurrent transactions, and a server that dies during a query.
const { Pool } = require('pg');
const { postgres } = require('./servers.cjs');

(async () => {
  const server = await postgres();
  const pool = new Pool({ host: '127.0.0.1', port: server.port, user: 'postgres', database: 'postgres', max: 8 });
  let lost = 0;
  pool.on('error', () => { lost++; });  // for idle connections
  await pool.query('CREATE TABLE accounts (id int PRIMARY KEY, amount int CHECK (amount >= 0)); INSERT INTO accounts SELECT i, 100 FROM generate_series(1, 10) i');
  const hundred = await Promise.all(Array.from({ length: 100 }, (_, i) => pool.query('SELECT $1::int * 2 AS x, pg_sleep(0.01)', [i])));
  console.log(hundred.every(({ rows }, i) => rows[0].x === i * 2), pool.totalCount <= 8, pool.waitingCount);

  const move = async (from, to, amount) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM accounts WHERE id IN ($1, $2) ORDER BY id FOR UPDATE', [from, to]);
      await client.query('UPDATE accounts SET amount = amount + $2 WHERE id = $1', [to, amount]);
      await client.query('UPDATE accounts SET amount = amount - $2 WHERE id = $1', [from, amount]);
      await client.query('COMMIT');
      return 'moved';
    } catch (error) {
      await client.query('ROLLBACK');
      return error.code;
    } finally {
      client.release();
    }
  };
  const moves = await Promise.all(Array.from({ length: 30 }, (_, i) => move(1 + i % 10, 1 + (i + 3) % 10, i % 5 === 4 ? 1000 : 5)));
  console.log(moves.filter((code) => code === 'moved').length, moves.filter((code) => code === '23514').length);
  console.log((await pool.query('SELECT sum(amount)::int AS sum FROM accounts')).rows);

  const client = await pool.connect();
  client.on('error', () => {});
  const failed = client.query('SELECT pg_sleep(60)').catch((error) => console.log('in the middle:', error.message));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await server.kill();
  await failed;
  client.release(true);
  while (pool.idleCount > 0) await new Promise((resolve) => setTimeout(resolve, 5));  // each connection closes when it sees the server's end
  await pool.query('SELECT 1').catch((error) => console.log('while it is down:', error.code));
  await server.serve();
  for (let i = 0; ; i++) {
    try {
      console.log('again:', (await pool.query('SELECT count(*)::int AS n FROM accounts')).rows);
      break;
    } catch (error) {
      if (i === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  console.log(lost > 0);
  await pool.end();
  process.exit();
})();
