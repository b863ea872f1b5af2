// Needs: chromium

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const server = http.createServer((req, res) => {
  res.setHeader('content-type', 'text/html');
  res.end(req.url === '/next' ? '<title>Next</title><p>the next page</p>' : '<title>Own</title><h1 id="t">Hello</h1><input id="i"><button id="b" onclick="document.title = document.querySelector(\'#i\').value">go</button><a href="/next">next</a><script>console.log("in page")</script>');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const profile = mkdtempSync(path.join(os.tmpdir(), 'chromium-'));
const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', headless: true, pipe: false, userDataDir: profile, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
try {
  const page = await browser.newPage();
  page.on('console', (message) => console.log('console', message.type(), message.text()));
  const response = await page.goto(url);
  console.log(response.status(), await page.title(), await page.$eval('#t', (element) => element.textContent));
  await page.type('#i', 'typed text');
  await page.click('#b');
  console.log(await page.title(), await page.evaluate((a, b) => ({ sum: a + b, list: [1, { x: null }] }), 1, 2));
  await page.exposeFunction('outside', (text) => `from outside: ${text}`);
  console.log(await page.evaluate(() => globalThis.outside('hi')));
  await Promise.all([page.waitForNavigation(), page.click('a')]);
  console.log(page.url() === `${url}next`, await page.title());
  const shot = await page.screenshot({ clip: { x: 0, y: 0, width: 10, height: 10 } });
  console.log(Buffer.from(shot.subarray(1, 4)).toString(), createHash('sha1').update(await page.content()).digest('hex'));
  console.log((await page.pdf({ format: 'A5' })).length > 1000, (await browser.version()).split('/')[0]);
  await page.evaluate(() => { throw new RangeError('in the page'); }).catch((error) => console.log(error.name, error.message.split('\n')[0]));
  await page.waitForSelector('#none', { timeout: 100 }).catch((error) => console.log(error.name));
  await page.goto('http://127.0.0.1:1/').catch((error) => console.log(error.message.split(' ')[0]));
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
  if (existsSync(profile)) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
