// Needs: chromium

import http from 'node:http';
import { chromium, errors } from 'playwright-core';

const server = http.createServer((req, res) => {
  if (req.url === '/data') { res.setHeader('content-type', 'application/json'); res.end('{"real": true}'); return; }
  res.setHeader('content-type', 'text/html');
  res.end('<title>Own</title><h1>Hello</h1><label>Name <input></label><button>Go</button><ul><li>a<li>b</ul><script>document.querySelector("button").onclick = async () => { document.title = document.querySelector("input").value + JSON.stringify(await (await fetch("/data")).json()); }</script>');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
try {
  const context = await browser.newContext({ viewport: { width: 300, height: 200 }, locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  console.log(await page.title(), await page.getByRole('heading').textContent(), await page.locator('li').allTextContents());
  await page.getByLabel('Name').fill('typed');
  await page.getByRole('button', { name: 'Go' }).click();
  await page.waitForFunction(() => document.title.startsWith('typed'));
  console.log(await page.title(), await page.evaluate(() => navigator.language));
  await page.route('**/data', (route) => route.fulfill({ json: { faked: 1 } }));
  await page.getByText('Go').click();
  await page.waitForFunction(() => document.title.includes('faked'));
  console.log(await page.title(), (await page.screenshot()).subarray(1, 4).toString());
  await context.addCookies([{ name: 'c', value: 'v', url: page.url() }]);
  console.log((await context.cookies()).map(({ name, value }) => `${name}=${value}`), (await (await context.request.get(`${page.url()}data`)).json()));
  await page.locator('#none').click({ timeout: 200 }).catch((error) => console.log(error instanceof errors.TimeoutError, error.message.split('\n')[0]));
  await page.evaluate(() => { throw new RangeError('in the page'); }).catch((error) => console.log(error.message.split('\n')[0]));
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
