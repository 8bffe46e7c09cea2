/** Address of a person's page (trang người nộp). */
export const personHref = (personId: string): string => `/nguoi-nop/${encodeURIComponent(personId)}`;
