import { readDoi } from '../core/citations.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import type { AllowedHost } from '../fetching/addresses.ts';
import { checkAddress } from '../fetching/fetch-page.ts';
import { requestJob } from '../jobs/actions.ts';
import { READING } from './queries.ts';

/** Asks what a page says of itself, by its address or a DOI. Returns the job's id. Refuses what may not be fetched. */
export async function requestReading(
  db: Db,
  person: Person,
  addressOrDoi: string,
  allowHosts: readonly AllowedHost[],
): Promise<string> {
  demand(person, 'annotate');
  const doi = readDoi(addressOrDoi);
  const address = doi === null ? addressOrDoi : `https://doi.org/${encodeURI(doi)}`;
  try {
    checkAddress(address, allowHosts);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.reason, error.message, { from: [error.message] });
    throw error;
  }
  return db.transaction((tx) =>
    requestJob(tx, person, { kind: READING, title: `Look at ${addressOrDoi}`, asked: { address, doi } }),
  );
}
