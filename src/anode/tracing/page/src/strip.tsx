// Time: phases, callbacks and their executions, requests. Dragging moves it, the wheel or + and - zoom, a click chooses a callback.

import { useEffect, useRef } from 'preact/hooks';
import { isInternal, isNodes, labelOf, titleOf, type Callback, type Execution, type History } from './history.ts';

export const LONG = 20;  // ms: a callback of this length blocks the loop
export interface Range { from: number; to: number }

const ROW = 18, TOP = 18, DEPTHS = 4, LANES = 3, THREADS = 4;
const COLOURS: Record<string, string> = {
  main: '--main', timers: '--timers', pending: '--pending', poll: '--poll', check: '--check', closing: '--closing', sleep: '--poll',
};

interface Props {
  history: History; range: Range; chosen: Callback | undefined; showsInternal: boolean;
  onRange: (range: Range) => void; onChoose: (callback: Callback) => void;
}

export function Strip({ history, range, chosen, showsInternal, onRange, onChoose }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ x: number; range: Range; moved: boolean } | undefined>(undefined);
  const height = TOP + ROW * (2 + DEPTHS + LANES + THREADS);

  useEffect(() => { if (canvas.current) draw(canvas.current, history, range, chosen, showsInternal); });

  const timeAt = (x: number) => range.from + (x / (canvas.current?.clientWidth ?? 1)) * (range.to - range.from);
  const zoom = (factor: number, around: number) => {
    const span = Math.min(Math.max((range.to - range.from) * factor, 0.05), Math.max(history.end, 1) * 1.2);
    const part = (around - range.from) / (range.to - range.from);
    onRange({ from: around - span * part, to: around + span * (1 - part) });
  };
  const move = (by: number) => onRange({ from: range.from + by, to: range.to + by });

  return (
    <canvas
      ref={canvas} class="strip" style={{ height: `${height}px` }} tabIndex={0} role="application"
      aria-label="Time line. Arrow keys move, plus and minus zoom. The table below lists the same callbacks."
      onWheel={(event) => { event.preventDefault(); zoom(event.deltaY > 0 ? 1.25 : 0.8, timeAt(event.offsetX)); }}
      onPointerDown={(event) => { drag.current = { x: event.offsetX, range, moved: false }; canvas.current?.setPointerCapture(event.pointerId); }}
      onPointerMove={(event) => {
        const start = drag.current;
        if (!start) return;
        const by = ((start.x - event.offsetX) / (canvas.current?.clientWidth ?? 1)) * (start.range.to - start.range.from);
        if (Math.abs(start.x - event.offsetX) > 3) start.moved = true;
        if (start.moved) onRange({ from: start.range.from + by, to: start.range.to + by });
      }}
      onPointerUp={(event) => {
        const { moved } = drag.current ?? { moved: true };
        drag.current = undefined;
        if (moved) return;
        const time = timeAt(event.offsetX);
        const slack = (range.to - range.from) / 200;
        const found = history.callbacks.findLast((callback) => 
          callback.begin - slack <= time && time <= callback.end + slack && (showsInternal || !isNodes(callback)));
        if (found) onChoose(found);
      }}
      onKeyDown={(event) => {
        const span = range.to - range.from;
        if (event.key === 'ArrowLeft') move(-span / 5);
        else if (event.key === 'ArrowRight') move(span / 5);
        else if (event.key === '+') zoom(0.7, (range.from + range.to) / 2);
        else if (event.key === '-') zoom(1.4, (range.from + range.to) / 2);
      }}
    />
  );
}

function draw(canvas: HTMLCanvasElement, history: History, range: Range, chosen: Callback | undefined, showsInternal: boolean): void {
  const scale = devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  pen.font = '11px system-ui, sans-serif';
  pen.textBaseline = 'middle';
  const x = (time: number) => ((time - range.from) / (range.to - range.from)) * width;

  const bar = (begin: number, end: number, row: number, fill: string, text: string, stroke = '') => {
    const left = x(begin), right = Math.max(x(end), left + 1.5);
    if (right < 0 || left > width) return;
    pen.fillStyle = fill;
    pen.fillRect(left, TOP + row * ROW, right - left, ROW - 3);
    if (stroke) {
      pen.strokeStyle = stroke;
      pen.lineWidth = 2;
      pen.strokeRect(left, TOP + row * ROW, right - left, ROW - 3);
    }
    if (right - left > 36) {
      pen.save();
      pen.beginPath();
      pen.rect(Math.max(left, 0), TOP + row * ROW, right - Math.max(left, 0) - 2, ROW);
      pen.clip();
      pen.fillStyle = colour('--on-bar');
      pen.fillText(text, Math.max(left, 0) + 4, TOP + row * ROW + ROW / 2 - 1);
      pen.restore();
    }
  };

  const step = niceStep((range.to - range.from) / Math.max(width / 90, 1));
  pen.strokeStyle = colour('--line');
  pen.lineWidth = 1;
  for (let time = Math.ceil(range.from / step) * step; time < range.to; time += step) {
    pen.beginPath();
    pen.moveTo(x(time), TOP - 4);
    pen.lineTo(x(time), height);
    pen.stroke();
    pen.fillStyle = colour('--dim');
    pen.fillText(`${+time.toFixed(3)} ms`, x(time) + 3, 8);
  }
  for (const phase of history.phases) {
    if (phase.end < range.from || phase.asked > range.to) continue;
    if (phase.begin - phase.asked > 0.05) bar(phase.asked, phase.begin, 0, colour('--wait'), 'waits');
    bar(phase.begin, phase.end, 0, colour(COLOURS[phase.name] ?? '--main'), `${phase.name} · turn ${phase.turn}`);
  }
  const within = (execution: Execution, depth: number) => {
    if (depth < DEPTHS && (showsInternal || !isInternal(execution, history))) {
      bar(execution.begin, execution.end, 2 + depth, colour('--execution'), labelOf(execution, history));
    }
    for (const inner of execution.within) within(inner, depth + 1);
  };
  for (const callback of history.callbacks) {
    if (callback.end < range.from || callback.begin > range.to || (!showsInternal && isNodes(callback))) continue;
    const edge = callback === chosen ? colour('--text') : callback.end - callback.begin >= LONG ? colour('--bad') : '';
    bar(callback.begin, callback.end, 1, colour(COLOURS[callback.phase] ?? '--main'), titleOf(callback, history), edge);
    for (const execution of callback.executions) within(execution, 0);
  }
  const lanes: number[] = [];
  for (const span of history.spans) {
    const end = span.open ? history.end : span.end;
    if (end < range.from || span.begin > range.to) continue;
    let lane = lanes.findIndex((until) => until <= span.begin);
    if (lane < 0) lane = lanes.length;
    if (lane >= LANES) continue;
    lanes[lane] = end;
    bar(span.begin, end, 2 + DEPTHS + lane, colour('--request'), span.text);
  }
  for (const task of history.tasks) {
    if (task.end < range.from || task.begin > range.to || task.thread > THREADS) continue;
    bar(task.begin, task.end, 1 + DEPTHS + LANES + task.thread, colour('--pool'), `thread ${task.thread}: ${task.name}`);
  }
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((found) => found >= least) ?? power * 10;
}
