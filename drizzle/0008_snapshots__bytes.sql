CREATE TABLE "kept_bytes" (
	"sha256" text PRIMARY KEY NOT NULL,
	"length" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"kept_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "kept_bytes_sha256" CHECK ("kept_bytes"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "kept_bytes_length" CHECK ("kept_bytes"."length" = octet_length("kept_bytes"."bytes"))
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source_id" uuid,
	"revision_id" uuid,
	"job_id" uuid,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"charset" text,
	"name" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"final_address" text DEFAULT '' NOT NULL,
	"redirects" text[] DEFAULT '{}' NOT NULL,
	"status" integer,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"text" text,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"remark" text DEFAULT '' NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"taken_by" uuid NOT NULL,
	CONSTRAINT "snapshots_of_one" CHECK (num_nonnulls("snapshots"."source_id", "snapshots"."revision_id", "snapshots"."job_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "notes" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_source" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_revision" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_job" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_bytes" FOREIGN KEY ("sha256") REFERENCES "public"."kept_bytes"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_taken_by" FOREIGN KEY ("taken_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "snapshots_of_source" ON "snapshots" USING btree ("source_id","taken_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "snapshots_one_per_revision" ON "snapshots" USING btree ("revision_id");--> statement-breakpoint
CREATE UNIQUE INDEX "snapshots_one_per_job" ON "snapshots" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "snapshots_by_bytes" ON "snapshots" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "snapshots_by_person" ON "snapshots" USING btree ("taken_by");