/** The law inside the program: everything that has an official code and an effective date. */

export { FORMS } from './forms/registry.generated.ts';
export { INDICATORS } from './indicators/index.ts';
export { NARRATIVES } from './narrative/registry.generated.ts';
export { NATIONAL_DOSSIER } from './statuses/national-10.ts';
