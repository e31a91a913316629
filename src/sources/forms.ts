import { CITED_AS, namesAsTyped, type Citation } from '../core/citations.ts';
import { RELIABILITIES, UNGRADED, type Grade } from '../core/reliability.ts';
import { SOURCE_KINDS } from '../core/sourcing.ts';
import { CITED_AS_WORDS, RELIABILITY_WORDS, SOURCE_KIND_WORDS } from '../core/wording.ts';
import { choicesOf, fieldsOf, form, group, shownAgain, type Refused } from '../web/forms.ts';
import type { Form } from '../web/parts.ts';
import type { Source } from './queries.ts';

/** The record of a source as a form: what most of them need first, the rest folded. */

const ID = 'source';

/** What the form's fields hold of a source. */
export function sourceValues(source: Partial<Citation & Grade>): Record<string, string> {
  const { kind, authors, issued, accessed, archivedOn, citedAs, tags, ...rest } = source;
  return {
    kind: kind ?? 'web_page',
    title: rest.title ?? '',
    author: namesAsTyped(authors ?? []),
    publisher: rest.publisher ?? '',
    issued: issued ?? '',
    address: rest.address ?? '',
    citedAs: citedAs ?? '',
    container: rest.container ?? '',
    volume: rest.volume ?? '',
    issue: rest.issue ?? '',
    page: rest.page ?? '',
    doi: rest.doi ?? '',
    isbn: rest.isbn ?? '',
    language: rest.language ?? '',
    accessed: accessed ?? '',
    archiveAddress: rest.archiveAddress ?? '',
    archivedOn: archivedOn ?? '',
    reliability: rest.reliability ?? UNGRADED.reliability,
    reliabilityReason: rest.reliabilityReason ?? '',
    tags: (tags ?? []).join(', '),
    note: rest.note ?? '',
  };
}

/** Records a source, or changes the record of one. */
export function sourceForm(
  asked: { action: string; submit: string; source: Source | Partial<Citation> | null },
  refused: Refused | null,
): Form {
  const { action, submit, source } = asked;
  const fields = fieldsOf(ID, shownAgain(refused));
  const values = sourceValues(source ?? {});
  const line = (name: string, label: string, hint?: string) =>
    fields.line({ name, label, value: values[name]!, ...(hint === undefined ? {} : { hint }) });
  const day = (name: string, label: string) => line(name, label, '2013, 2013-06 or 2013-06-14');
  return form({
    id: `${ID}-form`,
    action,
    submit,
    hidden: source && 'version' in source ? { version: source.version } : {},
    parts: [
      fields.choice({
        kind: 'select',
        name: 'kind',
        label: 'Kind',
        value: values['kind']!,
        choices: choicesOf(SOURCE_KINDS, (code) => SOURCE_KIND_WORDS[code]),
      }),
      fields.line({ name: 'title', label: 'Title', required: true, value: values['title']! }),
      line(
        'author',
        'Author',
        'Family name, given name. Several are divided by semicolons; organisations by their name.',
      ),
      line('publisher', 'Publisher'),
      day('issued', 'Date'),
      line('address', 'Address or DOI'),
      group(
        'More of the citation',
        [
          fields.choice({
            kind: 'select',
            name: 'citedAs',
            label: 'Cited as',
            value: values['citedAs']!,
            choices: [
              { value: '', label: 'As its kind', hint: null, mark: null, blocked: null },
              ...choicesOf(CITED_AS, (code) => CITED_AS_WORDS[code]),
            ],
          }),
          line('container', 'Stands in', 'The newspaper, journal, book or site.'),
          line('volume', 'Volume'),
          line('issue', 'Issue'),
          line('page', 'Pages'),
          line('doi', 'DOI'),
          line('isbn', 'ISBN'),
          line('language', 'Language', 'A tag such as en or pt-BR.'),
          day('accessed', 'Looked at on'),
          fields.line({ name: 'archiveAddress', label: 'Archived at', kind: 'url', value: values['archiveAddress']! }),
          day('archivedOn', 'Archived on'),
        ],
        { open: false },
      ),
      group(
        'How reliable it is',
        [
          fields.choice({
            kind: 'select',
            name: 'reliability',
            label: 'Reliability',
            value: values['reliability']!,
            choices: choicesOf(RELIABILITIES, (code) => RELIABILITY_WORDS[code]),
          }),
          line('reliabilityReason', 'Reason'),
        ],
        { open: false },
      ),
      line('tags', 'Tags', 'Divided by commas.'),
      fields.text({ name: 'note', label: 'Note', hint: 'What the desk should know of it.', value: values['note']! }),
      ...(refused?.refusal.fields['anyway']
        ? [fields.tick({ name: 'anyway', label: 'This is another source: record it all the same' })]
        : []),
    ],
  });
}

/** Asks a page what it says of itself. */
export function readingForm(refused: Refused | null): Form {
  const fields = fieldsOf('reading', shownAgain(refused));
  return form({
    id: 'reading-form',
    action: '/sources/readings',
    submit: 'Fill in from there',
    aside: true,
    parts: [
      fields.line({
        name: 'from',
        label: 'An address or a DOI',
        hint: 'What the page there says of itself is filled in below, to be corrected.',
        required: true,
      }),
    ],
  });
}
