'use strict';

// Database servers of the system. Each job starts its own, on a free port, with its data in a temporary folder that is deleted at the end.

const { execFileSync, spawn, spawnSync } = require('child_process');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

const asRoot = process.getuid() === 0;
// PostgreSQL and MariaDB refuse to run as root.
const user = (name) => (asRoot ? ['runuser', '-u', name, '--'] : []);
const run = (words, options) => execFileSync(words[0], words.slice(1), { stdio: 'pipe', ...options });

const freePort = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

async function answers(port) {
  for (let i = 0; i < 300; i++) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); }).on('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not start');
}

// PostgreSQL accepts connections before it serves queries.
async function isReady(check) {
  for (let i = 0; i < 300; i++) {
    if (spawnSync(check[0], check.slice(1)).status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not become ready');
}

// Starts a server in a new folder. Returns its port, its folder, and functions that kill it and start it again.
async function start(name, owner, prepare, command) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
  if (asRoot && owner) run(['chown', owner, folder]);
  const port = await freePort();
  prepare(folder, port);
  const words = command(folder, port);
  let child, wanted = false;
  const launch = () => {
    child = spawn(words[0], words.slice(1), { stdio: 'ignore', cwd: folder, detached: true });
    child.once('exit', () => { if (wanted) setTimeout(launch, 100); });  // the rest of the old server may still hold the port
  };
  const serve = async () => {
    wanted = true;
    launch();
    await answers(port);
  };
  // At once, in any state: like a machine that loses power.
  const kill = () => new Promise((resolve) => {
    wanted = false;
    child.once('exit', resolve);
    process.kill(-child.pid, 'SIGKILL');
  });
  process.once('exit', () => {
    wanted = false;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {}
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  await serve();
  return { port, folder, kill, serve };
}

const newest = (folder) => fs.readdirSync(folder).sort((a, b) => b - a)[0];

const postgres = async () => {
  const bin = `/usr/lib/postgresql/${newest('/usr/lib/postgresql')}/bin`;
  const started = await start('postgres', 'postgres', (folder) => run([...user('postgres'), `${bin}/initdb`, '-D', `${folder}/data`, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { cwd: folder }),
                              (folder, port) => [...user('postgres'), `${bin}/postgres`, '-D', `${folder}/data`, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, '-F']);
  const ready = () => isReady([`${bin}/pg_isready`, '-q', '-h', '127.0.0.1', '-p', `${started.port}`]);
  await ready();
  return { ...started, serve: () => started.serve().then(ready) };
};

const mariadb = () => start('mariadb', 'mysql', (folder) => run([...user('mysql'), 'mariadb-install-db', '--no-defaults', `--datadir=${folder}/data`, '--auth-root-authentication-method=normal', '--skip-test-db'], { cwd: folder }),
                            (folder, port) => [...user('mysql'), 'mariadbd', '--no-defaults', `--datadir=${folder}/data`, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${folder}/s`, '--skip-log-bin', '--innodb-flush-log-at-trx-commit=0']);

const redis = () => start('redis', undefined, () => {}, (folder, port) => ['redis-server', '--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder]);

module.exports = { freePort, mariadb, postgres, redis };
