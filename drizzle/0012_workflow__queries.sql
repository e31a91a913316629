CREATE TABLE "author_queries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"asked_of" uuid NOT NULL,
	"question" text NOT NULL,
	"due_on" date,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone,
	"outcome" text,
	"outcome_note" text DEFAULT '' NOT NULL,
	"settled_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "author_queries_question" CHECK ("author_queries"."question" <> ''),
	CONSTRAINT "author_queries_outcome" CHECK ("author_queries"."outcome" in ('applied', 'declined')),
	CONSTRAINT "author_queries_answered" CHECK (("author_queries"."answer" is null) = ("author_queries"."answered_at" is null)),
	CONSTRAINT "author_queries_settled" CHECK ("author_queries"."outcome" is null or "author_queries"."answer" is not null)
);
--> statement-breakpoint
ALTER TABLE "claims" DROP CONSTRAINT "claims_lapse";--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "queried_from" text;--> statement-breakpoint
ALTER TABLE "author_queries" ADD CONSTRAINT "author_queries_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_queries" ADD CONSTRAINT "author_queries_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_queries" ADD CONSTRAINT "author_queries_asked_of" FOREIGN KEY ("asked_of") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_queries" ADD CONSTRAINT "author_queries_asked_by" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_queries" ADD CONSTRAINT "author_queries_answered_by" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_queries" ADD CONSTRAINT "author_queries_settled_by" FOREIGN KEY ("settled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "author_queries_by_article" ON "author_queries" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "author_queries_by_claim" ON "author_queries" USING btree ("claim_id","asked_at","id");--> statement-breakpoint
CREATE INDEX "author_queries_by_asked" ON "author_queries" USING btree ("asked_of","answered_at");--> statement-breakpoint
CREATE INDEX "author_queries_by_asker" ON "author_queries" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "author_queries_by_answerer" ON "author_queries" USING btree ("answered_by");--> statement-breakpoint
CREATE INDEX "author_queries_by_settler" ON "author_queries" USING btree ("settled_by");--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_queried_from" CHECK ("claims"."queried_from" in ('new', 'in_progress', 'query_out', 'checked', 'signed_off', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_query_out" CHECK (("claims"."stage" = 'query_out') = ("claims"."queried_from" is not null));--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_lapse" CHECK ("claims"."lapse" in ('taken_back', 'finding_changed', 'evidence_changed', 'attribution_changed', 'statement_changed', 'words_changed', 'source_fell', 'withdrawn', 'query_asked'));