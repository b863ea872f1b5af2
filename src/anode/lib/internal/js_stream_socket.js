'use strict';

// A net.Socket over any Duplex, for TLS, which needs the handle of a socket.

const { codes: { ERR_STREAM_WRAP } } = require('internal/errors');
const { Socket } = require('internal/net/socket');
const { JsStreamHandle } = require('internal/tls/handle');
const { setImmediate } = require('internal/timers/immediate');

class JSStreamSocket extends Socket {
  constructor(stream) {
    let self;
    const handle = new JsStreamHandle({
      readStart: () => self?.readStart(), readStop: () => self?.readStop(), doClose: () => self.stream.destroy(),
      doWrite: (data, done) => self.doWrite(data, done), doShutdown: (done) => self.doShutdown(done),
    });
    super({ handle, manualStart: true });
    self = this;
    this.stream = stream;
    this.writing = 0;
    this.ending = undefined;
    stream.pause();
    stream.on('error', (error) => this.emit('error', error));
    const onData = (chunk) => {
      if (typeof chunk === 'string' || stream.readableObjectMode === true) {
        stream.pause();
        stream.removeListener('data', onData);
        this.emit('error', new ERR_STREAM_WRAP());
        return;
      }
      this._handle?.readBuffer(chunk);
    };
    stream.on('data', onData);
    stream.once('end', () => this._handle?.emitEOF());
    // This socket emits the stream's errors already.
    stream.once('close', () => this.destroy());
    this.read(0);
  }

  static get StreamWrap() { return JSStreamSocket; }

  isClosing() { return !this.readable || !this.writable; }

  readStart() {
    this.stream.resume();
    return 0;
  }

  readStop() {
    this.stream.pause();
    return 0;
  }

  doWrite(data, done) {
    this.writing++;
    this.stream.write(data, (error) => {
      setImmediate(() => {
        this.writing--;
        done(error ? error.code ?? 'EPIPE' : null);
        if (this.writing === 0 && this.ending !== undefined) this.finishEnd();
      });
    });
  }

  // After the writes under way.
  doShutdown(done) {
    this.ending = done;
    if (this.writing === 0) this.finishEnd();
  }

  finishEnd() {
    const done = this.ending;
    this.ending = undefined;
    setImmediate(() => this.stream.end(() => done(null)));
  }
}

module.exports = JSStreamSocket;
