/** Diện miễn phí, lệ phí that the desk offers; pages may not read the law themselves. */
export { FEE_EXEMPTIONS as FEE_EXEMPTIONS_FOR_DESK } from '../../law/reception/exemptions.ts';
