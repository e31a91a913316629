CREATE TABLE "source_looks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"snapshot_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	"looked_by" uuid NOT NULL,
	"looked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "source_looks_outcome" CHECK ("source_looks"."outcome" in ('taken', 'unchanged', 'changed', 'gone'))
);
--> statement-breakpoint
ALTER TABLE "source_looks" ADD CONSTRAINT "source_looks_source" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_looks" ADD CONSTRAINT "source_looks_snapshot" FOREIGN KEY ("snapshot_id") REFERENCES "public"."snapshots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_looks" ADD CONSTRAINT "source_looks_looked_by" FOREIGN KEY ("looked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "source_looks_of_source" ON "source_looks" USING btree ("source_id","looked_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "source_looks_by_snapshot" ON "source_looks" USING btree ("snapshot_id");--> statement-breakpoint
CREATE INDEX "source_looks_by_person" ON "source_looks" USING btree ("looked_by");