CREATE TABLE "corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"was_said" text NOT NULL,
	"is_right" text NOT NULL,
	"wording" text NOT NULL,
	"corrected_on" date NOT NULL,
	"given_by" uuid NOT NULL,
	"given_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "corrections_was_said" CHECK ("corrections"."was_said" <> ''),
	CONSTRAINT "corrections_is_right" CHECK ("corrections"."is_right" <> ''),
	CONSTRAINT "corrections_wording" CHECK ("corrections"."wording" <> '')
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"article_id" uuid PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"archived_from" text,
	"owner_id" uuid,
	"writer_id" uuid,
	"due_on" date,
	"section" text DEFAULT '' NOT NULL,
	"claim_review" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "plans_state" CHECK ("plans"."state" in ('draft', 'in_check', 'checked', 'published', 'archived')),
	CONSTRAINT "plans_archived_from" CHECK ("plans"."archived_from" in ('draft', 'in_check', 'checked', 'published', 'archived')),
	CONSTRAINT "plans_put_away" CHECK (("plans"."state" = 'archived') = ("plans"."archived_from" is not null))
);
--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_given_by" FOREIGN KEY ("given_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_owner" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_writer" FOREIGN KEY ("writer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_by_article" ON "corrections" USING btree ("article_id","corrected_on","id");--> statement-breakpoint
CREATE INDEX "corrections_by_claim" ON "corrections" USING btree ("claim_id");--> statement-breakpoint
CREATE INDEX "corrections_by_person" ON "corrections" USING btree ("given_by");--> statement-breakpoint
CREATE INDEX "plans_by_state" ON "plans" USING btree ("state","due_on");--> statement-breakpoint
CREATE INDEX "plans_by_owner" ON "plans" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "plans_by_writer" ON "plans" USING btree ("writer_id");