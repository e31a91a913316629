CREATE TABLE "merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"keeper_id" uuid NOT NULL,
	"gone_id" uuid NOT NULL,
	"evidence_ids" uuid[] NOT NULL,
	"snapshot_ids" uuid[] NOT NULL,
	"look_ids" uuid[] NOT NULL,
	"relays" jsonb NOT NULL,
	"filled" jsonb NOT NULL,
	"merged_by" uuid NOT NULL,
	"merged_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "merges_of_two" CHECK ("merges"."keeper_id" <> "merges"."gone_id")
);
--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_keeper" FOREIGN KEY ("keeper_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_gone" FOREIGN KEY ("gone_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_by" FOREIGN KEY ("merged_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "merges_of_keeper" ON "merges" USING btree ("keeper_id","merged_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "merges_by_person" ON "merges" USING btree ("merged_by");--> statement-breakpoint
CREATE UNIQUE INDEX "merges_one_at_a_time" ON "merges" USING btree ("gone_id") WHERE "merges"."undone_at" is null;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_merged_into" FOREIGN KEY ("merged_into") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sources_merged" ON "sources" USING btree ("merged_into") WHERE "sources"."merged_into" is not null;