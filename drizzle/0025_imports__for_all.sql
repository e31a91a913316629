CREATE TABLE "earlier_findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"claim" text NOT NULL,
	"claimant" text NOT NULL,
	"claimed_on" text,
	"appearances" text[] NOT NULL,
	"publisher" text NOT NULL,
	"title" text NOT NULL,
	"address" text NOT NULL,
	"reviewed_on" text,
	"rating_words" text NOT NULL,
	"rating_value" text NOT NULL,
	"rating_best" text NOT NULL,
	"rating_worst" text NOT NULL,
	"status" text,
	"language" text NOT NULL,
	"original" text NOT NULL,
	"imported_by" uuid NOT NULL,
	"imported_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "earlier_findings_claim" CHECK ("earlier_findings"."claim" <> ''),
	CONSTRAINT "earlier_findings_claimed_on" CHECK ("earlier_findings"."claimed_on" ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
	CONSTRAINT "earlier_findings_reviewed_on" CHECK ("earlier_findings"."reviewed_on" ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
	CONSTRAINT "earlier_findings_status" CHECK ("earlier_findings"."status" in ('unverified', 'verified', 'verified_fix', 'needs_context', 'disputed', 'unsupported', 'incorrect', 'unverifiable', 'on_author', 'not_checkable'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"format" text NOT NULL,
	"article_id" uuid,
	"records" jsonb NOT NULL,
	"imported_by" uuid NOT NULL,
	"imported_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "imports_kind" CHECK ("imports"."kind" in ('sources', 'earlier_findings', 'claims')),
	CONSTRAINT "imports_records" CHECK (jsonb_array_length("imports"."records") > 0),
	CONSTRAINT "imports_of_claims" CHECK (("imports"."kind" = 'claims') = ("imports"."article_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "resemblances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"claim_id" uuid NOT NULL,
	"earlier_claim_id" uuid,
	"earlier_finding_id" uuid,
	"verdict" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "resemblances_verdict" CHECK ("resemblances"."verdict" in ('linked', 'dismissed')),
	CONSTRAINT "resemblances_of_one" CHECK (("resemblances"."earlier_claim_id" is null) <> ("resemblances"."earlier_finding_id" is null)),
	CONSTRAINT "resemblances_of_another" CHECK ("resemblances"."earlier_claim_id" <> "resemblances"."claim_id")
);
--> statement-breakpoint
ALTER TABLE "earlier_findings" ADD CONSTRAINT "earlier_findings_imported_by" FOREIGN KEY ("imported_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_by" FOREIGN KEY ("imported_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resemblances" ADD CONSTRAINT "resemblances_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resemblances" ADD CONSTRAINT "resemblances_earlier_claim" FOREIGN KEY ("earlier_claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resemblances" ADD CONSTRAINT "resemblances_earlier_finding" FOREIGN KEY ("earlier_finding_id") REFERENCES "public"."earlier_findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resemblances" ADD CONSTRAINT "resemblances_decided_by" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "earlier_findings_by_importer" ON "earlier_findings" USING btree ("imported_by");--> statement-breakpoint
CREATE INDEX "earlier_findings_by_address" ON "earlier_findings" USING btree ("address");--> statement-breakpoint
CREATE INDEX "earlier_findings_by_words" ON "earlier_findings" USING gin (to_tsvector('english'::regconfig, "claim"));--> statement-breakpoint
CREATE INDEX "imports_by_person" ON "imports" USING btree ("imported_by");--> statement-breakpoint
CREATE INDEX "imports_by_article" ON "imports" USING btree ("article_id");--> statement-breakpoint
CREATE UNIQUE INDEX "resemblances_one_per_claim" ON "resemblances" USING btree ("claim_id","earlier_claim_id");--> statement-breakpoint
CREATE UNIQUE INDEX "resemblances_one_per_finding" ON "resemblances" USING btree ("claim_id","earlier_finding_id");--> statement-breakpoint
CREATE INDEX "resemblances_by_earlier_claim" ON "resemblances" USING btree ("earlier_claim_id");--> statement-breakpoint
CREATE INDEX "resemblances_by_earlier_finding" ON "resemblances" USING btree ("earlier_finding_id");--> statement-breakpoint
CREATE INDEX "resemblances_by_decider" ON "resemblances" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "claims_by_words" ON "claims" USING gin (to_tsvector('english'::regconfig, "statement"));--> statement-breakpoint
INSERT INTO "imports" ("id", "kind", "name", "format", "records", "imported_by", "imported_at")
SELECT "id", 'sources', "name", CASE "format" WHEN 'bibtex' THEN 'BibTeX' WHEN 'ris' THEN 'RIS' ELSE 'CSL-JSON' END,
	(SELECT jsonb_agg((record - 'sourceId') || jsonb_build_object('madeId', record -> 'sourceId') ORDER BY place)
		FROM jsonb_array_elements("records") WITH ORDINALITY AS each (record, place)),
	"imported_by", "imported_at"
FROM "source_imports";--> statement-breakpoint
-- How often the commonest words stand in what an index of words covers. The statistics are the owner's to read.
CREATE FUNCTION common_words(indexed text) RETURNS TABLE (word text, share double precision)
	LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
		SELECT elem, freq FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs::float8[]) AS w (elem, freq)
		WHERE schemaname = 'public' AND tablename = indexed AND elem IS NOT NULL
	$$;
