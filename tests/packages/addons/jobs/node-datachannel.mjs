import { setTimeout } from 'node:timers/promises';
import dc from 'node-datachannel';

const a = new dc.PeerConnection('a', { iceServers: [] });
const b = new dc.PeerConnection('b', { iceServers: [] });
a.onLocalDescription((sdp, type) => b.setRemoteDescription(sdp, type));
a.onLocalCandidate((candidate, mid) => b.addRemoteCandidate(candidate, mid));
b.onLocalDescription((sdp, type) => a.setRemoteDescription(sdp, type));
b.onLocalCandidate((candidate, mid) => a.addRemoteCandidate(candidate, mid));
let heard;
b.onDataChannel((channel) => channel.onMessage((message) => { heard = message; }));
const channel = a.createDataChannel('test');
channel.onOpen(() => channel.sendMessage('hello'));
for (let i = 0; i < 200 && heard === undefined; i++) await setTimeout(50);
console.log(heard);
a.close();
b.close();
dc.cleanup();
