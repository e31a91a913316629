/** One import of a file, as it is written there. */
export interface Import {
  from: string;
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean;
}

const STATEMENT = /^[ \t]*(?:import|export)\s+(type\s)?(?:[\w\s{},*$]*?\sfrom\s*)?(['"])([^'"\n]+)\2/gm;
const CALL = /\b(?:import|require)\s*\(\s*(['"`])([^'"`\n]+)\1/g;
const TYPE_CALL = /\btypeof\s+$/;

/** What a TypeScript source imports or passes on, in any form: read as text, so what a comment shows counts too. */
export function importsOf(source: string): Import[] {
  const statements = [...source.matchAll(STATEMENT)].map((found) => ({ from: found[3]!, typeOnly: Boolean(found[1]) }));
  const calls = [...source.matchAll(CALL)].map((found) => ({
    from: found[2]!,
    typeOnly: TYPE_CALL.test(source.slice(0, found.index)),
  }));
  return [...statements, ...calls];
}
