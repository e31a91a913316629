CREATE TABLE "gate_overrides" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"covers" jsonb NOT NULL,
	"given_by" uuid NOT NULL,
	"given_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	CONSTRAINT "gate_overrides_reason" CHECK ("gate_overrides"."reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "house_rules" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"wanted_low" text NOT NULL,
	"wanted_normal" text NOT NULL,
	"wanted_high" text NOT NULL,
	"sign_off_from" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "house_rules_one" CHECK ("house_rules"."id" = 1),
	CONSTRAINT "house_rules_wanted_low" CHECK ("house_rules"."wanted_low" in ('none', 'attributed_only', 'single_origin', 'many_links_one_origin', 'corroborated', 'primary_record')),
	CONSTRAINT "house_rules_wanted_normal" CHECK ("house_rules"."wanted_normal" in ('none', 'attributed_only', 'single_origin', 'many_links_one_origin', 'corroborated', 'primary_record')),
	CONSTRAINT "house_rules_wanted_high" CHECK ("house_rules"."wanted_high" in ('none', 'attributed_only', 'single_origin', 'many_links_one_origin', 'corroborated', 'primary_record')),
	CONSTRAINT "house_rules_sign_off_from" CHECK ("house_rules"."sign_off_from" in ('low', 'normal', 'high'))
);
--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "noted_by" uuid;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "fix" text;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "fix_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "fix_decided_by" uuid;--> statement-breakpoint
ALTER TABLE "gate_overrides" ADD CONSTRAINT "gate_overrides_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_overrides" ADD CONSTRAINT "gate_overrides_revision" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_overrides" ADD CONSTRAINT "gate_overrides_given_by" FOREIGN KEY ("given_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gate_overrides_by_article" ON "gate_overrides" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "gate_overrides_by_revision" ON "gate_overrides" USING btree ("revision_id");--> statement-breakpoint
CREATE INDEX "gate_overrides_by_person" ON "gate_overrides" USING btree ("given_by");--> statement-breakpoint
CREATE UNIQUE INDEX "gate_overrides_one_standing" ON "gate_overrides" USING btree ("revision_id") WHERE "gate_overrides"."lifted_at" is null;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_noted_by" FOREIGN KEY ("noted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_fix_decided_by" FOREIGN KEY ("fix_decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "findings_by_noter" ON "findings" USING btree ("noted_by");--> statement-breakpoint
CREATE INDEX "findings_by_fixer" ON "findings" USING btree ("fix_decided_by");--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_fix" CHECK ("findings"."fix" in ('applied', 'waived'));--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_fix_waived" CHECK ("findings"."fix" <> 'waived' or "findings"."fix_reason" <> '');--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_note" CHECK ("findings"."note" <> '');