/** A gigabyte sent to a file field: answered beside the field, without keeping it in memory. */
import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type TestWeb, testWeb } from '../../test/support/web.ts';
import { files, requiredText } from './forms/fields.ts';
import { readForm } from './forms/read-form.ts';
import { startServer } from './server.ts';

const GIGABYTE = 1024 ** 3;
const PIECE = Buffer.alloc(1_048_576, 0x41);

let web: TestWeb;
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  web = await testWeb({
    extend: (app) => {
      app.post('/thu/tep', async (c) => {
        const read = await readForm(c, z.object({ name: requiredText('tên', 20), paper: files('tệp') }));
        return c.json(read.form);
      });
    },
  });
  server = await startServer(web.app, { port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server?.stop(500);
  await web?.close();
});

it('is refused in a sentence, with what was typed kept, and memory stays small', async () => {
  const client = await web.browse('receptionist');
  const page = await client.get('/tai-khoan');
  const token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] as string;
  const head = `--x\r\nContent-Disposition: form-data; name="_token"\r\n\r\n${token}\r\n--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nGiấy tờ\r\n--x\r\nContent-Disposition: form-data; name="paper"; filename="lon.pdf"\r\nContent-Type: application/pdf\r\n\r\n`;
  let highest = 0;
  const watching = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 50);
  const before = process.memoryUsage().rss;
  const text = await new Promise<string>((resolve, reject) => {
    const sending = request(
      {
        host: '127.0.0.1',
        port: server.port,
        path: '/thu/tep',
        method: 'POST',
        headers: {
          'content-type': 'multipart/form-data; boundary=x',
          cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          origin: `http://127.0.0.1:${server.port}`,
        },
      },
      (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (piece) => {
          answer += piece;
        });
        response.on('end', () => resolve(answer));
      },
    );
    sending.on('error', reject);
    sending.write(head);
    let sent = 0;
    const more = (): void => {
      while (sent < GIGABYTE) {
        sent += PIECE.length;
        if (!sending.write(PIECE)) {
          sending.once('drain', more);
          return;
        }
      }
      sending.end('\r\n--x--\r\n');
    };
    more();
  });
  clearInterval(watching);
  expect(JSON.parse(text)).toMatchObject({
    errors: { paper: 'Tệp «lon.pdf» nặng quá 20 MB. Hãy chọn tệp nhỏ hơn.' },
    typed: { name: ['Giấy tờ'] },
  });
  expect((highest - before) / 1_048_576).toBeLessThan(300);
  expect(web.faults).toEqual([]);
});
