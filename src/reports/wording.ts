import { count } from '../claims/wording.ts';
import { ONE_ORIGIN_LEVELS, type OneOriginLevel, type Report, type ReportedSource } from '../core/report.ts';
import { withNumbers } from '../gates/wording.ts';
import { citation } from '../sources/wording.ts';

/** An origin as its citation; one that may not be seen is only said to be there. */
export const originInWords = (origin: ReportedSource['origins'][number]): string =>
  origin.title === '' ? 'a source that is not shown here' : citation(origin);

/** As much of a SHA-256 as a line of print has room for. */
export const shortHash = (sha256: string): string => sha256.slice(0, 12);

const ONE_ORIGIN_WORDS: Record<OneOriginLevel, string> = {
  many_links_one_origin: 'with several links and one origin',
  single_origin: 'with one origin',
};

export const ONE_ORIGIN_LEAD = 'Sourced, and yet by one origin alone:';

/** What stands behind `ONE_ORIGIN_LEAD`, each with the number of the first such claim: "2 claims with one origin: 6, 7." */
export const oneOriginInWords = ({ oneOrigin }: Pick<Report, 'oneOrigin'>): { text: string; first: number }[] =>
  ONE_ORIGIN_LEVELS.flatMap((level) => {
    const [first, ...others] = oneOrigin[level];
    if (first === undefined) return [];
    const words = `${count(1 + others.length, 'claim')} ${ONE_ORIGIN_WORDS[level]}`;
    return [{ text: withNumbers(words, oneOrigin[level]), first }];
  });
