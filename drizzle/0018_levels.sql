CREATE TABLE "levels" (
	"claim_id" uuid PRIMARY KEY NOT NULL,
	"level" text NOT NULL,
	"independent" integer NOT NULL,
	"exact" boolean NOT NULL,
	CONSTRAINT "levels_level" CHECK ("levels"."level" in ('none', 'attributed_only', 'single_origin', 'many_links_one_origin', 'corroborated', 'primary_record')),
	CONSTRAINT "levels_independent" CHECK ("levels"."independent" >= 0)
);
--> statement-breakpoint
ALTER TABLE "levels" ADD CONSTRAINT "levels_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "levels_by_level" ON "levels" USING btree ("level","claim_id");