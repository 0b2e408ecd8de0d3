// Ids for new items, after those that are there: T1, T2 → T3.
export function nextId(ids: readonly string[], prefix: string): string {
  const taken = new Set(ids);
  let number = ids.length + 1;
  while (taken.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}
