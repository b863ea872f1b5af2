// The parts of the page beside the ring and the time line.

import { isInternal, isNodes, kindOf, labelOf, placeOf, titleOf, type Callback, type Execution, type History } from './history.ts';
import { LONG } from './strip.tsx';
import type { Trace } from './live.ts';

export const ms = (time: number) => (time >= 100 ? `${Math.round(time)} ms` : `${time.toFixed(2)} ms`);

export function Place({ place }: { place: string }) {
  if (!place) return null;
  const { fn, file, short } = placeOf(place);
  return <span class="place" title={file}><bdi>{fn && <b>{fn} </b>}</bdi><bdi>{short}</bdi></span>;
}

export function Controls({ trace }: { trace: Trace }) {
  const { control, held, ended } = trace;
  if (!trace.begun) return <span class="state">connects</span>;
  if (!trace.isLive) return <span class="state">a recording</span>;
  if (ended !== null) return <span class="state">ended with exit code {ended}</span>;
  const runs = control.way === 'run' && !held;
  const step = (way: string, text: string, title: string) =>
    <button type="button" title={title} disabled={runs} onClick={() => trace.send({ way })}>{text}</button>;
  return (
    <div class="controls" role="toolbar" aria-label="Run and step">
      <button type="button" class="main" onClick={() => trace.send({ way: runs ? 'pause' : 'run' })}>{runs ? 'Pause' : 'Run'}</button>
      {step('callback', 'Callback', 'One callback with its ticks and microtasks')}
      {step('phase', 'Phase', 'To the next phase')}
      {step('turn', 'Turn', 'To the next turn of the loop')}
      <label>slow <select value={String(control.delay)} onChange={(event) => trace.send({ delay: Number(event.currentTarget.value) })}>
        {[0, 0.05, 0.2, 0.5, 1].map((delay) => <option key={delay} value={String(delay)}>{delay ? `${delay} s` : 'off'}</option>)}
      </select></label>
      <label>stop at <input type="text" title="A part of a place or of a function's name, such as file.js:12" value={control.pattern}
        onChange={(event) => trace.send({ pattern: event.currentTarget.value })} /></label>
      <span class="state" aria-live="polite">{held ? 'paused' : trace.isConnected ? 'runs' : 'not connected'}</span>
    </div>
  );
}

function Figure({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) {
  return <div class={isBad ? 'figure bad' : 'figure'}><span>{name}</span><b>{value}</b></div>;
}

export function Figures({ trace }: { trace: Trace }) {
  const { history, loop } = trace;
  const since = history.end - 2000;
  const recent = history.callbacks.filter((callback) => callback.end >= since);
  const longest = recent.reduce((most, callback) => Math.max(most, callback.end - callback.begin), 0);
  const busy = recent.reduce((sum, callback) => sum + callback.end - callback.begin, 0) / Math.min(2000, Math.max(history.end, 1));
  const waiting = (type: string) => history.alive.filter((entry) => entry.type === type).length;
  return (
    <div class="figures">
      <Figure name="utilisation, 2 s" value={`${Math.min(100, Math.round(busy * 100))} %`} isBad={busy > 0.9} />
      <Figure name="longest callback, 2 s" value={ms(longest)} isBad={longest >= LONG} />
      <Figure name="timers" value={String(waiting('Timeout'))} />
      <Figure name="immediates" value={String(waiting('Immediate'))} />
      {loop && <Figure name="requests" value={String(loop.requests)} />}
      {loop?.pool && <Figure name={`thread pool (${loop.pool.size})`} value={`${loop.pool.running} run, ${loop.pool.waiting} wait`} />}
      {loop && <Figure name="handles" value={String(loop.handles.length)} />}
    </div>
  );
}

export function CallbackTable({ trace, chosen, showsInternal, onChoose }: {
  trace: Trace; chosen: Callback | undefined; showsInternal: boolean; onChoose: (callback: Callback) => void;
}) {
  const { history } = trace;
  const shown = history.callbacks.filter((callback) => showsInternal || !isNodes(callback)).slice(-200).reverse();
  const move = (by: number) => {
    const next = shown[Math.min(Math.max(chosen ? shown.indexOf(chosen) + by : 0, 0), shown.length - 1)];
    if (next) onChoose(next);
  };
  return (
    <div class="table" role="listbox" tabIndex={0} aria-label="Callbacks, the newest first"
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') { event.preventDefault(); move(1); }
        if (event.key === 'ArrowUp') { event.preventDefault(); move(-1); }
      }}>
      {shown.map((callback) => {
        const length = callback.end - callback.begin;
        const origin = callback.executions[0] && history.origins.get(callback.executions[0].id);
        return (
          <div key={callback.begin} role="option" aria-selected={callback === chosen} class={length >= LONG ? 'row bad' : 'row'}
            onClick={() => onChoose(callback)}>
            <i class={`dot ${callback.phase}`} />
            <span class="phase">{callback.phase}</span>
            <span class="name">{titleOf(callback, history)} <Place place={origin?.place ?? ''} /></span>
            <span class="length">{ms(length)}</span>
          </div>
        );
      })}
    </div>
  );
}

function flat(executions: Execution[]): Execution[] {
  return executions.flatMap((execution) => [execution, ...flat(execution.within)]);
}

export function Details({ trace, chosen, showsInternal }: { trace: Trace; chosen: Callback | undefined; showsInternal: boolean }) {
  if (!chosen) return <p class="hint">Choose a callback in the table or the time line: here is what asked for it, and what it did.</p>;
  const { history } = trace;
  const [first, ...rest] = chosen.executions;
  const drained = rest.filter((execution) => showsInternal || !isInternal(execution, history));
  const causes = first ? history.causes(first.id) : [];
  const logs = flat(chosen.executions).flatMap((execution) => execution.logs);
  return (
    <div class="details">
      <h3>{titleOf(chosen, history)}</h3>
      <p>{chosen.phase} phase of turn {chosen.turn}; began at {ms(chosen.begin)}, ran {ms(chosen.end - chosen.begin)}
        {causes[0] ? `, waited ${ms(chosen.begin - causes[0].time)} since it was asked for` : ''}.</p>
      {logs.length > 0 && <pre class="logs">{logs.map((log) => `${log.text}\n`)}</pre>}
      {chosen.stacks.length > 0 && <>
        <h4>It spent its time in</h4>
        <ol>{chosen.stacks.map(([count, places], i) =>
          <li key={i}>{count} samples: {places.slice(0, 5).map((place, j) => <span key={j}>{j ? ' ← ' : ''}<Place place={place} /></span>)}</li>)}</ol>
      </>}
      {drained.length > 0 && <>
        <h4>Then, before the next callback</h4>
        <ol>{drained.map((execution) => {
          const origin = history.origins.get(execution.id);
          return <li key={execution.begin}>{labelOf(execution, history)} <Place place={origin?.place ?? ''} /> {ms(execution.end - execution.begin)}</li>;
        })}</ol>
      </>}
      {causes[0] && trace.ways[causes[0].type.replace(' (internal)', '')] && <details>
        <summary>Its way through anode, and libuv's name for each step</summary>
        <ol>{trace.ways[causes[0].type.replace(' (internal)', '')]!.map(([what, place, libuv]) =>
          <li key={what}>{what} <span class="place">{place}{libuv && ` · ${libuv}`}</span></li>)}</ol>
      </details>}
      <h4>Asked for by</h4>
      {causes.length === 0 ? <p>{first ? 'the main script' : 'an event from outside'}</p> :
        <ol class="causes">{causes.map((origin) =>
          <li key={origin.id}>{kindOf(origin.type)} <Place place={origin.place} /> at {ms(origin.time)}</li>)}
        <li>{causes.at(-1)?.cause ? 'the main script' : 'an event from outside'}</li></ol>}
    </div>
  );
}

export function Console({ history }: { history: History }) {
  const lines = [...history.logs, ...history.errors].sort((one, other) => one.time - other.time).slice(-200);
  return <pre class="console" aria-label="Output">{lines.map((log) =>
    <span key={log.time} class={log.isError ? 'error' : ''}>{log.text}{'\n'}</span>)}</pre>;
}

export function Alive({ trace }: { trace: Trace }) {
  const { history } = trace;
  const kept = history.alive.filter((entry) => entry.ref);
  const handles = trace.loop?.handles.filter((handle) => handle.name) ?? [];
  return (
    <div>
      <p>{kept.length === 0 ? 'Nothing keeps the loop alive.' : 'These keep the loop alive, and the program asked for them here:'}</p>
      <ul>{kept.slice(0, 100).map((entry, i) => {
        const origin = history.origins.get(entry.id);
        return <li key={i}>{kindOf(entry.type)} {origin?.fn} <Place place={origin?.place ?? ''} />
          {entry.wait > 0 ? ` due in ${ms(entry.wait)}` : ''}</li>;
      })}</ul>
      {handles.length > 0 && <><h4>Sockets</h4>
        <ul>{handles.map((handle) =>
          <li key={handle.id}>{handle.type} {handle.name} {handle.ref ? '' : '(unref: does not keep the loop alive)'}</li>)}</ul></>}
    </div>
  );
}

export function Longest({ trace, onChoose }: { trace: Trace; onChoose: (callback: Callback) => void }) {
  const { history } = trace;
  const found = [...history.callbacks].sort((one, other) => other.end - other.begin - (one.end - one.begin)).slice(0, 20);
  return <ol>{found.map((callback) =>
    <li key={callback.begin}><button type="button" class="link" onClick={() => onChoose(callback)}>{titleOf(callback, history)}</button>{' '}
      {ms(callback.end - callback.begin)} <Place place={history.origins.get(callback.executions[0]?.id ?? 0)?.place ?? ''} /></li>)}</ol>;
}
