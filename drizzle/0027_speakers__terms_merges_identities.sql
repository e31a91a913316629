CREATE TABLE "identities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"kept_by" uuid NOT NULL,
	"kept_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_readers" (
	"identity_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "identity_readers_pk" PRIMARY KEY("identity_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "name_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "ground_rules" text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "terms" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "why_unnamed" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "people" integer;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "approved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "keeper_id" uuid;--> statement-breakpoint
UPDATE "speakers" SET "keeper_id" = "id", "name_key" = btrim(regexp_replace(regexp_replace(lower("name"), '[’'']s\y|\ythe\y', ' ', 'g'), '[^[:alnum:]]+', ' ', 'g'));--> statement-breakpoint
ALTER TABLE "speakers" ALTER COLUMN "keeper_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_speaker" FOREIGN KEY ("id") REFERENCES "public"."speakers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_kept_by" FOREIGN KEY ("kept_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_readers" ADD CONSTRAINT "identity_readers_identity" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_readers" ADD CONSTRAINT "identity_readers_person" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identities_by_keeper" ON "identities" USING btree ("kept_by");--> statement-breakpoint
CREATE INDEX "identity_readers_by_person" ON "identity_readers" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_approved_by" FOREIGN KEY ("approved_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_merged_into" FOREIGN KEY ("merged_into") REFERENCES "public"."speakers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_keeper" FOREIGN KEY ("keeper_id") REFERENCES "public"."speakers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "speakers_by_bare_name" ON "speakers" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "speakers_by_merged_into" ON "speakers" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "speakers_by_keeper" ON "speakers" USING btree ("keeper_id");--> statement-breakpoint
CREATE INDEX "speakers_by_approver" ON "speakers" USING btree ("approved_by");--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_ground_rules" CHECK ("speakers"."ground_rules" in ('on_record', 'on_background', 'deep_background', 'off_record', 'unknown'));--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_people" CHECK ("speakers"."people" >= 1);--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_approved" CHECK (("speakers"."approved_by" is null) = ("speakers"."approved_at" is null));--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_merged" CHECK (("speakers"."merged_into" is null) = ("speakers"."keeper_id" = "speakers"."id"));