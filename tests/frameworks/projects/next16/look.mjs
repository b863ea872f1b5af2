// Tries what one plain request does not show: server actions, streaming, ISR, images, uploads.
const origin = `http://localhost:${process.argv[2]}`;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const page = async (path, options) => (await fetch(origin + path, options)).text();

const form = await page('/form');
const post = (id, fields) => {
  const [, html] = new RegExp(`<form[^>]*id="${id}"[^>]*>(.*?)</form>`, 's').exec(form);
  const body = new FormData();
  for (const [, name, , value] of html.matchAll(/<input type="hidden" name="([^"]*)"( value="([^"]*)")?/g)) {
    body.append(name, (value ?? '').replaceAll('&quot;', '"'));
  }
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return fetch(`${origin}/form`, { method: 'POST', body, redirect: 'manual' });
};
const saved = await post('save', { name: 'Ada' });
console.log('action', saved.status, saved.headers.get('location'), saved.headers.get('set-cookie'));
console.log('action with state', /sum <!-- -->(\d+)/.exec(await (await post('sum', { more: '2' })).text())?.[1]);
console.log('cookies', /<p>.*?<\/p>/.exec(await page('/cookies', { headers: { cookie: 'name=Ada' } }))[0]);

const response = await fetch(`${origin}/stream`);
const decoder = new TextDecoder();
let text = '';
const order = [];
for await (const chunk of response.body) {
  text += decoder.decode(chunk, { stream: true });
  for (const word of ['<h1>now', 'after <!-- -->50', 'after <!-- -->150', '</html>']) if (text.includes(word) && !order.includes(word)) order.push(word);
}
console.log('streamed', order);

const made = async () => /made <!-- -->(\d+)/.exec(await page('/isr'))[1];
const first = await made();
const same = (await made()) === first;
await pause(1500);
await made();
await pause(1000);
console.log('isr', same, (await made()) !== first);

for (const [accept, width] of [['image/webp', 64], ['image/avif', 128], ['image/png', 256]]) {
  const image = await fetch(`${origin}/_next/image?url=%2Fphoto.png&w=${width}&q=75`, { headers: { accept } });
  console.log('image', image.status, image.headers.get('content-type'), (await image.arrayBuffer()).byteLength);
}

const body = new FormData();
body.append('file', new Blob(['some text'], { type: 'text/plain' }), 'a.txt');
const upload = await fetch(`${origin}/api/hello`, { method: 'POST', body });
console.log('upload', upload.status, upload.headers.get('set-cookie'), await upload.text());
console.log('middleware', (await fetch(`${origin}/api/hello`)).headers.get('x-middleware'));
