/** Channels (hình thức nộp, trả) as screens and lists name them. */
import type { Channel } from './facts.ts';

export const CHANNEL_LABELS = {
  online: 'Trực tuyến',
  counter: 'Trực tiếp',
  post: 'Bưu chính công ích',
} as const satisfies Record<Channel, string>;
