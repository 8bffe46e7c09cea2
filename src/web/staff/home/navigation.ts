import type { NavigationEntry } from '../../navigation.ts';

export const HOME_NAVIGATION: readonly NavigationEntry[] = [];
