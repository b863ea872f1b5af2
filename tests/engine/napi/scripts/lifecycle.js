'use strict';

// Argument: what to do. Finalizers, hooks, asynchronous work, thread-safe functions, and the ways a program ends.

const { addon, value, out, fn, check, i32, show, path } = require('./lib.js');
const { Worker, isMainThread, workerData, parentPort } = require('worker_threads');

const U = undefined;
const reference = (f) => addon.call('napi_create_reference', [value(f), 1n, out()])[3][0];
const work = (complete, execute = 'execute') =>
  addon.call('napi_create_async_work', [U, value('name'), fn(execute), fn('complete'), reference(complete), out()])[3][0];
const threadsafe = ({ f, limit = 0n, threads = 1n, finalizer = U, call = fn('callJavascript') }) =>
  addon.call('napi_create_threadsafe_function', [f && value(f), U, value('name'), limit, threads, 0x77n, finalizer, 0x88n, call, out()])[3][0];
const bare = (name, ...args) => addon.call(name, [false, ...args]);

function leave() {
  addon.call('napi_add_env_cleanup_hook', [fn('hook'), 1n]);
  addon.call('napi_add_async_cleanup_hook', [fn('asyncHook'), 2n, out()]);
  addon.call('napi_set_instance_data', [0xdan, fn('finalizeLoudly'), 0xdbn]);
  globalThis.wrapped = {};
  addon.call('napi_wrap', [value(globalThis.wrapped), 0xa1n, fn('finalizeLoudly'), 0xa2n, U]);
  globalThis.external = addon.make('napi_create_external', [0xe1n, fn('finalizeLoudly'), 0xe2n]);
  addon.call('napi_add_env_cleanup_hook', [fn('hook'), 3n]);
  addon.call('napi_add_env_cleanup_hook', [fn('hook'), 4n]);
  addon.call('napi_remove_env_cleanup_hook', [fn('hook'), 3n]);
  process.on('exit', (code) => console.log('exit', code));
}

const jobs = {
  leave() { leave(); },
  exit() {
    leave();
    process.exit(3);
  },
  exitInside() {
    leave();
    addon.call('napi_call_function', [value(U), value(() => process.exit(4)), 0n, U, U]);
  },
  uncaught() {
    leave();
    setTimeout(() => { throw new Error('uncaught'); });
  },
  exitWithWork() {
    leave();
    addon.call('napi_queue_async_work', [work(() => console.log('not reached'), 'executeSlowly')]);
    process.exit(5);
  },
  twice() {
    leave();
    const again = { exports: {} };
    process.dlopen(again, path);
    console.log(again.exports !== addon, Object.keys(again.exports).length === Object.keys(addon).length);
    again.exports.call('napi_add_env_cleanup_hook', [fn('hook'), 9n]);
    console.log(again.exports.call('napi_get_instance_data', [out()])[3][0]);
  },
  work() {
    const list = [];
    for (let i = 0; i < 6; i++) {
      const w = work((status) => {
        list.push(status);
        Promise.resolve().then(() => console.log('microtask', i));
        process.nextTick(() => console.log('tick', i));
        check('napi_delete_async_work', [w]);
        if (list.length === 6) console.log('all', list);
      });
      if (i > 3) setTimeout(() => addon.call('napi_queue_async_work', [w]), 20 * i);
      else if (i === 0) addon.call('napi_queue_async_work', [w]);
      else setTimeout(() => addon.call('napi_queue_async_work', [w]), 10 * i);
    }
  },
  cancel() {
    const slow = [1, 2, 3, 4].map(() => work(() => {}, 'executeSlowly'));
    for (const w of slow) check('napi_queue_async_work', [w]);
    const last = work((status) => console.log('cancelled', status));
    check('napi_queue_async_work', [last]);
    check('napi_cancel_async_work', [last]);
    setTimeout(() => check('napi_cancel_async_work', [slow[0]]), 50);
  },
  workThrows() {
    process.on('uncaughtException', (e) => console.log('uncaught', e.message));
    addon.call('napi_queue_async_work', [work(() => { throw new Error('from complete'); })]);
    setTimeout(() => console.log('goes on'), 100);
  },
  threadsafe() {
    let n = 0;
    const f = threadsafe({
      limit: 10n, finalizer: fn('finalizeLoudly'),
      f: (x) => {
        Promise.resolve().then(() => { if (n < 4) console.log('microtask', n); });
        if (n < 3 || n > 2997) console.log('called', x, n);
        n++;
      },
    });
    console.log(bare('napi_get_threadsafe_function_context', f, out())[3]);
    addon.startThread(f, 3000, 1);
  },
  threadsafeMany() {
    let n = 0, sum = 0;
    const f = threadsafe({ threads: 1n, finalizer: fn('finalizeLoudly'), f: (x) => { n++; sum += x; } });
    for (let i = 0; i < 3; i++) console.log(bare('napi_acquire_threadsafe_function', f)[0]);
    for (let i = 0; i < 4; i++) addon.startThread(f, 500, 0);
    process.on('exit', () => console.log(n, sum));
  },
  threadsafePlain() {
    const f = threadsafe({ f: (...args) => console.log('plain', args), call: U });
    addon.startThread(f, 2, 0);
  },
  threadsafeStates() {
    const f = threadsafe({ f: (x) => console.log('called', x), limit: 2n, finalizer: fn('finalizeLoudly') });
    for (let i = 0; i < 4; i++) console.log('put', bare('napi_call_threadsafe_function', f, BigInt(i), 0n)[0]);
    check('napi_unref_threadsafe_function', [f]);
    check('napi_ref_threadsafe_function', [f]);
    console.log('acquire', bare('napi_acquire_threadsafe_function', f)[0]);
    console.log('release', bare('napi_release_threadsafe_function', f, 0n)[0]);
    setTimeout(() => {
      console.log('put', bare('napi_call_threadsafe_function', f, 9n, 0n)[0]);
      console.log('abort', bare('napi_release_threadsafe_function', f, 1n)[0]);
      console.log('closing', bare('napi_call_threadsafe_function', f, 5n, 0n)[0]);
    }, 50);
  },
  threadsafeThrows() {
    process.on('uncaughtException', (e) => console.log('uncaught', e.message));
    process.on('warning', (w) => console.log('warning', w.code));
    const f = threadsafe({ f: (x) => { if (x === 1) throw new Error(`from call ${x}`); console.log('call', x); } });
    addon.startThread(f, 3, 0);
  },
  unref() {
    const f = threadsafe({ f: () => console.log('not called'), finalizer: fn('finalizeLoudly') });
    addon.call('napi_unref_threadsafe_function', [f]);
    setTimeout(() => console.log('the loop ends'), 20);
  },
  noise() {
    let n = 0;
    const f = threadsafe({ f: () => { n++; } });
    for (let i = 0; i < 4; i++) addon.startEndlessThread(f);
    setTimeout(() => {
      console.log(n > 0);
      process.exit(0);
    }, 100);
  },
  fatal() {
    process.on('uncaughtException', (e) => console.log('uncaught', e.message));
    check('napi_fatal_exception', [value(new Error('told by the addon'))]);
    console.log('goes on');
  },
  fatalEnds() { check('napi_fatal_exception', [value(new Error('told by the addon'))]); },
  finalizerThrows() {
    process.on('warning', (w) => console.log('warning', w.code));
    (() => { addon.call('napi_add_finalizer', [value({}), 1n, fn('finalize'), U, U]); })();
    globalThis.gc?.();
  },
  overflow() {
    let depth = 0;
    const f = addon.make('napi_create_function', ['f', 1n, fn('nothing'), U]);
    const deeper = () => {
      depth++;
      f();
      const [status, , exception] = addon.call('napi_call_function', [value(U), value(deeper), 0n, U, U]);
      if (exception !== undefined) throw exception;
    };
    try {
      deeper();
    } catch (error) {
      console.log(show(error), depth > 50);
    }
    console.log(addon.echo(5));
  },
  context() {
    const { AsyncLocalStorage, createHook, executionAsyncId, triggerAsyncId } = require('async_hooks');
    const storage = new AsyncLocalStorage();
    const seen = [];
    const ids = new Map();
    createHook({
      init(id, type) { if (type.startsWith('name')) seen.push(`init ${ids.set(id, `${type} ${ids.size}`).get(id)}`); },
      destroy(id) { if (ids.has(id)) seen.push(`destroy ${ids.get(id)}`); },
    }).enable();
    storage.run('work', () => {
      const w = work(() => {
        console.log('in complete', storage.getStore(), executionAsyncId() > 0);
        addon.call('napi_delete_async_work', [w]);
      });
      addon.call('napi_queue_async_work', [w]);
    });
    storage.run('threadsafe', () => addon.startThread(threadsafe({ f: () => console.log('in call', storage.getStore(), executionAsyncId() > 0) }), 1, 0));
    let context;
    storage.run('context', () => {
      const resource = { resource: true };
      [, , , [context]] = addon.call('napi_async_init', [value(resource), value('name of a context'), out()]);
    });
    setTimeout(() => {
      const f = (x) => {
        console.log('in callback', x, storage.getStore(), executionAsyncId() > 0, triggerAsyncId() > 0);
        return 7;
      };
      console.log(addon.make('napi_make_callback', [context, value({}), value(f), 1n, ['values', 5], null]));
      console.log(storage.getStore());
      storage.run('outer', () => addon.inCallbackScope(context, () => console.log('in scope', storage.getStore(), executionAsyncId() > 0)));
      console.log(storage.getStore());
      check('napi_async_destroy', [context]);
      setTimeout(() => console.log(seen.sort()), 50);
    }, 50);
  },
  deferred() {
    for (const how of ['resolve', 'reject']) {
      const [, , , [deferred], [promise]] = addon.call('napi_create_promise', [out(), out()]);
      console.log(given(promise));
      check(`napi_${how}_deferred`, [deferred, value(how)]);
    }
    function given(word) { return word !== 0n; }
  },
  collect() {
    let n = 0;
    for (let i = 0; i < 500; i++) {
      addon.call('napi_wrap', [value({}), 1n, fn('finalize'), U, U]);
      addon.make('napi_create_external', [1n, fn('finalize'), U]);
      addon.make('napi_create_external_buffer', [16n, addon.alloc(16), fn('finalize'), U]);
    }
    const look = () => {
      gc();
      if (addon.finalized() < 1490 && n++ < 50) setTimeout(look, 10);
      else console.log('collected', addon.finalized() >= 1490);
    };
    look();
  },
};

const { inWorker } = workerData ?? {};
const name = process.argv[2];
if (name.startsWith('worker:') && isMainThread) {
  for (let i = 0; i < (process.argv[3] ?? 1); i++) {
    const worker = new Worker(__filename, { workerData: { inWorker: true }, argv: [name.slice(7)], stdout: true });
    worker.stdout.resume();
    worker.on('error', (e) => console.log('error', e.message));
    worker.on('exit', (code) => console.log('worker', code));
  }
} else if (name === 'terminate' && isMainThread) {
  const worker = new Worker(__filename, { workerData: { inWorker: true }, argv: ['terminate'] });
  worker.on('message', () => worker.terminate());
  worker.on('exit', (code) => console.log('worker', code));
} else if (name === 'terminate') {
  addon.call('napi_call_function', [value(U), value(() => {
    parentPort.postMessage('here');
    for (;;) addon.call('napi_get_undefined', [out()]);
  }), 0n, U, U]);
} else {
  jobs[name]();
  if (inWorker) process.on('exit', () => {});
}
