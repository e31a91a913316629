CREATE TABLE "admissions" (
	"article_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"admitted_by" uuid NOT NULL,
	"admitted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "admissions_pk" PRIMARY KEY("article_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "access" text DEFAULT 'everyone' NOT NULL;--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_person" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_admitted_by" FOREIGN KEY ("admitted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "admissions_by_person" ON "admissions" USING btree ("person_id","article_id");--> statement-breakpoint
CREATE INDEX "admissions_by_admitter" ON "admissions" USING btree ("admitted_by");--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_access" CHECK ("articles"."access" in ('everyone', 'named'));