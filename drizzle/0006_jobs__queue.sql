CREATE TABLE "job_files" (
	"job_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "job_files_name" CHECK ("job_files"."name" <> '')
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"asked" jsonb NOT NULL,
	"person_id" uuid NOT NULL,
	"article_id" uuid,
	"source_id" uuid,
	"state" text DEFAULT 'waiting' NOT NULL,
	"progress" text DEFAULT '' NOT NULL,
	"result" text,
	"result_href" text,
	"found" jsonb,
	"refusal" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"heard_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "jobs_state" CHECK ("jobs"."state" in ('waiting', 'running', 'done', 'failed', 'cancelled')),
	CONSTRAINT "jobs_end" CHECK (("jobs"."ended_at" is null) = ("jobs"."state" in ('waiting', 'running'))),
	CONSTRAINT "jobs_result" CHECK (("jobs"."result" is null) = ("jobs"."state" <> 'done')),
	CONSTRAINT "jobs_refusal" CHECK (("jobs"."refusal" is null) = ("jobs"."state" <> 'failed')),
	CONSTRAINT "jobs_attempt" CHECK ("jobs"."attempt" >= 1)
);
--> statement-breakpoint
ALTER TABLE "job_files" ADD CONSTRAINT "job_files_job" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_person" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_source" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "jobs_of_person" ON "jobs" USING btree ("person_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "jobs_of_article" ON "jobs" USING btree ("article_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "jobs_of_source" ON "jobs" USING btree ("source_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "jobs_open" ON "jobs" USING btree ("heard_at") WHERE "jobs"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "jobs_ended" ON "jobs" USING btree ("ended_at");