// Tests of pages in Chromium. The Rust test translates the programs and sets in the environment: PAGES, the folder with the
// pages; PLAYWRIGHT_CORE, the folder of the npm package; CHROMIUM, the browser.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT_CORE);
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const ISOLATION = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** A plain static server, or one that isolates its pages so that they may share memory. */
const serve = (headers) => createServer((request, response) => {
  try {
    const body = readFileSync(join(process.env.PAGES, new URL(request.url, 'http://x').pathname));
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0);

const profile = mkdtempSync(join(tmpdir(), 'page-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM, headless: true, args: FLAGS,
});
after(async () => {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
});

// JavaScript cannot be suspended: without shared memory it gets no input.
for (const [kind, headers, suffix] of [['plain', {}, ''], ['isolating', ISOLATION, ''], ['isolating', ISOLATION, '-js']]) {
  const server = serve(headers);
  after(() => server.close());

  const open = async (name) => {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/${name}${suffix}.html`);
    return page;
  };
  /** Waits until the terminal shows this, and gives all that it shows. */
  const shows = async (page, wanted) => {
    const read = () => page.evaluate(() => [...document.querySelectorAll('.xterm-rows > div')]
      .map((row) => row.textContent).join('\n').trimEnd());
    const until = Date.now() + 20000;
    for (;;) {
      const screen = await read();
      if (wanted.test(screen)) return screen;
      if (Date.now() > until) assert.fail(`no ${wanted} on the screen:\n${screen}`);
      await page.waitForTimeout(50);
    }
  };

  test(`${kind} server${suffix}: a calculator answers what is typed`, async () => {
    const page = await open('calc');
    assert.equal(await page.evaluate(() => crossOriginIsolated), kind === 'isolating');
    await shows(page, />/);
    await page.keyboard.type('2--3\n');
    await shows(page, /5\.000000/);
    await page.keyboard.type('1+x\x7f2\n');
    await shows(page, /3\.000000/);
    await page.keyboard.press('Control+d');
    await shows(page, /exit status 0/);
    await page.click('#run');
    await shows(page, /exit status 0[^]*>/);
    await page.close();
  });

  test(`${kind} server${suffix}: an endless loop is stopped`, async () => {
    const page = await open('endless');
    await shows(page, /begun/);
    assert.equal(await page.textContent('#state'), 'running');
    await page.click('#stop');
    await shows(page, /stopped/);
    assert.equal(await page.textContent('#state'), 'stopped');
    await page.close();
  });

  test(`${kind} server${suffix}: a file that is dropped is read`, async () => {
    const page = await open('reader');
    await shows(page, /file\?/);
    await page.keyboard.type('note.txt\n');
    await shows(page, /error 2/);
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['dropped words'], 'note.txt'));
      return transfer;
    });
    await page.dispatchEvent('body', 'drop', { dataTransfer: data });
    await page.waitForFunction(() => /note\.txt/.test(document.getElementById('files').textContent));
    await page.keyboard.type('note.txt\n');
    await shows(page, /dropped words/);
    await page.close();
  });
}
