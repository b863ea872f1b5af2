import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { Callback } from './history.ts';
import { Trace } from './live.ts';
import { Alive, CallbackTable, Console, Controls, Details, Figures, Longest } from './panels.tsx';
import { Ring } from './ring.tsx';
import { Strip, type Range } from './strip.tsx';

const QUIET = 120;   // ms without news after which the loop waits
const REDRAW = 60;   // ms
const WINDOW = 200;  // ms of the time line that follows the program
const TABS = ['details', 'output', 'alive', 'longest'] as const;
const TAB_NAMES = { details: 'Callback', output: 'Output', alive: 'Why is it alive', longest: 'Longest callbacks' };

function useTrace(): Trace {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const trace = useMemo(() => {
    let planned = false;
    return new Trace(() => {
      if (planned) return;
      planned = true;
      setTimeout(() => { planned = false; redraw(0); }, REDRAW);
    });
  }, []);
  useEffect(() => {
    trace.start();
    const timer = setInterval(() => { if (trace.isLive && trace.ended === null) redraw(0); }, 250);
    return () => clearInterval(timer);
  }, [trace]);
  return trace;
}

export function App() {
  const trace = useTrace();
  const { history } = trace;
  const [chosen, choose] = useState<Callback>();
  const [own, setOwn] = useState<Range>();  // undefined: the time line follows the program
  const [tab, setTab] = useState<(typeof TABS)[number]>('details');
  const [showsInternal, setShowsInternal] = useState(false);
  const follows = { from: Math.max(0, history.end - WINDOW), to: Math.max(history.end, WINDOW) * 1.002 };
  const whole = { from: 0, to: Math.max(history.end, 1) * 1.01 };
  const range = own ?? (trace.ended === null ? follows : whole);
  const isWaiting = trace.ended === null && !trace.held && performance.now() - trace.heardAt > QUIET;
  const pick = (callback: Callback) => {
    choose(callback);
    setTab('details');
    const span = range.to - range.from;
    if (callback.end < range.from || callback.begin > range.to) setOwn({ from: callback.begin - span / 2, to: callback.begin + span / 2 });
    else if (!own) setOwn(range);
  };
  return (
    <>
      <header>
        <h1>anode trace <code>{trace.program}</code></h1>
        <Controls trace={trace} />
      </header>
      <main>
        <div class="side">
          <Ring history={history} isWaiting={isWaiting} isHeld={trace.held} isOver={trace.ended !== null} />
          <Figures trace={trace} />
        </div>
        <div class="middle">
          <div class="tools">
            <button type="button" disabled={own === undefined} onClick={() => setOwn(undefined)}>{trace.ended === null ? 'Follow' : 'Whole'}</button>
            {trace.ended === null && <button type="button" onClick={() => setOwn(whole)}>Whole</button>}
            <label><input type="checkbox" checked={showsInternal} onChange={(event) => setShowsInternal(event.currentTarget.checked)} /> Node's
              own ticks and promises</label>
          </div>
          <Strip history={history} range={range} chosen={chosen} showsInternal={showsInternal} onRange={setOwn} onChoose={pick} />
          <CallbackTable trace={trace} chosen={chosen} showsInternal={showsInternal} onChoose={pick} />
        </div>
        <div class="right">
          <div role="tablist">
            {TABS.map((name) => <button key={name} type="button" role="tab" aria-selected={tab === name} onClick={() => setTab(name)}>{TAB_NAMES[name]}</button>)}
          </div>
          <div role="tabpanel" class="panel">
            {tab === 'details' && <Details trace={trace} chosen={chosen} showsInternal={showsInternal} />}
            {tab === 'output' && <Console history={history} />}
            {tab === 'alive' && <Alive trace={trace} />}
            {tab === 'longest' && <Longest trace={trace} onChoose={pick} />}
          </div>
        </div>
      </main>
    </>
  );
}
