'use strict';

// Needs: mariadb-server

// A pool of MariaDB connections: a hundred queries at once, concurrent transactions, and a server that dies during a query.
const mysql = require('mysql2/promise');
const { mariadb } = require('./servers.cjs');

(async () => {
  const server = await mariadb();
  const pool = mysql.createPool({ host: '127.0.0.1', port: server.port, user: 'root', connectionLimit: 8, multipleStatements: true });
  await pool.query('CREATE DATABASE own; CREATE TABLE own.accounts (id int PRIMARY KEY, amount int CHECK (amount >= 0)) ENGINE=InnoDB');
  await pool.query('INSERT INTO own.accounts VALUES ?', [Array.from({ length: 10 }, (_, i) => [i + 1, 100])]);
  const hundred = await Promise.all(Array.from({ length: 100 }, (_, i) => pool.execute('SELECT ? * 2 AS x, SLEEP(0.01) AS s', [i])));
  console.log(hundred.every(([rows], i) => Number(rows[0].x) === i * 2));

  const move = async (from, to, amount) => {
    const connection = await pool.getConnection();
    try {
      await connection.beginTransaction();
      await connection.query('SELECT 1 FROM own.accounts WHERE id IN (?, ?) ORDER BY id FOR UPDATE', [from, to]);
      await connection.query('UPDATE own.accounts SET amount = amount + ? WHERE id = ?', [amount, to]);
      await connection.query('UPDATE own.accounts SET amount = amount - ? WHERE id = ?', [amount, from]);
      await connection.commit();
      return 'moved';
    } catch (error) {
      await connection.rollback();
      return error.code;
    } finally {
      connection.release();
    }
  };
  const moves = await Promise.all(Array.from({ length: 30 }, (_, i) => move(1 + i % 10, 1 + (i + 3) % 10, i % 5 === 4 ? 1000 : 5)));
  console.log(moves.filter((code) => code === 'moved').length, [...new Set(moves.filter((code) => code !== 'moved'))]);
  console.log((await pool.query('SELECT CAST(sum(amount) AS int) AS sum FROM own.accounts'))[0]);

  const failed = pool.query('SELECT SLEEP(60)').catch((error) => console.log('in the middle:', error.code, error.fatal));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await server.kill();
  await failed;
  await pool.query('SELECT 1').catch((error) => console.log('while it is down:', error.code));
  await server.serve();
  for (let i = 0; ; i++) {
    try {
      console.log('again:', (await pool.query('SELECT 1 AS n'))[0]);
      break;
    } catch (error) {
      if (i === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await pool.end();
  process.exit();
})();
