ALTER TABLE "sources" ADD COLUMN "authors" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "container" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "cited_as" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "volume" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "issue" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "page" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "doi" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "isbn" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "language" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "accessed" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "archive_address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "archived_on" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "reliability" text DEFAULT 'F' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "reliability_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "address_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "title_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "sources_by_doi" ON "sources" USING btree ("doi") WHERE "sources"."doi" <> '';--> statement-breakpoint
CREATE INDEX "sources_by_address" ON "sources" USING btree ("address_key") WHERE "sources"."address_key" <> '';--> statement-breakpoint
CREATE INDEX "sources_by_title_key" ON "sources" USING btree ("title_key");--> statement-breakpoint
CREATE INDEX "sources_by_tag" ON "sources" USING gin ("tags");--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_cited_as" CHECK ("sources"."cited_as" in ('article', 'article-journal', 'article-magazine', 'article-newspaper', 'bill', 'book', 'broadcast', 'chapter', 'classic', 'collection', 'dataset', 'document', 'entry', 'entry-dictionary', 'entry-encyclopedia', 'figure', 'graphic', 'hearing', 'interview', 'legal_case', 'legislation', 'manuscript', 'map', 'motion_picture', 'musical_score', 'pamphlet', 'paper-conference', 'patent', 'performance', 'periodical', 'personal_communication', 'post', 'post-weblog', 'regulation', 'report', 'review', 'review-book', 'software', 'song', 'speech', 'standard', 'thesis', 'treaty', 'webpage'));--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_reliability" CHECK ("sources"."reliability" in ('A', 'B', 'C', 'D', 'E', 'F'));--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_reliability_reason" CHECK ("sources"."reliability" = 'F' or "sources"."reliability_reason" <> '');--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_accessed" CHECK ("sources"."accessed" ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$');--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_archived_on" CHECK ("sources"."archived_on" ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$');--> statement-breakpoint
-- Names that are there already are taken as they are: nobody can tell where one ends and the next begins.
UPDATE "sources" SET
  "authors" = CASE WHEN "author" = '' THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('literal', "author")) END,
  "address_key" = CASE WHEN "address" ~* '^https?://' THEN left(regexp_replace(regexp_replace("address", '^https?://(www\.)?', '', 'i'), '(#.*|/)$', ''), 500) ELSE '' END,
  "title_key" = left(trim(regexp_replace(lower("title"), '[^[:alnum:]]+', ' ', 'g')), 500);
