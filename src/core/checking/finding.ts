/** What the linter says (phát hiện): one sentence that names the figures at odds, and where each of them stands. */
import type { Anchor } from './document.ts';

/** lỗi: something contradicts; cảnh báo: very likely wrong or missing; lưu ý: to be looked at. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Evidence {
  /** Word for word as in the document, in NFC. */
  readonly quote: string;
  /** In words a person finds: `mục I.4, đoạn 3`; `Biểu II.06a, hàng 8 Hộ tịch, cột (3)`. */
  readonly place: string;
  readonly anchor: Anchor;
}

export interface Finding {
  /** Stable: `R05`. Listed with its basis in `law/checks/catalogue.ts`. */
  readonly code: string;
  readonly severity: Severity;
  /** One Vietnamese sentence. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
}
