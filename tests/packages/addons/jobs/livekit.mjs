import { AudioFrame } from '@livekit/rtc-node';

const frame = AudioFrame.create(48000, 1, 480);
console.log(frame.samplesPerChannel, frame.data.length);
process.exit(0);
