// Opens the page of `next dev` in Chromium, presses the button, changes a file and waits until the page shows the change with its state kept.
import { readFileSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
const page = await browser.newPage();
const errors = [];
page.on('pageerror', (error) => errors.push(error.message));
try {
  await page.goto(`http://localhost:${process.argv[2]}/`, { timeout: 120_000 });
  const text = () => page.$eval('#counter', (element) => element.textContent);
  console.log(await text());
  for (let i = 0; i < 100 && (await text()) === 'count 3'; i++) {
    await page.click('#counter'); // does nothing until the page is hydrated
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  console.log(await text());
  await new Promise((resolve) => { setTimeout(resolve, 5000); }); // until the page has asked for news of its modules
  writeFileSync('app/counter.tsx', readFileSync('app/counter.tsx', 'utf8').replace('>count {', '>changed {'));
  await page.waitForFunction(() => document.querySelector('#counter').textContent.startsWith('changed'), { timeout: 60_000 });
  console.log(await text());
  console.log('errors', errors);
} finally {
  await browser.close();
}
