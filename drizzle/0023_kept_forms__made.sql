CREATE TABLE "kept_forms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "kept_forms" ADD CONSTRAINT "kept_forms_person" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kept_forms_by_person" ON "kept_forms" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "kept_forms_by_end" ON "kept_forms" USING btree ("ends_at");