'use strict';
// BroadcastChannel reaches every thread except the sender's own channel.
const { BroadcastChannel, Worker, isMainThread, workerData } = require('worker_threads');
const channel = new BroadcastChannel('oracle');
if (isMainThread) {
  const heard = [];
  const here = new BroadcastChannel('oracle');
  here.onmessage = ({ data }) => { if (data === 'go') heard.push('go here'); };
  channel.onmessage = ({ data }) => {
    heard.push(data);
    if (heard.filter((text) => text.startsWith('ready')).length === 3 && !heard.includes('sent')) {
      heard.push('sent');
      channel.postMessage('go');
    }
    if (heard.filter((text) => text.startsWith('went')).length === 3) {
      console.log(heard.sort());
      channel.close();
      here.close();
    }
  };
  for (let i = 0; i < 3; i++) new Worker(__filename, { workerData: i });
} else {
  channel.onmessage = ({ data }) => {
    if (data !== 'go') return;
    channel.postMessage(`went ${workerData}`);
    channel.close();
  };
  channel.postMessage(`ready ${workerData}`);
}
