CREATE TABLE "former_seals" (
	"entry" bigint PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"chain" uuid NOT NULL,
	"place" integer NOT NULL,
	"hash" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "kept_bytes" ALTER COLUMN "length" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "kept_bytes" ALTER COLUMN "bytes" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "same_as" uuid;--> statement-breakpoint
ALTER TABLE "former_seals" ADD CONSTRAINT "former_seals_entry" FOREIGN KEY ("entry") REFERENCES "public"."history"("entry") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_seals_by_hash" ON "former_seals" USING btree ("hash");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_same_as" FOREIGN KEY ("same_as") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "people_by_same_as" ON "people" USING btree ("same_as");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_same" CHECK ("people"."same_as" is null or ("people"."mail" is null and "people"."left_at" is not null and "people"."same_as" <> "people"."id"));--> statement-breakpoint
ALTER TABLE "kept_bytes" ADD CONSTRAINT "kept_bytes_both" CHECK (("kept_bytes"."length" is null) = ("kept_bytes"."bytes" is null));--> statement-breakpoint
CREATE TRIGGER former_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON former_seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- Takes over the history of an article from another desk, word for word, onto a chain that is not there yet, and writes
-- behind it that it did. What is not as it was sealed there is not taken. Entries of that desk's own chain, about sources
-- and speakers, stand without those between them: of each its digest is held against what it says, and it is sealed anew,
-- in the chain of this desk, while its former seal is kept. Nothing that stands is touched.
CREATE FUNCTION take_over_history(taken uuid, taker uuid, entries jsonb, telling jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  zeros CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
  this_change bigint := current_change();
  this_entry bigint;
  this_place integer := 0;
  last_hash text := repeat('0', 64);
  one record;
BEGIN
  IF taken = zeros OR telling ->> 'kind' IS DISTINCT FROM 'record_imported' THEN
    RAISE EXCEPTION 'history is taken over for an article, and says so' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO chains VALUES (taken, 0, last_hash);
  FOR one IN
    SELECT *, encode(sha256(convert_to(canonical(jsonb_strip_nulls(jsonb_build_object('article_id', "articleId",
        'claim_id', "claimId", 'source_id', "sourceId", 'speaker_id', "speakerId", 'person_id', "personId"))
        || jsonb_build_object('event', event)), 'UTF8')), 'hex') AS says
    FROM jsonb_to_recordset(entries) AS each (entry bigint, chain uuid, place integer, "articleId" uuid, "claimId" uuid,
      "sourceId" uuid, "speakerId" uuid, "personId" uuid, event jsonb, at timestamptz, "changedAt" timestamptz,
      digest text, hash text)
  LOOP
    IF one.chain = taken THEN
      this_place := this_place + 1;
      last_hash := encode(sha256(convert_to(format(
        '{"at":"%s","chain":"%s","digest":"%s","entry":%s,"place":%s,"previous":"%s"}',
        to_char(one.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), taken, one.says, one.entry, this_place,
        last_hash), 'UTF8')), 'hex');
    END IF;
    IF one.says IS DISTINCT FROM one.digest OR NOT coalesce(CASE one.chain
        WHEN taken THEN one."articleId" = taken AND one.place = this_place AND one.hash = last_hash
        WHEN zeros THEN one."articleId" IS NULL AND one."claimId" IS NULL AND num_nonnulls(one."sourceId", one."speakerId") > 0
      END, false) THEN
      RAISE EXCEPTION 'entry % is not as it was sealed', one.entry USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO history (article_id, claim_id, source_id, speaker_id, person_id, event, at)
      VALUES (one."articleId", one."claimId", one."sourceId", one."speakerId", one."personId", one.event, one.at)
      RETURNING entry INTO this_entry;
    INSERT INTO former_seals VALUES (this_entry, one.entry, one.chain, one.place, one.hash, one."changedAt");
    IF one.chain = taken THEN
      INSERT INTO seals VALUES (taken, this_place, this_entry, this_change, one.digest, last_hash);
    END IF;
  END LOOP;
  UPDATE chains SET length = this_place, head = last_hash WHERE chain = taken;
  INSERT INTO history (article_id, person_id, event) VALUES (taken, taker, telling);
END
$$;
