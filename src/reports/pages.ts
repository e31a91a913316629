import type { Chip, Fact, Link, Mark, SourcingMark, StatusMark } from '../web/parts.ts';

/** views/reports/show.ejs, on the desk and (in `views/standalone.ejs`) as a file of its own. */
export interface ReportPage {
  title: string;
  credit: string[];
  address: string | null;
  /** Revision and its hash, made by: what makes the paper hold a year later. */
  facts: Fact[];
  asOf: string;
  /** Empty in a file. */
  links: Link[];
  standing: Standing;
  numbers: NumberTable[];
  claims: ReportClaim[];
  sources: ReportSource[];
  /** Sentences nobody has looked at, quoted. */
  untouched: string[];
  /** What was left out, and that it was. */
  leftOut: string | null;
}

export interface Standing {
  ready: boolean;
  /** "7 things stand in the way." */
  sentence: string;
  reasons: Link[];
}

export interface NumberTable {
  caption: string;
  kind: 'coverage' | 'status' | 'sourcing';
  total: number;
  rows: { mark: Mark; count: number; percent: string }[];
}

export interface ReportClaim {
  number: number;
  /** "claim-7". */
  anchor: string;
  href: string | null;
  words: string;
  statement: string | null;
  status: StatusMark;
  stage: Chip;
  sourcing: SourcingMark;
  /** "Bloomberg News, in paraphrase"; null in the article's own voice. */
  credit: string | null;
  creditCheck: string | null;
  reason: string | null;
  wording: string | null;
  who: string | null;
  at: string | null;
  flags: string[];
  evidence: ReportEvidence[];
}

export interface ReportEvidence {
  /** "S3", leading to `#source-3`. */
  source: Link;
  title: string;
  stance: Chip;
  role: string;
  locator: string | null;
  excerpt: string | null;
  note: string | null;
}

export interface ReportSource {
  /** "S3". */
  label: string;
  /** "source-3". */
  anchor: string;
  citation: string;
  kind: string;
  address: string | null;
  claims: Link[];
}
