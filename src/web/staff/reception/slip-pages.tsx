/** Addresses of slips: as a page, and as a file to print. */

import { loadSlip } from '../../../services/reception/load-receipt.ts';
import { slipPdf } from '../../../services/reception/print-slip.ts';
import { type AppRouter, signedIn } from '../../env.ts';
import { notFound } from '../../errors.tsx';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { SlipView } from './slip-page.tsx';

export function slipPages(app: AppRouter): void {
  app.get('/phieu/:kind/:year/:number', requires('dossier.print'), async (c) => {
    const { kind, year, number } = c.req.param();
    const asFile = number.endsWith('.pdf');
    const slip = await loadSlip(c.get('deps').installation, {
      user: signedIn(c),
      kind,
      year,
      number: asFile ? number.slice(0, -4) : number,
    });
    if (slip === undefined) return notFound(c, 'Đơn vị chưa lập phiếu này.');
    if (asFile) {
      const { fileName, bytes } = await slipPdf(slip);
      return c.body(Uint8Array.from(bytes).buffer, 200, {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${fileName}"`,
        'cache-control': 'no-store',
      });
    }
    return page(c, { title: `${slip.form.title} số ${slip.number}` }, <SlipView slip={slip} />);
  });
}
