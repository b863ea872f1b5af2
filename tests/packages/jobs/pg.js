'use strict';

// Needs: postgresql

const { Client, Pool, types } = require('pg');
const { postgres, freePort } = require('./servers.cjs');

(async () => {
  const { port } = await postgres();
  const config = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' };
  const client = new Client(config);
  client.on('notice', (notice) => console.log('notice', notice.message));
  client.on('notification', ({ channel, payload }) => console.log('notified', channel, payload));
  await client.connect();
  await client.query('CREATE TABLE t (id serial primary key, name text NOT NULL, n numeric, data jsonb, at timestamptz, list int[], raw bytea)');
  const inserted = await client.query('INSERT INTO t (name, n, data, at, list, raw) VALUES ($1, $2, $3, $4, $5, $6), ($7, null, null, null, null, null) RETURNING *', ['Grüße', '1.50', { a: [1] }, new Date(0), [1, 2], Buffer.from([0, 255]), 'two']);
  console.log(inserted.rowCount, inserted.command, inserted.rows, inserted.fields.map(({ name, dataTypeID }) => `${name}:${dataTypeID}`));
  types.setTypeParser(1700, Number);
  console.log((await client.query({ text: 'SELECT n, count(*)::int AS c FROM t GROUP BY n ORDER BY n', rowMode: 'array' })).rows, (await client.query({ name: 'prepared', text: 'SELECT $1::int + 1 AS x', values: [41] })).rows);
  await client.query('BEGIN');
  await client.query('DELETE FROM t');
  await client.query('ROLLBACK');
  console.log((await client.query('SELECT count(*) FROM t')).rows[0], (await client.query('SELECT 1 AS a; SELECT 2 AS b')).map(({ rows }) => rows[0]));
  await client.query('LISTEN own');
  await client.query("NOTIFY own, 'payload'");
  await client.query("DO $$ BEGIN RAISE NOTICE 'hello'; END $$");
  for (const [text, values] of [['SELEC 1'], ['SELECT * FROM none'], ['INSERT INTO t (name) VALUES (null)'], ['SELECT $1::int', ['x']]]) await client.query(text, values).catch((error) => console.log(error.code, error.severity, error.message, error.position, error.column));
  console.log(client.escapeLiteral("it's"), client.escapeIdentifier('a"b'));
  await client.end();
  const pool = new Pool({ ...config, max: 3 });
  console.log((await Promise.all(Array.from({ length: 10 }, (_, i) => pool.query('SELECT $1::int AS i', [i])))).map(({ rows }) => rows[0].i), pool.totalCount <= 3);
  const big = await pool.query("SELECT repeat('x', 1000) AS x FROM generate_series(1, 2000)");
  console.log(big.rows.length, big.rows[1999].x.length);
  await pool.end();
  await new Client({ ...config, database: 'none' }).connect().catch((error) => console.log(error.code, error.message));
  await new Client({ ...config, port: await freePort() }).connect().catch((error) => console.log(error.code));
  process.exit();
})();
