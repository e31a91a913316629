CREATE TABLE "relays" (
	"source_id" uuid NOT NULL,
	"relayed_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"linked_by" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "relays_pk" PRIMARY KEY("source_id","relayed_id"),
	CONSTRAINT "relays_kind" CHECK ("relays"."kind" in ('reprint', 'wire_copy', 'reports', 'cites', 'same_interview')),
	CONSTRAINT "relays_of_another" CHECK ("relays"."source_id" <> "relays"."relayed_id")
);
--> statement-breakpoint
ALTER TABLE "relays" ADD CONSTRAINT "relays_source" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relays" ADD CONSTRAINT "relays_relayed" FOREIGN KEY ("relayed_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relays" ADD CONSTRAINT "relays_linked_by" FOREIGN KEY ("linked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "relays_by_relayed" ON "relays" USING btree ("relayed_id");--> statement-breakpoint
CREATE INDEX "relays_by_person" ON "relays" USING btree ("linked_by");