import { claimReviewOf, isReviewable, reviewsBlocked } from '../core/claim_review.ts';
import { countedAs } from '../core/check.ts';
import { Refusal } from '../core/refusal.ts';
import { annotationOf, codePointsOf } from '../core/web_annotation.ts';
import { STATUS_WORDS } from '../core/wording.ts';
import { countedMark } from '../claims/wording.ts';
import type { ReportReading } from './queries.ts';

/** The findings that may be published, as schema.org's ClaimReview in JSON-LD. Refuses where none of the article may. */
export async function* writeClaimReview({ head, claims }: ReportReading, newsroom: string): AsyncGenerator<string> {
  const blocked = reviewsBlocked(head);
  if (blocked !== null) throw new Refusal('conflict', blocked);
  const say = { newsroom, status: (code: keyof typeof STATUS_WORDS) => STATUS_WORDS[code].label };
  yield '{"@context":"https://schema.org","@graph":[';
  let first = true;
  for await (const claim of claims) {
    if (!isReviewable(claim)) continue;
    yield `${first ? '' : ','}\n${JSON.stringify(claimReviewOf(claim, head, say))}`;
    first = false;
  }
  yield '\n]}\n';
}

/** The claims as W3C Web Annotations in JSON-LD, in one collection of one page. */
export async function* writeAnnotations({ head, body, claims }: ReportReading): AsyncGenerator<string> {
  const { article, revision, asOf, madeBy, history } = head;
  const text = { body, codePoints: codePointsOf(body) };
  const id = `urn:linecheck:claims:${article.id}:${asOf}`;
  const about = {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id,
    type: 'AnnotationCollection',
    label:
      `Claims of “${article.title}”, revision ${revision.number} (SHA-256 ${revision.sha256}), as of ${asOf}; ` +
      `history of ${history.article.entries} entries up to ${history.article.head}`,
    creator: { type: 'Person', name: madeBy },
    created: asOf,
  };
  const page = { id: `${id}:1`, type: 'AnnotationPage', partOf: id, startIndex: 0 };
  yield `${JSON.stringify(about).slice(0, -1)},\n"first":${JSON.stringify(page).slice(0, -1)},"items":[`;
  let total = 0;
  for await (const claim of claims) {
    const label = countedMark(countedAs(claim)).label;
    yield `${total === 0 ? '' : ','}\n${JSON.stringify(annotationOf(claim, head, text, label))}`;
    total += 1;
  }
  yield `\n]},\n"total":${total}}\n`;
}
