// Chunks of a recording: two lengths, the texts as JSON, the numbers of the events (tracing/recording.py writes them).

export const WIDTH = 8;
export const PHASE = 1, ENTER = 2, LEAVE = 3, INIT = 4, BEFORE = 5, AFTER = 6, LOG = 7, SPAN = 8, SPAN_END = 9, ERROR = 10, ALIVE = 11, BLOCKED = 12;

export interface Chunk {
  numbers: Float64Array;
  names: string[];
  texts: string[];
  pool: [number, string, number, number][];  // thread, op, begin, end
}

// The chunks in `data`, one after the other.
export function* chunksOf(data: ArrayBuffer): Generator<Chunk> {
  const view = new DataView(data);
  const decoder = new TextDecoder();
  let at = 0;
  while (at + 8 <= data.byteLength) {
    const described = view.getUint32(at, true), size = view.getUint32(at + 4, true);
    const begin = at + 8 + described;
    if (begin + size > data.byteLength) return;
    const { names, texts, pool = [] } = JSON.parse(decoder.decode(new Uint8Array(data, at + 8, described))) as Partial<Chunk> &
      Pick<Chunk, 'names' | 'texts'>;
    yield { numbers: new Float64Array(data.slice(begin, begin + size)), names, texts, pool };
    at = begin + size;
  }
}

export function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}
