import type { AppRouter } from '../../env.ts';
export function signInPages(_app: AppRouter): void {}
