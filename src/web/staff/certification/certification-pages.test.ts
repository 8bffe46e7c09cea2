import { afterAll, beforeAll, expect, it } from 'vitest';
import { importSampleCatalogue } from '../../../../test/support/sample-catalogue.ts';
import { type TestWeb, testWeb } from '../../../../test/support/web.ts';
import { PAYMENTS } from '../../../core/certification/line.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
  await importSampleCatalogue(web.installation);
});
afterAll(() => web.close());

const NEXT = { cash: 'Tiền mặt', transfer: 'Chuyển khoản', online: 'Tiền mặt', exempt: 'Tiền mặt' };

it.each(
  PAYMENTS,
)('after a line paid «%s» the next one begins with what its customer will likely do', async (payment) => {
  const desk = await web.browse('receptionist');
  const page = (await desk.get('/chung-thuc')).text;
  const written = await desk.post('/chung-thuc', {
    _once: /name="_once" value="([^"]+)"/.exec(page)?.[1] ?? '',
    sameAs: '',
    kind: 'copy',
    applicant: 'Trần Thị Thử',
    identityNumber: '056199000123',
    documentName: 'Học bạ',
    pages: '2',
    copies: '1',
    payment,
    signer: 'Lê Văn Ký',
    note: payment === 'exempt' ? 'Người có công' : '',
  });
  expect([written.status, written.location]).toEqual([303, '/chung-thuc']);
  const next = (await desk.get('/chung-thuc')).text;
  expect(/<select[^>]*name="payment".*?<option[^>]*selected[^>]*>([^<]+)</s.exec(next)?.[1]).toBe(NEXT[payment]);
});
