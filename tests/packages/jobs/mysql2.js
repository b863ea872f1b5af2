'use strict';

// Needs: mariadb-server

const mysql = require('mysql2/promise');
const { mariadb, freePort } = require('./servers.cjs');

(async () => {
  const { port } = await mariadb();
  const config = { host: '127.0.0.1', port, user: 'root', multipleStatements: true };
  const connection = await mysql.createConnection(config);
  await connection.query('CREATE DATABASE own; USE own; CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL, n DECIMAL(5,2), data JSON, at DATETIME, raw BLOB, big BIGINT UNIQUE) CHARACTER SET utf8mb4');
  const [made] = await connection.execute('INSERT INTO t (name, n, data, at, raw, big) VALUES (?, ?, ?, ?, ?, ?)', ['Grüße 😀', 1.5, JSON.stringify({ a: [1] }), new Date(2020, 0, 2), Buffer.from([0, 255]), '9007199254740993']);
  console.log(made.affectedRows, made.insertId);
  const [rows, fields] = await connection.query({ sql: 'SELECT * FROM t WHERE name LIKE ?', values: ['Gr%'], supportBigNumbers: true, bigNumberStrings: true });
  console.log(rows, fields.map(({ name }) => name));
  console.log((await connection.execute({ sql: 'SELECT ? + 1 AS x, NULL AS y', rowsAsArray: true }, [41]))[0], (await connection.query('SELECT 1 AS a; SELECT 2 AS b'))[0]);
  await connection.beginTransaction();
  await connection.query('DELETE FROM t');
  await connection.rollback();
  console.log((await connection.query('SELECT COUNT(*) AS c FROM t'))[0], mysql.format('a = ? AND ?? = ?', ["it's", 'col', [1, 2]]), mysql.escape(new Date(0, 0, 1)));
  for (const [sql, values] of [['SELEC 1'], ['SELECT * FROM none'], ['INSERT INTO t (name) VALUES (NULL)'], ["INSERT INTO t (name, big) VALUES ('x', ?)", ['9007199254740993']]]) await connection.query(sql, values).catch((error) => console.log(error.code, error.errno, error.sqlState, error.message));
  await connection.execute('SELECT ?', [undefined]).catch((error) => console.log(error.message));
  let count = 0;
  await new Promise((resolve, reject) => connection.connection.query('SELECT seq, REPEAT("x", 100) AS x FROM seq_1_to_3000').stream().on('data', () => count++).on('end', resolve).on('error', reject));
  console.log('streamed', count);
  await connection.end();
  const pool = mysql.createPool({ ...config, database: 'own', connectionLimit: 3 });
  console.log((await Promise.all(Array.from({ length: 8 }, (_, i) => pool.query('SELECT ? AS i', [i])))).map(([[{ i }]]) => i));
  await pool.end();
  await mysql.createConnection({ ...config, user: 'nobody', password: 'x' }).catch((error) => console.log(error.code, error.errno));
  await mysql.createConnection({ ...config, port: await freePort() }).catch((error) => console.log(error.code));
  process.exit();
})();
