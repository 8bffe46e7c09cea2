/** Names of states as lists show them (tên trạng thái), from the national table. */
import { NATIONAL_DOSSIER } from '../../law/index.ts';

const LABELS: Readonly<Record<string, string>> = NATIONAL_DOSSIER.stateLabels.business;

export const businessStateLabel = (state: string): string => LABELS[state] ?? state;
