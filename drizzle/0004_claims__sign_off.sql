ALTER TABLE "claims" ADD COLUMN "signer_id" uuid;--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "signed_off_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "lapse" text;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_signer" FOREIGN KEY ("signer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "claims_by_signer" ON "claims" USING btree ("signer_id");--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_lapse" CHECK ("claims"."lapse" in ('taken_back', 'finding_changed', 'evidence_changed', 'attribution_changed', 'statement_changed', 'words_changed', 'source_fell', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_signed_off" CHECK (("claims"."stage" = 'signed_off') = ("claims"."signer_id" is not null and "claims"."lapse" is null));--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_signed_at" CHECK (("claims"."signer_id" is null) = ("claims"."signed_off_at" is null));