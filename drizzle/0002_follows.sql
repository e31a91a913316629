CREATE TABLE "follows" (
	"claim_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"exact" text NOT NULL,
	"was_start" integer NOT NULL,
	"was_end" integer NOT NULL,
	"start" integer,
	"end" integer,
	"changes" jsonb NOT NULL,
	"candidates" jsonb NOT NULL,
	CONSTRAINT "follows_pk" PRIMARY KEY("claim_id","revision_id"),
	CONSTRAINT "follows_outcome" CHECK ("follows"."outcome" in ('same', 'moved', 'changed', 'gone', 'ambiguous')),
	CONSTRAINT "follows_place" CHECK (("follows"."start" is null) = ("follows"."outcome" in ('gone', 'ambiguous'))),
	CONSTRAINT "follows_span" CHECK (("follows"."start" is null) = ("follows"."end" is null) and ("follows"."start" is null or "follows"."end" > "follows"."start"))
);
--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_revision" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "follows_by_revision" ON "follows" USING btree ("revision_id","outcome");