/** PostgreSQL takes at most 65,535 parameters a statement; no table here has more than sixty columns. */
const CHUNK = 1_000;

/** Runs `write` over the rows a thousand at a time, in order; not at all where there are none. */
export async function inChunks<T>(rows: readonly T[], write: (chunk: T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK) await write(rows.slice(at, at + CHUNK));
}

/** The LIKE pattern that finds these very characters anywhere. */
export function containing(words: string): string {
  return `%${words.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** Rows by key, in the order they came. (`Map.groupBy` is not in Node 20.) */
export function byKey<K, T>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
