/**
 * Ctrl-C and an orderly end by the system: what is open is closed first, so that the last program to leave stops the
 * database server. Where the program listens to these signals itself, it decides, and closes what it opened.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const open = new Set<() => Promise<void>>();

/** Closes with `close` when the program is told to end. @returns a function that takes this back */
export function closeOnSignal(close: () => Promise<void>): () => void {
  if (open.size === 0) for (const name of SIGNALS) process.on(name, onSignal);
  open.add(close);
  return () => {
    open.delete(close);
    if (open.size === 0) for (const name of SIGNALS) process.off(name, onSignal);
  };
}

function onSignal(name: NodeJS.Signals): void {
  if (process.listenerCount(name) > 1) return;
  void Promise.allSettled([...open].map((close) => close())).then(() => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    // Now nobody listens: the system ends the program as it would have, with the exit status that tells why.
    process.kill(process.pid, name);
  });
}
