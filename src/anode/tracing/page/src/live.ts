// The connection to the program, or the recording that the page holds.

import { bytesOf, chunksOf } from './decode.ts';
import { History } from './history.ts';

export interface LoopState {
  handles: { id: number; type: string; ref: boolean; name: string }[];
  requests: number; turns: number; idle: number; time: number; asleep: boolean;
  pool: { size: number; running: number; waiting: number } | null;
}
export interface Control { way: string; delay: number; pattern: string }

export class Trace {
  history = new History();
  program = '';
  ways: Record<string, [string, string, string][]> = {};  // by type: what happens, place in anode's source, libuv's name
  control: Control = { way: 'run', delay: 0, pattern: '' };
  held = false;
  ended: number | null = null;
  loop: LoopState | undefined;
  isLive = false;
  isConnected = false;
  begun = false;  // the first message has come, or the recording is here
  heardAt = 0;
  private socket: WebSocket | undefined;

  constructor(private changed: () => void) {}

  start(): void {
    const inside = document.getElementById('recording');
    if (inside) {
      const { data, names, program, ways } = JSON.parse(inside.textContent ?? '') as {
        data: string; names?: string[]; program?: string[]; ways?: Trace['ways'];
      };
      this.ways = ways ?? {};
      this.program = (program ?? []).join(' ');
      this.history.names.push(...(names ?? []));
      for (const chunk of chunksOf(bytesOf(data))) this.history.add(chunk);
      this.ended = 0;
      this.begun = true;
      this.changed();
    } else {
      this.isLive = true;
      this.connect();
    }
  }

  private connect(): void {
    const socket = this.socket = new WebSocket(`ws://${location.host}/live${location.search}`);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => {
      this.heardAt = performance.now();
      if (typeof data === 'string') this.news(JSON.parse(data) as Record<string, unknown>);
      else for (const chunk of chunksOf(data as ArrayBuffer)) this.history.add(chunk);
      this.changed();
    };
    socket.onclose = () => {
      this.isConnected = false;
      this.changed();
      if (this.ended === null) setTimeout(() => this.connect(), 1000);
    };
  }

  private news(news: Record<string, unknown>): void {
    if (news.head) {  // the first message
      this.history = new History();
      this.history.names.push(...(news.names as string[]));
      this.program = ((news.head as { program?: string[] }).program ?? []).join(' ');
      this.isConnected = this.begun = true;
      this.ways = news.ways as Trace['ways'];
    }
    if ('loop' in news) this.loop = news.loop as LoopState;
    if ('held' in news) this.held = news.held as boolean;
    if ('ended' in news) this.ended = news.ended as number | null;
    if ('way' in news) this.control = { way: news.way as string, delay: news.delay as number, pattern: news.pattern as string };
  }

  send(change: Partial<Control>): void {
    this.control = { ...this.control, ...change };
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(this.control));
    this.changed();
  }
}
