'use strict';

// The keys under which sessions, streams, sockets and servers know each other.

const { Symbol } = primordials;

module.exports = {
  kAlpnProtocol: Symbol('alpnProtocol'),
  kAuthority: Symbol('authority'),
  kBoundSession: Symbol('bound-session'),
  kEncrypted: Symbol('encrypted'),
  kID: Symbol('id'),
  kInfoHeaders: Symbol('sent-info-headers'),
  kInit: Symbol('init'),
  kLocalSettings: Symbol('local-settings'),
  kMaxOriginSetSize: Symbol('max-ORIGIN-set-size'),
  kMaybeDestroy: Symbol('kMaybeDestroy'),
  kOptions: Symbol('options'),
  kOrigin: Symbol('origin'),
  kPendingRequestCalls: Symbol('kPendingRequestCalls'),
  kProceed: Symbol('proceed'),
  kProtocol: Symbol('protocol'),
  kProxySocket: Symbol('proxySocket'),
  kRawHeaders: Symbol('raw-headers'),
  kRemoteSettings: Symbol('remote-settings'),
  kRequest: Symbol('request'),
  kRequestAsyncResource: Symbol('requestAsyncResource'),
  kSensitiveHeaders: Symbol('sensitiveHeaders'),
  kSentHeaders: Symbol('sent-headers'),
  kSentTrailers: Symbol('sent-trailers'),
  kServer: Symbol('server'),
  kSession: Symbol('session'),
  kSessions: Symbol('sessions'),
  kSocket: Symbol('socket'),
  kState: Symbol('state'),
  kStrictSingleValueFields: Symbol('strictSingleValueFields'),
  kType: Symbol('type'),
  kUpdateTimer: Symbol('kUpdateTimer'),
  kWire: Symbol('wire'),
  kWriteGeneric: Symbol('write-generic'),
};
