/** Số hóa: the register, the papers of a dossier with their files, one paper. */
import type { AppRouter } from '../../env.ts';
import { dossierPages } from './dossier-pages.tsx';
import { paperPages } from './paper-pages.tsx';
import { registerPages } from './register-pages.tsx';

export function pages(app: AppRouter): void {
  registerPages(app);
  dossierPages(app);
  paperPages(app);
}
