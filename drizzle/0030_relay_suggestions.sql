CREATE TABLE "relay_dismissals" (
	"source_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"signs" text[] NOT NULL,
	"dismissed_by" uuid NOT NULL,
	"dismissed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "relay_dismissals_pk" PRIMARY KEY("source_id","other_id"),
	CONSTRAINT "relay_dismissals_signs" CHECK ("relay_dismissals"."signs" <@ array['text', 'wire', 'speaker', 'domain']),
	CONSTRAINT "relay_dismissals_order" CHECK ("relay_dismissals"."source_id" < "relay_dismissals"."other_id")
);
--> statement-breakpoint
CREATE TABLE "text_prints" (
	"snapshot_id" uuid PRIMARY KEY NOT NULL,
	"signature" integer[],
	"bands" integer[] NOT NULL,
	"wires" text[] NOT NULL,
	"wire_words" text[] NOT NULL,
	CONSTRAINT "text_prints_wires" CHECK (cardinality("text_prints"."wires") = cardinality("text_prints"."wire_words"))
);
--> statement-breakpoint
ALTER TABLE "house_rules" ADD COLUMN "stale_after_days" integer;--> statement-breakpoint
ALTER TABLE "relay_dismissals" ADD CONSTRAINT "relay_dismissals_source" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relay_dismissals" ADD CONSTRAINT "relay_dismissals_other" FOREIGN KEY ("other_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relay_dismissals" ADD CONSTRAINT "relay_dismissals_by" FOREIGN KEY ("dismissed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "text_prints" ADD CONSTRAINT "text_prints_snapshot" FOREIGN KEY ("snapshot_id") REFERENCES "public"."snapshots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "relay_dismissals_by_other" ON "relay_dismissals" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "relay_dismissals_by_person" ON "relay_dismissals" USING btree ("dismissed_by");--> statement-breakpoint
CREATE INDEX "text_prints_by_band" ON "text_prints" USING gin ("bands");--> statement-breakpoint
ALTER TABLE "house_rules" ADD CONSTRAINT "house_rules_stale_after" CHECK ("house_rules"."stale_after_days" > 0);