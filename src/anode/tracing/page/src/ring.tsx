// The loop as a ring of phases, with the phase that runs now.

import type { History } from './history.ts';

const ORDER = ['timers', 'pending', 'poll', 'check', 'closing'];
const SAYS: Record<string, string> = {
  timers: 'setTimeout and setInterval callbacks that are due', pending: 'requests that finished at once', poll: 'I/O: waits for events',
  check: 'setImmediate callbacks', closing: "'close' events",
};
const SIZE = 220, MIDDLE = SIZE / 2, RADIUS = 82;

function arc(from: number, to: number): string {
  const at = (turn: number) => {
    const angle = (turn - 0.25) * 2 * Math.PI;
    return `${MIDDLE + RADIUS * Math.cos(angle)} ${MIDDLE + RADIUS * Math.sin(angle)}`;
  };
  return `M ${at(from)} A ${RADIUS} ${RADIUS} 0 0 1 ${at(to)}`;
}

export function Ring({ history, isWaiting, isHeld, isOver }: { history: History; isWaiting: boolean; isHeld: boolean; isOver: boolean }) {
  const now = isWaiting ? 'poll' : history.current.name === 'sleep' ? 'poll' : history.current.name;
  const state = isOver ? 'has ended' : isHeld ? 'paused' : isWaiting ? 'waits for events' : 'runs';
  return (
    <section class="ring" aria-label="The event loop">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={`Phase ${now}, the loop ${state}`}>
        {ORDER.map((name, i) => {
          const middle = ((i + 0.5) / ORDER.length - 0.25) * 2 * Math.PI;
          return (
            <g key={name} class={`phase ${name} ${now === name ? 'now' : ''}`}>
              <title>{SAYS[name]}</title>
              <path d={arc(i / ORDER.length + 0.008, (i + 1) / ORDER.length - 0.008)} />
              <text x={MIDDLE + 50 * Math.cos(middle)} y={MIDDLE + 50 * Math.sin(middle) - 2}>{name}</text>
              <text class="count" x={MIDDLE + 50 * Math.cos(middle)} y={MIDDLE + 50 * Math.sin(middle) + 11}>{history.counts[name] ?? 0}</text>
            </g>
          );
        })}
        <text class="turn" x={MIDDLE} y={MIDDLE - 2}>turn {history.turn}</text>
        <text class="count" x={MIDDLE} y={MIDDLE + 12}>{state}</text>
      </svg>
    </section>
  );
}
