'use strict';
const log = console.log;
const show = (f) => {
  try {
    log(f());
  } catch (err) {
    log(err.name, err.code, err.message);
  }
};
const controller = new AbortController();
const any = AbortSignal.any([controller.signal, new AbortController().signal]);
controller.signal.addEventListener('abort', (event) => log('source', event.isTrusted, any.aborted));
any.onabort = (event) => log('any', event.type, any.reason);
log(controller, any.aborted);
controller.abort('why');
controller.abort('again');
log(controller.signal.reason, any.reason);
show(() => AbortSignal.abort().throwIfAborted());
show(() => AbortSignal.abort(new TypeError('mine')).throwIfAborted());
show(() => new AbortSignal());
show(() => AbortSignal.any([1]));
show(() => AbortSignal.timeout(-1));
log(AbortSignal.abort().reason.code, AbortSignal.abort().reason instanceof DOMException);
const e = new DOMException('m', { name: 'DataCloneError', cause: 5 });
log(e.name, e.code, e.message, e.cause, `${e}`, e instanceof Error, DOMException.ABORT_ERR, Object.prototype.toString.call(e));
show(() => DOMException.prototype.name);

const encoder = new TextEncoder();
const decoder = new TextDecoder();
log(encoder.encode('\u20ac\ud83d'), encoder.encodeInto('a\u20acb', new Uint8Array(3)), encoder, decoder);
log(JSON.stringify(decoder.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]))));
log(JSON.stringify(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))));
const parts = [];
for (const byte of Buffer.from('\ufeffa\u20ac\ud83d\ude00')) parts.push(decoder.decode(new Uint8Array([byte]), { stream: true }));
log(JSON.stringify(parts), JSON.stringify(decoder.decode(new Uint8Array([0xe2]))));
const every = Uint8Array.from({ length: 128 }, (_, i) => 128 + i);
for (const label of ['latin1', ' Windows-1251 ', 'koi8-u', 'iso-8859-3', 'macintosh', 'windows-1255', 'x-user-defined', 'ibm866']) {
  const d = new TextDecoder(label);
  log(d.encoding, d.decode(every));
}
log(new TextDecoder('utf-16le').decode(new Uint8Array([0x61, 0, 0x3d, 0xd8, 0x00, 0xde])), new TextDecoder('utf-16be').decode(new Uint8Array([0, 0x61])));
for (const [label, bytes] of [['gbk', [0xc4, 0xe3]], ['shift_jis', [0x93, 0xfa]], ['euc-jp', [0xc6, 0xfc]], ['euc-kr', [0xb0, 0xa1]], ['big5', [0xa4, 0xa4]]]) {
  log(label, new TextDecoder(label).decode(new Uint8Array(bytes)));
}
show(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])));
show(() => new TextDecoder('nope'));

(async () => {
  const blob = new Blob(['a\u20ac', new Uint8Array([1, 2]), new Blob(['z'])], { type: 'Text/Plain' });
  log(blob, blob.size, JSON.stringify(await blob.text()), await blob.slice(1, -1).bytes(), blob.slice(-3, -1, 'X').type);
  log((await blob.arrayBuffer()).byteLength, await Array.fromAsync(blob.stream()).then((chunks) => Buffer.concat(chunks)));
  const file = new File(['data'], 'n\ud83d.txt', { lastModified: 5, type: 'a/b' });
  log(file, file.name, file instanceof Blob);
  show(() => new Blob('a'));
  show(() => new Blob([Symbol()]));
  show(() => new File([]));
  show(() => new Blob([], { endings: 'x' }));
})();
