/** Everything that the linter is told by the law, in one value. */
import type { CheckingLaw } from '../../core/checking/law.ts';
import { FORMS } from '../forms/registry.generated.ts';
import { INDICATORS } from '../indicators/index.ts';
import { RULES } from './catalogue.ts';
import { ABOLISHED_TERMS, CITED_DOCUMENTS, CONCEPTS, TYPOS } from './legal.ts';
import {
  COMPARISONS,
  CONTAINMENTS,
  EXCLUSIVE_ACTS,
  IDENTITIES,
  LOPSIDED,
  MONEY_STEPS,
  PARTITIONS,
  RATIOS,
  SECTOR_BASES,
  SECTOR_PARTS,
  STATEMENTS,
} from './relations.ts';
import { LISTED_MEANINGS, VOCABULARY } from './vocabulary.ts';
import { WORDINGS } from './wordings.ts';
import { FORM_TOPICS, WORDS } from './words.ts';

export const CHECKING_LAW: CheckingLaw = {
  rules: RULES,
  vocabulary: VOCABULARY,
  listedMeanings: LISTED_MEANINGS,
  indicators: INDICATORS,
  wordings: WORDINGS,
  forms: FORMS,
  formTopics: FORM_TOPICS,
  identities: IDENTITIES,
  partitions: PARTITIONS,
  containments: CONTAINMENTS,
  ratios: RATIOS,
  comparisons: COMPARISONS,
  statements: STATEMENTS,
  exclusiveActs: EXCLUSIVE_ACTS,
  abolishedTerms: ABOLISHED_TERMS,
  citedDocuments: CITED_DOCUMENTS,
  typos: TYPOS,
  concepts: CONCEPTS,
  words: WORDS,
  sectorBases: SECTOR_BASES,
  sectorParts: SECTOR_PARTS,
  lopsided: LOPSIDED,
  moneySteps: MONEY_STEPS,
};
