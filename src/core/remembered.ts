/**
 * What was worked out before (kết quả đã có), by a text that names what it was worked out from. Bounded: where there is no
 * more room, all of it is forgotten and worked out again when it is next asked for.
 */
export class Remembered<V> {
  readonly #values = new Map<string, V>();
  readonly #most: number;

  /** @param most so many at the same time, at least 1 */
  constructor(most: number) {
    this.#most = most;
  }

  find(key: string): V | undefined {
    return this.#values.get(key);
  }

  /** @returns the value */
  keep(key: string, value: V): V {
    if (this.#values.size >= this.#most) this.#values.clear();
    this.#values.set(key, value);
    return value;
  }
}
