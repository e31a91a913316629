CREATE TABLE "visits" (
	"article_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"seen_place" integer NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"looked_place" integer NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "visits_pk" PRIMARY KEY("article_id","person_id"),
	CONSTRAINT "visits_places" CHECK ("visits"."seen_place" >= 0 and "visits"."looked_place" >= "visits"."seen_place")
);
--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_person" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visits_by_person" ON "visits" USING btree ("person_id");