ALTER TABLE "claims" DROP CONSTRAINT "claims_recheck_cause";--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "standing" text DEFAULT 'standing' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "standing_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "standing_on" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "standing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_recheck_cause" CHECK ("claims"."recheck_cause" in ('evidence_removed', 'evidence_amended', 'words_changed', 'source_fell'));--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_standing" CHECK ("sources"."standing" in ('standing', 'disputed', 'dead', 'retracted'));--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_standing_on" CHECK ("sources"."standing_on" ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$');--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_standing_reason" CHECK (("sources"."standing" = 'standing') = ("sources"."standing_since" is null) and ("sources"."standing" = 'standing') = ("sources"."standing_reason" = ''));