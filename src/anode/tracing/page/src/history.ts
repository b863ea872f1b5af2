// The events as what happened: phases, callbacks, executions and their causes (tracing/model.py reads them alike).

import { AFTER, ALIVE, BEFORE, BLOCKED, ENTER, ERROR, INIT, LEAVE, LOG, PHASE, SPAN, SPAN_END, WIDTH, type Chunk } from './decode.ts';

export const PHASES = ['exit', 'timers', 'pending', 'poll', 'check', 'closing', 'sleep'] as const;
export const MAIN = 1;
const MOST = 20_000;  // callbacks that are kept

export interface Origin {
  id: number; type: string; cause: number; trigger: number; place: string; fn: string; time: number;
}
export interface Log { time: number; text: string; isError: boolean; by: number }
export interface Execution { id: number; fn: string; begin: number; end: number; within: Execution[]; logs: Log[]; depth: number }
export interface Callback { number: number; phase: string; turn: number; begin: number; end: number; executions: Execution[]; stacks: [number, string[]][] }
export interface Task { thread: number; name: string; begin: number; end: number }
export interface PhaseRun { name: string; asked: number; begin: number; end: number; turn: number; callbacks: number }
export interface UnderWay { id: number; type: string; ref: boolean; wait: number }
export interface Span { text: string; begin: number; end: number; open: boolean; by: number }

export class History {
  phases: PhaseRun[] = [];
  callbacks: Callback[] = [];
  origins = new Map<number, Origin>();
  spans: Span[] = [];
  logs: Log[] = [];
  errors: Log[] = [];
  tasks: Task[] = [];  // of the thread pool
  alive: UnderWay[] = [];  // when that was last told
  names: string[] = [''];
  end = 0;
  turn = 0;
  counts: Record<string, number> = {};
  private phase: PhaseRun = { name: 'main', asked: 0, begin: 0, end: 0, turn: 0, callbacks: 0 };
  private callback: Callback | undefined;
  private between: Callback | undefined;
  private stack: Execution[] = [];
  private open = new Map<number, Span>();
  private polled = false;
  private closed = false;

  constructor() { this.phases.push(this.phase); }

  get current(): PhaseRun { return this.phase; }
  get running(): Callback | undefined { return this.callback; }

  add({ numbers, names, texts, pool }: Chunk): void {
    this.names.push(...names);
    for (const [thread, name, begin, end] of pool) this.tasks.push({ thread, name, begin, end });
    for (let i = 0; i + WIDTH <= numbers.length; i += WIDTH) {
      this.event(numbers[i]!, numbers[i + 1]!, numbers[i + 2]!, numbers[i + 3]!, numbers[i + 4]!, numbers[i + 5]!, numbers[i + 6]!,
                 numbers[i + 7]!, texts);
    }
    this.trim();
  }

  private trim(): void {
    if (this.callbacks.length <= MOST * 1.2) return;
    this.callbacks.splice(0, this.callbacks.length - MOST);
    const first = this.callbacks[0]!.begin;
    this.phases = this.phases.filter((phase) => phase.end >= first || phase === this.phase);
    this.spans = this.spans.filter((span) => span.open || span.end >= first);
    this.logs = this.logs.slice(-MOST);
    this.tasks = this.tasks.slice(-MOST);
    const kept = new Set(this.alive.map(({ id }) => id));
    for (const [id, origin] of this.origins) if (origin.time < first - 10_000 && !kept.has(id)) this.origins.delete(id);
  }

  private event(code: number, time: number, id: number, a: number, b: number, c: number, d: number, e: number, texts: string[]): void {
    this.end = Math.max(this.end, time);
    switch (code) {
      case PHASE: this.onPhase(PHASES[id] ?? '', time, a); break;
      case ENTER:
        this.callback = { number: id, phase: this.phase.name, turn: this.turn, begin: time, end: time, executions: [], stacks: [] };
        this.between = undefined;
        this.keep(this.callback);
        break;
      case LEAVE:
        for (const execution of this.stack) execution.end = time;
        this.stack = [];
        if (this.callback) this.callback.end = time;
        this.phase.end = time;
        this.callback = undefined;
        break;
      case INIT:
        this.origins.set(id, {
          id, type: this.names[a] ?? '', cause: b, trigger: c, place: this.names[d] ?? '', fn: this.names[e] ?? '', time,
        });
        break;
      case BEFORE: this.onBefore(id, time, this.names[a] ?? ''); break;
      case AFTER: this.onAfter(id, time); break;
      case LOG: case ERROR: {
        const log = { time, text: texts[a] ?? '', isError: code === ERROR || b !== 0, by: id };
        (code === ERROR ? this.errors : this.logs).push(log);
        this.stack.at(-1)?.logs.push(log);
        break;
      }
      case SPAN: {
        const span = { text: texts[a] ?? '', begin: time, end: time, open: true, by: b };
        this.open.set(id, span);
        this.spans.push(span);
        break;
      }
      case SPAN_END: {
        const span = this.open.get(id);
        if (span) { span.end = time; span.open = false; this.open.delete(id); }
        break;
      }
      case BLOCKED: {
        const callback = this.callbacks.findLast(({ number }) => number === id);
        if (callback) callback.stacks = JSON.parse(texts[a] ?? '[]') as [number, string[]][];
        break;
      }
      case ALIVE:
        this.alive = (JSON.parse(texts[a] ?? '[]') as [number, string, boolean, number][]).map(([of, type, ref, wait]) => ({ id: of, type, ref, wait }));
        break;
    }
  }

  private keep(callback: Callback): void {
    this.callbacks.push(callback);
    this.phase.callbacks++;
    this.counts[callback.phase] = (this.counts[callback.phase] ?? 0) + 1;
  }

  private onPhase(name: string, time: number, asked: number): void {
    const before = this.phase;
    before.end = Math.max(before.begin, asked);
    this.between = undefined;
    if (name === 'exit') { this.closed = true; return; }
    const again = this.closed || name === 'timers' || ((name === 'poll' || name === 'sleep') && this.polled) ||
      ((before.name === 'check' || before.name === 'closing') && name !== 'closing');
    if (again) { this.turn++; this.polled = this.closed = false; }
    if (name === 'poll') this.polled = true;
    this.phase = { name, asked, begin: time, end: time, turn: this.turn, callbacks: 0 };
    // A phase without callbacks that follows one like it adds to it: an idle loop must not fill the memory.
    if (before.callbacks === 0 && before.name === name && name === 'poll') this.phases.pop();
    this.phases.push(this.phase);
  }

  private onBefore(id: number, time: number, fn: string): void {
    const execution: Execution = { id, fn, begin: time, end: time, within: [], logs: [], depth: this.stack.length };
    const outer = this.stack.at(-1);
    if (outer) {
      outer.within.push(execution);
    } else if (this.callback) {
      this.callback.executions.push(execution);
    } else {
      if (!this.between) {
        this.between = { number: 0, phase: this.phase.name, turn: this.turn, begin: time, end: time, executions: [], stacks: [] };
        this.keep(this.between);
      }
      this.between.executions.push(execution);
    }
    this.stack.push(execution);
  }

  private onAfter(id: number, time: number): void {
    for (let execution = this.stack.pop(); execution; execution = this.stack.pop()) {
      execution.end = time;
      if (execution.id === id) break;
    }
    if (this.between) this.between.end = time;
  }

  // From an execution back to the main script.
  causes(id: number): Origin[] {
    const found: Origin[] = [];
    const seen = new Set<number>();
    for (let origin = this.origins.get(id); origin && !seen.has(origin.id); origin = this.origins.get(origin.cause || origin.trigger)) {
      seen.add(origin.id);
      found.push(origin);
    }
    return found;
  }
}

export const isInternal = (execution: Execution, history: History) =>
  history.origins.get(execution.id)?.type.endsWith('(internal)') ?? false;

// Whether a callback of the loop is work of Node's own, in which nothing of the program runs.
export const isNodes = (callback: Callback) => callback.executions.length === 0;

export function labelOf(execution: Execution, history: History): string {
  const origin = history.origins.get(execution.id);
  const kind = origin ? kindOf(origin.type) : execution.id === MAIN ? 'main script' : 'callback';
  const fn = execution.fn || origin?.fn;
  return fn ? `${fn} · ${kind}` : kind;
}

export const titleOf = (callback: Callback, history: History) =>
  callback.executions[0] ? labelOf(callback.executions[0], history) : "Node's own work";

const KINDS: Record<string, string> = {
  PROMISE: 'promise', TickObject: 'process.nextTick', Microtask: 'queueMicrotask', Timeout: 'timer', Immediate: 'setImmediate',
  FSREQCALLBACK: 'file', FSREQPROMISE: 'file', GETADDRINFOREQWRAP: 'dns.lookup', TCPWRAP: 'socket', TCPSERVERWRAP: 'server',
  HTTPINCOMINGMESSAGE: 'HTTP request', HTTPCLIENTREQUEST: 'HTTP response', PROCESSWRAP: 'child process', WORKER: 'worker',
  MESSAGEPORT: 'message', WRITEWRAP: 'write', SHUTDOWNWRAP: 'shutdown', TCPCONNECTWRAP: 'connect', QUERYWRAP: 'dns',
};
export const kindOf = (type: string) => KINDS[type] ?? type;

// 'function file:line:column' in its parts.
export function placeOf(place: string): { fn: string; file: string; short: string } {
  const found = /^(?:(.*?) )?((?:file:\/\/)?\/.*|\[.*?\].*|\S+:\d+:\d+)$/.exec(place);
  const file = found?.[2] ?? place;
  const short = file.replace(/^file:\/\//, '').split('/').slice(-2).join('/').replace(/:\d+$/, '');
  return { fn: found?.[1] ?? '', file, short };
}
