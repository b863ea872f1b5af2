// Opens the dev server's page in Chromium, presses the button, changes the component and the style, and waits until the page shows both.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
const page = await browser.newPage();
const errors = [];
page.on('pageerror', (error) => errors.push(error.message));
try {
  await page.goto(`http://localhost:${process.argv[2]}/`, { timeout: 60_000 });
  await page.waitForSelector('button', { timeout: 60_000 });
  await page.click('button');
  const text = () => page.$eval('button', (element) => element.textContent);
  console.log(await text());
  writeFileSync('react/Late.jsx', readFileSync('react/Late.jsx', 'utf8').replace('>count {', '>changed {'));
  await page.waitForFunction(() => document.querySelector('button').textContent.startsWith('changed'), { timeout: 60_000 });
  console.log(await text());
  appendFileSync('react/style.css', 'button { border-top-width: 7px; }\n');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('button')).borderTopWidth === '7px', { timeout: 60_000 });
  console.log(await text(), errors);
} finally {
  await browser.close();
}
