'use strict';
// Settings: packed, unpacked, refused.
const http2 = require('http2');
console.log(http2.getDefaultSettings());
const packed = http2.getPackedSettings({
  enablePush: false, maxFrameSize: 20000, headerTableSize: 1, initialWindowSize: 7, maxConcurrentStreams: 9, maxHeaderListSize: 11,
  enableConnectProtocol: true, customSettings: { 9999: 301, 77: 3 },
});
console.log(packed.toString('hex'));
console.log(http2.getUnpackedSettings(packed));
console.log(http2.getPackedSettings().length, http2.getPackedSettings({}).length);
const attempt = (label, run) => {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message, error.actual, error.min, error.max);
  }
};
attempt('table', () => http2.getPackedSettings({ headerTableSize: -1 }));
attempt('window', () => http2.getPackedSettings({ initialWindowSize: 2 ** 31 }));
attempt('frame', () => http2.getPackedSettings({ maxFrameSize: 16383 }));
attempt('frame text', () => http2.getPackedSettings({ maxFrameSize: '20000' }));
attempt('push', () => http2.getPackedSettings({ enablePush: 1 }));
attempt('connect', () => http2.getPackedSettings({ enableConnectProtocol: 'yes' }));
attempt('settings', () => http2.getPackedSettings(null));
attempt('custom', () => http2.getPackedSettings({ customSettings: { 70000: 1 } }));
attempt('many', () => http2.getPackedSettings({ customSettings: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [i + 100, 1])) }));
attempt('unpack text', () => http2.getUnpackedSettings('abc'));
attempt('unpack odd', () => http2.getUnpackedSettings(Buffer.alloc(5)));
attempt('unpack checked', () => http2.getUnpackedSettings(Buffer.from('000200000002000500000001', 'hex'), { validate: true }));
attempt('unpack array', () => http2.getUnpackedSettings(new Uint16Array([0, 4, 0, 0, 1, 0])));
