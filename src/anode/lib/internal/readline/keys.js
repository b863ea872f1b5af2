'use strict';

// Turns the bytes a terminal sends into keys: `keypress` events on its stream.

const {
  RegExpPrototypeExec, SafeStringIterator, StringFromCharCode, StringPrototypeCharCodeAt, StringPrototypeCodePointAt, StringPrototypeSlice,
  StringPrototypeToLowerCase, Symbol,
} = primordials;

const { StringDecoder } = require('string_decoder');
const { clearTimeout, setTimeout } = require('internal/timers/timeout');

const KEYPRESS_DECODER = Symbol('keypress-decoder');
const ESCAPE_DECODER = Symbol('escape-decoder');
const ESCAPE_TIMEOUT = 500;
const ESC = '\x1b';

const named = (names) => ({ __proto__: null, ...names });

// The text after ESC [ or ESC O, without its modifiers. xterm, rxvt, gnome, putty and the Linux console each have their own.
const plainCodes = named({
  '[P': 'f1', '[Q': 'f2', '[R': 'f3', '[S': 'f4', 'OP': 'f1', 'OQ': 'f2', 'OR': 'f3', 'OS': 'f4',
  '[11~': 'f1', '[12~': 'f2', '[13~': 'f3', '[14~': 'f4', '[[A': 'f1', '[[B': 'f2', '[[C': 'f3', '[[D': 'f4', '[[E': 'f5',
  '[15~': 'f5', '[17~': 'f6', '[18~': 'f7', '[19~': 'f8', '[20~': 'f9', '[21~': 'f10', '[23~': 'f11', '[24~': 'f12',
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', '[E': 'clear', '[F': 'end', '[H': 'home',
  'OA': 'up', 'OB': 'down', 'OC': 'right', 'OD': 'left', 'OE': 'clear', 'OF': 'end', 'OH': 'home',
  '[1~': 'home', '[2~': 'insert', '[3~': 'delete', '[4~': 'end', '[5~': 'pageup', '[6~': 'pagedown', '[[5~': 'pageup', '[[6~': 'pagedown',
  '[7~': 'home', '[8~': 'end',
});
const shiftCodes = named({
  '[a': 'up', '[b': 'down', '[c': 'right', '[d': 'left', '[e': 'clear', '[2$': 'insert', '[3$': 'delete', '[5$': 'pageup',
  '[6$': 'pagedown', '[7$': 'home', '[8$': 'end', '[Z': 'tab',
});
const ctrlCodes = named({
  'Oa': 'up', 'Ob': 'down', 'Oc': 'right', 'Od': 'left', 'Oe': 'clear', '[2^': 'insert', '[3^': 'delete', '[5^': 'pageup',
  '[6^': 'pagedown', '[7^': 'home', '[8^': 'end',
});
// Sequences of putty, and of consoles that report everything as ESC [ number ; modifier u.
const bracketCodes = named({ '[200~': 'paste-start', '[201~': 'paste-end' });

// A generator that is given one character after the other and emits a key as soon as there is one.
function* emitKeys(stream) {
  for (;;) {
    let ch = yield;
    let sequence = ch;
    let escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };
    if (ch === ESC) {
      escaped = true;
      sequence += (ch = yield);
      if (ch === ESC) sequence += (ch = yield);
    }
    if (escaped && (ch === 'O' || ch === '[')) {
      let code = ch;
      let modifier = 0;
      if (ch === 'O') {
        // ESC O letter, or ESC O modifier letter
        sequence += (ch = yield);
        if (ch >= '0' && ch <= '9') {
          modifier = StringPrototypeCharCodeAt(ch, 0) - 49;
          sequence += (ch = yield);
        }
        code += ch;
      } else {
        // ESC [ letter, ESC [ number ~, ESC [ number ; modifier ~, ESC [ [ letter
        sequence += (ch = yield);
        if (ch === '[') {
          code += ch;
          sequence += (ch = yield);
        }
        const start = sequence.length - 1;
        if (ch >= '0' && ch <= '9') {
          sequence += (ch = yield);
          if (ch >= '0' && ch <= '9') {
            sequence += (ch = yield);
            if (ch >= '0' && ch <= '9') sequence += (ch = yield);
          }
        }
        if (ch === ';') {
          sequence += (ch = yield);
          if (ch >= '0' && ch <= '9') sequence += yield;
        }
        const rest = StringPrototypeSlice(sequence, start);
        let match = RegExpPrototypeExec(/^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/, rest);
        if (match !== null) {
          if (match[4]) {
            code += match[4];
          } else {
            code += match[1] + match[3];
            modifier = (match[2] || 1) - 1;
          }
        } else if ((match = RegExpPrototypeExec(/^((\d;)?(\d))?([A-Za-z])$/, rest)) !== null) {
          code += match[4];
          modifier = (match[3] || 1) - 1;
        } else {
          code += rest;
        }
      }
      key.ctrl = !!(modifier & 4);
      key.meta = !!(modifier & 10);
      key.shift = !!(modifier & 1);
      key.code = code;
      if (plainCodes[code] !== undefined) key.name = plainCodes[code];
      else if (shiftCodes[code] !== undefined) {
        key.name = shiftCodes[code];
        key.shift = true;
      } else if (ctrlCodes[code] !== undefined) {
        key.name = ctrlCodes[code];
        key.ctrl = true;
      } else {
        key.name = bracketCodes[code] ?? 'undefined';
      }
    } else if (ch === '\r') {
      key.name = 'return';
      key.meta = escaped;
    } else if (ch === '\n') {
      key.name = 'enter';
      key.meta = escaped;
    } else if (ch === '\t') {
      key.name = 'tab';
      key.meta = escaped;
    } else if (ch === '\b' || ch === '\x7f') {
      key.name = 'backspace';
      key.meta = escaped;
    } else if (ch === ESC) {
      key.name = 'escape';
      key.meta = escaped;
    } else if (ch === ' ') {
      key.name = 'space';
      key.meta = escaped;
    } else if (!escaped && ch <= '\x1a') {
      key.name = StringFromCharCode(StringPrototypeCharCodeAt(ch, 0) + 96);
      key.ctrl = true;
    } else if (RegExpPrototypeExec(/^[0-9A-Za-z]$/, ch) !== null) {
      key.name = StringPrototypeToLowerCase(ch);
      key.shift = RegExpPrototypeExec(/^[A-Z]$/, ch) !== null;
      key.meta = escaped;
    } else if (escaped) {
      key.name = ch.length ? undefined : 'escape';
      key.meta = true;
    }
    key.sequence = sequence;
    if (sequence.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : sequence, key);
    } else if (sequence.length > 0 && (sequence.length === 1 || StringPrototypeCodePointAt(sequence, 0) > 0xffff)) {
      stream.emit('keypress', sequence, key);
    }
  }
}

function emitKeypressEvents(stream, iface = {}) {
  if (stream[KEYPRESS_DECODER]) return;
  stream[KEYPRESS_DECODER] = new StringDecoder('utf8');
  stream[ESCAPE_DECODER] = emitKeys(stream);
  stream[ESCAPE_DECODER].next();
  // An escape that nothing follows is the key `escape`: known only after a while.
  const later = () => stream[ESCAPE_DECODER].next('');
  let timer;

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const string = stream[KEYPRESS_DECODER].write(input);
    if (!string) return;
    clearTimeout(timer);
    iface._sawKeyPress = StringPrototypeCodePointAt(string, 0) > 0xffff ? string.length === 2 : string.length === 1;
    let length = 0;
    for (const character of new SafeStringIterator(string)) {
      length += character.length;
      iface.isCompletionEnabled = length === string.length;  // a tab in pasted text is a tab
      try {
        stream[ESCAPE_DECODER].next(character);
        if (length === string.length && character === ESC) timer = setTimeout(later, iface.escapeCodeTimeout ?? ESCAPE_TIMEOUT);
      } catch (error) {
        // A listener has thrown: the generator has ended.
        stream[ESCAPE_DECODER] = emitKeys(stream);
        stream[ESCAPE_DECODER].next();
        throw error;
      }
    }
  }

  function onNewListener(event) {
    if (event !== 'keypress') return;
    stream.on('data', onData);
    stream.removeListener('newListener', onNewListener);
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = { emitKeypressEvents };
