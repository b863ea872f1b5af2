// Node's own objects that can be sent to another thread.
import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { BlockList, SocketAddress } from 'node:net';
import { Worker } from 'node:worker_threads';
const list = new BlockList();
list.addSubnet('10.0.0.0', 8);
const { publicKey } = generateKeyPairSync('ed25519');
const handle = await open(new URL(import.meta.url));
const worker = new Worker(`
  const { parentPort } = require('worker_threads');
  parentPort.once('message', async ({ list, address, key, pub, blob, handle }) => {
    const text = await handle.readFile('utf8');
    await handle.close();
    parentPort.postMessage([
      list.check('10.1.2.3'), list.check('11.1.2.3'), address.address, key.export().toString(), pub.asymmetricKeyType, pub.type,
      await blob.text(), blob.type, text.split('\\n')[0],
    ]);
  });
`, { eval: true });
worker.on('message', (found) => console.log(found));
worker.postMessage({
  list, address: new SocketAddress({ address: '1.2.3.4' }), key: createSecretKey(Buffer.from('secret')), pub: publicKey,
  blob: new Blob(['ab', new Uint8Array([99])], { type: 'text/x' }), handle,
}, [handle]);
console.log(handle.fd);
try {
  worker.postMessage(publicKey, [publicKey]);
} catch (error) {
  console.log(error.name, error.message);
}
