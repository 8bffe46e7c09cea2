import type { AppRouter } from '../../env.ts';
export function pages(_app: AppRouter): void {}
