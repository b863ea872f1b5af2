'use strict';

// NODE_DEBUG_NATIVE=http2: a log of the protocol on stderr.

const { ArrayPrototypeSome, StringPrototypeSplit, StringPrototypeToUpperCase, StringPrototypeTrim } = primordials;

const isOn = () => ArrayPrototypeSome(StringPrototypeSplit(process.env.NODE_DEBUG_NATIVE ?? '', ','),
                                      (name) => StringPrototypeToUpperCase(StringPrototypeTrim(name)) === 'HTTP2');

// (text, stream): undefined while it is off.
function tracerOf(connection) {
  if (process.env.NODE_DEBUG_NATIVE === undefined || !isOn()) return undefined;
  const session = `Http2Session ${connection.isServer ? 'server' : 'client'} (${connection.asyncId})`;
  return (text, stream) => {
    process._rawDebug(stream === undefined ? `${session} ${text}` : `HttpStream ${stream.id} (${stream.asyncId}) [${session}] ${text}`);
  };
}

module.exports = { tracerOf };
