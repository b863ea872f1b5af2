"""Workers leave no threads and descriptors behind, do not delay the program's end, and end with their parent."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

import anode
from tests.commands import ANODE, run

COUNT = """
const fs = require('fs');
const count = () => [fs.readdirSync('/proc/self/task').length, fs.readdirSync('/proc/self/fd').length];
const { Worker } = require('worker_threads');
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
"""

# The tests count threads and descriptors in /proc, which only Linux has.
linux = pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="counts threads and descriptors in /proc")


def anode_run(tmp_path: Path, source: str) -> str:
    script = tmp_path / "script.js"
    script.write_text(source)
    result = run([ANODE, str(script)], timeout=120)
    assert result.returncode == 0, result.stderr
    return result.stdout


@linux
def test_two_hundred_workers_leave_no_thread_and_no_descriptor(tmp_path: Path) -> None:
    out = anode_run(
        tmp_path,
        COUNT
        + """
const programs = [
  '0', 'for (;;);', 'setInterval(() => {}, 1e6)', 'const fs = require("fs"); for (;;) fs.existsSync("/")', 'process.exit(3)', 'throw new Error("x")',
  'require("worker_threads").parentPort.on("message", () => {})', '(async () => { for (;;) await 0 })()',
  'new (require("worker_threads").Worker)("for (;;);", { eval: true })', 'require("fs").readFile("/etc/hosts", () => {}); setTimeout(() => {}, 1e6)',
  'const { port1, port2 } = new MessageChannel(); require("worker_threads").parentPort.postMessage(port1, [port1]); setTimeout(() => {}, 1e6)',
];
async function one(i) {
  const worker = new Worker(programs[i % programs.length], { eval: true });
  worker.on('error', () => {});
  if (i % 3 !== 0) {
    await new Promise((resolve) => { worker.once('online', resolve); worker.once('exit', resolve); });
    if (i % 2 === 0) await wait(i % 7);
  }
  await worker.terminate();
}
(async () => {
  await one(0);
  await wait(100);
  const before = count();
  for (let i = 0; i < 200;) await Promise.all([one(i++), one(i++), one(i++), one(i++)]);
  for (let i = 0; i < 100 && count().join() !== before.join(); i++) await wait(20);
  console.log(before.join() === count().join() || [before, count()]);
})();
""",
    )
    assert out == "true\n"


def test_a_worker_that_waits_for_a_child_holds_up_no_other(tmp_path: Path) -> None:
    out = anode_run(
        tmp_path,
        """
const { Worker } = require('worker_threads');
const blocked = new Worker(`
  require('worker_threads').parentPort.postMessage(1);
  require('child_process').execSync('sleep 3');
`, { eval: true });
blocked.on('message', () => setTimeout(() => {
  const start = Date.now();
  blocked.terminate().then(() => console.log('blocked'));
  const other = new Worker('for (;;);', { eval: true });
  other.on('online', () => other.terminate().then(() => console.log('other', Date.now() - start < 2000)));
}, 100));
""",
    )
    assert out == "other true\nblocked\n"


def test_a_heap_limit_ends_one_worker_and_no_other(tmp_path: Path) -> None:
    out = anode_run(
        tmp_path,
        """
const { Worker } = require('worker_threads');
const other = new Worker('setInterval(() => {}, 1000)', { eval: true });
const hungry = new Worker('const all = []; for (;;) all.push(new Array(100).fill({}))', {
  eval: true, resourceLimits: { maxOldGenerationSizeMb: 20 },
});
hungry.on('error', (error) => console.log(error.code));
hungry.on('exit', async (code) => console.log(code, other.threadId, await other.terminate()));
""",
    )
    assert out == "ERR_WORKER_OUT_OF_MEMORY\n1 1 1\n"


@linux
def test_shared_memory_is_given_back(tmp_path: Path) -> None:
    out = anode_run(
        tmp_path,
        COUNT
        + """
const one = (size) => new Promise((resolve) => {
  const cells = new Uint8Array(new SharedArrayBuffer(size));
  new Worker('const { workerData: cells } = require("worker_threads"); cells[cells.length - 1] = 42', { eval: true, workerData: cells })
    .on('exit', () => resolve(cells[size - 1]));
});
(async () => {
  const sums = [];
  for (const size of [1, 7, 4096, 4097, 65536, 3000000]) sums.push(await one(size));
  console.log(sums.join());
  let kept;
  for (let i = 0; i < 400 && count()[1] > 40; i++) {
    kept = new Array(1e6).fill(i);
    await wait(5);
  }
  console.log(kept === undefined);
})();
""",
    )
    assert out == "42,42,42,42,42,42\ntrue\n"


@linux
def test_workers_of_an_embedded_program_end_with_it() -> None:
    def counts() -> tuple[int, int]:
        return len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))

    with anode.Runtime() as runtime:
        runtime.eval("1")
    time.sleep(0.1)
    before = counts()
    for _ in range(3):
        with anode.Runtime(cwd="/", env={"NAME": "value"}) as runtime:
            found = runtime.eval(
                """
                const { Worker } = require('worker_threads');
                new Worker('for (;;);', { eval: true });
                new Promise((resolve) => new Worker(`
                  require('worker_threads').parentPort.postMessage([process.cwd(), process.env.NAME].join());
                `, { eval: true }).on('message', resolve));
                """
            )
            assert found.result() == "/,value"
    for _ in range(100):
        if counts() == before:
            break
        time.sleep(0.02)
    assert counts() == before


def test_sigint_ends_a_program_with_busy_workers(tmp_path: Path) -> None:
    script = tmp_path / "script.js"
    script.write_text(
        """
const { Worker } = require('worker_threads');
new Worker('process.on("SIGINT", () => console.log("never")); for (;;);', { eval: true }).on('online', () => process.kill(process.pid, 'SIGINT'));
"""
    )
    result = run([ANODE, str(script)], timeout=30)
    assert result.returncode == -2
    assert result.stdout == ""


LOST = """
import sys
from anode.engine import features
features.lose({"shared-memory": "a test"})
from anode.cli import main
sys.argv = ["anode", sys.argv[1]]
sys.exit(main())
"""


def test_without_the_feature_shared_values_are_refused(tmp_path: Path) -> None:
    script = tmp_path / "script.js"
    script.write_text(
        """
const compiled = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
const { port1 } = new (require('worker_threads').MessageChannel)();
for (const value of [new SharedArrayBuffer(4), { compiled }, new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true })]) {
  for (const send of [structuredClone, port1.postMessage.bind(port1)]) {
    try {
      send([value]);
      console.log('sent');
    } catch (error) {
      console.log(error.name, error.message);
    }
  }
}
port1.close();
"""
    )
    done = run([sys.executable, "-c", LOST, str(script)])
    shared, module = (f"DataCloneError #<{name}> could not be cloned.\n" * 2 for name in ("SharedArrayBuffer", "Module"))
    assert (done.stdout, done.stderr) == (shared + module + shared, "")


@linux
def test_shared_memory_is_no_descriptor_and_a_message_that_nobody_reads_keeps_none(tmp_path: Path) -> None:
    out = anode_run(
        tmp_path,
        """
const { Worker, MessageChannel } = require('worker_threads');
const fs = require('fs');
require('v8').setFlagsFromString('--expose-gc');
const gc = require('vm').runInNewContext('gc');
const MB = 2 ** 20;
const files = () => fs.readdirSync('/proc/self/fd').map((fd) => { try { return fs.readlinkSync(`/proc/self/fd/${fd}`); } catch { return ''; } });
const round = async () => {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker('require("worker_threads").parentPort.once("message", () => process.exit())', {
    eval: true, workerData: port2, transferList: [port2],
  });
  await new Promise((resolve) => worker.once('online', resolve));
  for (let i = 0; i < 20; i++) port1.postMessage(new Uint8Array(new SharedArrayBuffer(4 * MB)).fill(1));
  const full = process.memoryUsage().rss;
  const named = files().some((name) => name.includes('memfd'));
  worker.postMessage('end');
  await new Promise((resolve) => worker.once('exit', resolve));
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    gc();
  }
  return [full, named];
};
(async () => {
  const [first, named] = await round();
  for (let i = 0; i < 4; i++) await round();
  const [last] = await round();
  console.log(named, last - first < 80 * MB);
})();
""",
    )
    assert out == "false true\n"


def test_a_worker_writes_heap_snapshots_before_its_limit_ends_it(tmp_path: Path) -> None:
    out = anode_run(
        tmp_path,
        """
const { Worker } = require('worker_threads');
const fs = require('fs');
const folder = fs.mkdtempSync(require('path').join(__dirname, 'snapshots-'));
const worker = new Worker('const all = []; for (;;) all.push({ hungry: [1, 2, 3] });', {
  eval: true, execArgv: ['--heapsnapshot-near-heap-limit=2', `--diagnostic-dir=${folder}`], resourceLimits: { maxOldGenerationSizeMb: 16 },
});
worker.on('error', (error) => console.log(error.code));
worker.on('exit', () => {
  const names = fs.readdirSync(folder).sort();
  console.log(names.map((name) => name.replace(/\\d{8}\\.\\d{6}\\.\\d+/, 'X')).join());
  console.log(names.every((name) => JSON.parse(fs.readFileSync(`${folder}/${name}`)).strings.includes('hungry')));
});
""",
    )
    assert out == "ERR_WORKER_OUT_OF_MEMORY\nHeap.X.1.001.heapsnapshot,Heap.X.1.002.heapsnapshot\ntrue\n"
