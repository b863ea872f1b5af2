'use strict';

// Moving a terminal's cursor and clearing parts of its screen: ECMA-48's control sequences.

const { NumberIsNaN } = primordials;

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const CSI = (text) => `\x1b[${text}`;
const kClearToLineBeginning = CSI('1K'), kClearToLineEnd = CSI('0K'), kClearLine = CSI('2K'), kClearScreenDown = CSI('0J');

// The return value where there is nothing to write, or no stream.
function nothing(callback) {
  if (typeof callback === 'function') process.nextTick(callback, null);
  return true;
}

function cursorTo(stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (NumberIsNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (NumberIsNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (stream == null || (typeof x !== 'number' && typeof y !== 'number')) return nothing(callback);
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS();
  return stream.write(typeof y !== 'number' ? CSI(`${x + 1}G`) : CSI(`${y + 1};${x + 1}H`), callback);
}

const movement = (dx, dy) =>
  (dx < 0 ? CSI(`${-dx}D`) : dx > 0 ? CSI(`${dx}C`) : '') + (dy < 0 ? CSI(`${-dy}A`) : dy > 0 ? CSI(`${dy}B`) : '');

function moveCursor(stream, dx, dy, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream == null || !(dx || dy)) return nothing(callback);
  return stream.write(movement(dx, dy), callback);
}

function clearLine(stream, direction, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream === null || stream === undefined) return nothing(callback);
  return stream.write(direction < 0 ? kClearToLineBeginning : direction > 0 ? kClearToLineEnd : kClearLine, callback);
}

function clearScreenDown(stream, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream === null || stream === undefined) return nothing(callback);
  return stream.write(kClearScreenDown, callback);
}

module.exports = {
  CSI, clearLine, clearScreenDown, cursorTo, kClearLine, kClearScreenDown, kClearToLineBeginning, kClearToLineEnd, moveCursor, movement,
};
