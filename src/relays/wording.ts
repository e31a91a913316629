import { RELAY_KIND_WORDS } from '../core/wording.ts';
import type { RelayRow } from './queries.ts';

/** A source by its title and who published it: "“Swap data”, Bloomberg News". */
export const titled = ({ title, publisher }: Pick<RelayRow, 'title' | 'publisher'>): string =>
  publisher ? `“${title}”, ${publisher}` : `“${title}”`;

/** "Reports what is said in “Swap data”, Bloomberg News": the rest of a sentence that begins with the source. */
export const relayedInWords = (relay: Pick<RelayRow, 'kind' | 'title' | 'publisher'>): string =>
  `${RELAY_KIND_WORDS[relay.kind]} ${titled(relay)}`;
