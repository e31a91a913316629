CREATE TABLE "articles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"byline" text DEFAULT '' NOT NULL,
	"publication" text DEFAULT '' NOT NULL,
	"published_on" date,
	"address" text DEFAULT '' NOT NULL,
	"next_claim_number" integer DEFAULT 1 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attributions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"claim_id" uuid NOT NULL,
	"link" integer NOT NULL,
	"speaker_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"manner" text NOT NULL,
	"source" jsonb NOT NULL,
	"cue" jsonb NOT NULL,
	"inherited" boolean NOT NULL,
	"hedged" boolean NOT NULL,
	"weasel" boolean NOT NULL,
	"check" text NOT NULL,
	"check_note" text DEFAULT '' NOT NULL,
	CONSTRAINT "attributions_kind" CHECK ("attributions"."kind" in ('person', 'organisation', 'document', 'unnamed', 'author')),
	CONSTRAINT "attributions_manner" CHECK ("attributions"."manner" in ('direct', 'paraphrase')),
	CONSTRAINT "attributions_check" CHECK ("attributions"."check" in ('not_needed', 'unchecked', 'confirmed', 'confirmed_paraphrase', 'misquoted', 'misattributed', 'not_found')),
	CONSTRAINT "attributions_link" CHECK ("attributions"."link" >= 0)
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"exact" text NOT NULL,
	"prefix" text NOT NULL,
	"suffix" text NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"statement" text NOT NULL,
	"type" text NOT NULL,
	"risk" text NOT NULL,
	"hedged" boolean NOT NULL,
	"stage" text DEFAULT 'new' NOT NULL,
	"status" text DEFAULT 'unverified' NOT NULL,
	"recheck_cause" text,
	"checker_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"marked_by" uuid NOT NULL,
	"marked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "claims_type" CHECK ("claims"."type" in ('figure', 'quotation', 'name', 'date', 'event', 'cause', 'comparison', 'official_act', 'other')),
	CONSTRAINT "claims_risk" CHECK ("claims"."risk" in ('low', 'normal', 'high')),
	CONSTRAINT "claims_stage" CHECK ("claims"."stage" in ('new', 'in_progress', 'query_out', 'checked', 'signed_off', 'withdrawn')),
	CONSTRAINT "claims_status" CHECK ("claims"."status" in ('unverified', 'verified', 'verified_fix', 'needs_context', 'disputed', 'unsupported', 'incorrect', 'unverifiable', 'on_author', 'not_checkable')),
	CONSTRAINT "claims_recheck_cause" CHECK ("claims"."recheck_cause" in ('evidence_removed', 'evidence_amended', 'words_changed')),
	CONSTRAINT "claims_span" CHECK ("claims"."start" >= 0 and "claims"."end" > "claims"."start"),
	CONSTRAINT "claims_statement" CHECK ("claims"."statement" <> '')
);
--> statement-breakpoint
CREATE TABLE "clearances" (
	"revision_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"reason" text NOT NULL,
	"cleared_by" uuid NOT NULL,
	"cleared_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clearances_pk" PRIMARY KEY("revision_id","position"),
	CONSTRAINT "clearances_reason" CHECK ("clearances"."reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"claim_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"stance" text NOT NULL,
	"role" text NOT NULL,
	"locator" text DEFAULT '' NOT NULL,
	"excerpt" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"linked_by" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evidence_stance" CHECK ("evidence"."stance" in ('supports', 'contradicts', 'partly_supports', 'background')),
	CONSTRAINT "evidence_role" CHECK ("evidence"."role" in ('primary', 'secondary', 'tertiary'))
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"claim_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"wording" text,
	"given_by" uuid NOT NULL,
	"given_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "findings_status" CHECK ("findings"."status" in ('unverified', 'verified', 'verified_fix', 'needs_context', 'disputed', 'unsupported', 'incorrect', 'unverifiable', 'on_author', 'not_checkable')),
	CONSTRAINT "findings_reason" CHECK ("findings"."status" = 'unverified' or "findings"."reason" <> ''),
	CONSTRAINT "findings_wording" CHECK ("findings"."status" <> 'verified_fix' or "findings"."wording" is not null)
);
--> statement-breakpoint
CREATE TABLE "history" (
	"entry" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "history_entry_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"article_id" uuid,
	"claim_id" uuid,
	"source_id" uuid,
	"speaker_id" uuid,
	"person_id" uuid NOT NULL,
	"event" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passages" (
	"revision_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	CONSTRAINT "passages_pk" PRIMARY KEY("revision_id","position"),
	CONSTRAINT "passages_kind" CHECK ("passages"."kind" in ('heading', 'standfirst', 'paragraph', 'quotation', 'list_item', 'correction', 'furniture')),
	CONSTRAINT "passages_span" CHECK ("passages"."start" >= 0 and "passages"."end" > "passages"."start")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_role" CHECK ("people"."role" in ('reader', 'writer', 'researcher', 'editor', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"body" text NOT NULL,
	"sha256" text NOT NULL,
	"english" boolean NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revisions_number_from_one" CHECK ("revisions"."number" >= 1)
);
--> statement-breakpoint
CREATE TABLE "sentences" (
	"revision_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"checkworthiness" double precision NOT NULL,
	"reasons" text[] NOT NULL,
	CONSTRAINT "sentences_pk" PRIMARY KEY("revision_id","position"),
	CONSTRAINT "sentences_kind" CHECK ("sentences"."kind" in ('claim', 'opinion', 'question', 'other', 'furniture')),
	CONSTRAINT "sentences_reasons" CHECK ("sentences"."reasons" <@ array['figure', 'date', 'money', 'name', 'organisation', 'comparison', 'cause', 'superlative', 'official_act', 'quotation', 'credited', 'hedge', 'first_person', 'evaluation']),
	CONSTRAINT "sentences_span" CHECK ("sentences"."start" >= 0 and "sentences"."end" > "sentences"."start"),
	CONSTRAINT "sentences_checkworthiness" CHECK ("sentences"."checkworthiness" between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"author" text DEFAULT '' NOT NULL,
	"publisher" text DEFAULT '' NOT NULL,
	"issued" text,
	"address" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"speaker_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sources_kind" CHECK ("sources"."kind" in ('document', 'dataset', 'publication', 'web_page', 'social_post', 'audio_video', 'interview', 'statement', 'observation', 'photograph')),
	CONSTRAINT "sources_title" CHECK ("sources"."title" <> ''),
	CONSTRAINT "sources_issued" CHECK ("sources"."issued" ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')
);
--> statement-breakpoint
CREATE TABLE "speakers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "speakers_kind" CHECK ("speakers"."kind" in ('person', 'organisation', 'document', 'unnamed', 'author')),
	CONSTRAINT "speakers_name" CHECK ("speakers"."name" <> '')
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"exact" text NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"statement" text NOT NULL,
	"type" text NOT NULL,
	"risk" text NOT NULL,
	"hedged" boolean NOT NULL,
	"checkworthiness" double precision NOT NULL,
	"reasons" text[] NOT NULL,
	"credits" jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"claim_id" uuid,
	"dismissed_reason" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "suggestions_type" CHECK ("suggestions"."type" in ('figure', 'quotation', 'name', 'date', 'event', 'cause', 'comparison', 'official_act', 'other')),
	CONSTRAINT "suggestions_risk" CHECK ("suggestions"."risk" in ('low', 'normal', 'high')),
	CONSTRAINT "suggestions_state" CHECK ("suggestions"."state" in ('open', 'accepted', 'dismissed')),
	CONSTRAINT "suggestions_reasons" CHECK ("suggestions"."reasons" <@ array['figure', 'date', 'money', 'name', 'organisation', 'comparison', 'cause', 'superlative', 'official_act', 'quotation', 'credited', 'hedge', 'first_person', 'evaluation']),
	CONSTRAINT "suggestions_span" CHECK ("suggestions"."start" >= 0 and "suggestions"."end" > "suggestions"."start"),
	CONSTRAINT "suggestions_checkworthiness" CHECK ("suggestions"."checkworthiness" between 0 and 1),
	CONSTRAINT "suggestions_decided" CHECK (("suggestions"."state" = 'open') = ("suggestions"."decided_at" is null))
);
--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_created_by" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attributions" ADD CONSTRAINT "attributions_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attributions" ADD CONSTRAINT "attributions_speaker" FOREIGN KEY ("speaker_id") REFERENCES "public"."speakers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_revision" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_checker" FOREIGN KEY ("checker_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_marked_by" FOREIGN KEY ("marked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_sentence" FOREIGN KEY ("revision_id","position") REFERENCES "public"."sentences"("revision_id","position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_cleared_by" FOREIGN KEY ("cleared_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_source" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_linked_by" FOREIGN KEY ("linked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_revision" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_given_by" FOREIGN KEY ("given_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_source" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_speaker" FOREIGN KEY ("speaker_id") REFERENCES "public"."speakers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_person" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passages" ADD CONSTRAINT "passages_revision" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_created_by" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sentences" ADD CONSTRAINT "sentences_revision" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_speaker" FOREIGN KEY ("speaker_id") REFERENCES "public"."speakers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_created_by" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_revision" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_claim" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_decided_by" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "articles_by_creator" ON "articles" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "articles_newest_first" ON "articles" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "attributions_one_per_link" ON "attributions" USING btree ("claim_id","link");--> statement-breakpoint
CREATE INDEX "attributions_by_speaker" ON "attributions" USING btree ("speaker_id");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_one_per_number" ON "claims" USING btree ("article_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_one_per_span" ON "claims" USING btree ("revision_id","start","end") WHERE "claims"."stage" <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "claims_by_revision" ON "claims" USING btree ("revision_id");--> statement-breakpoint
CREATE INDEX "claims_in_reading_order" ON "claims" USING btree ("article_id","start","end","id");--> statement-breakpoint
CREATE INDEX "claims_by_status" ON "claims" USING btree ("article_id","status");--> statement-breakpoint
CREATE INDEX "claims_by_checker" ON "claims" USING btree ("checker_id");--> statement-breakpoint
CREATE INDEX "claims_by_marker" ON "claims" USING btree ("marked_by");--> statement-breakpoint
CREATE INDEX "clearances_by_person" ON "clearances" USING btree ("cleared_by");--> statement-breakpoint
CREATE INDEX "evidence_by_claim" ON "evidence" USING btree ("claim_id","linked_at","id");--> statement-breakpoint
CREATE INDEX "evidence_by_source" ON "evidence" USING btree ("source_id");--> statement-breakpoint
CREATE INDEX "evidence_by_person" ON "evidence" USING btree ("linked_by");--> statement-breakpoint
CREATE INDEX "findings_newest_first" ON "findings" USING btree ("claim_id","given_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "findings_by_revision" ON "findings" USING btree ("revision_id");--> statement-breakpoint
CREATE INDEX "findings_by_person" ON "findings" USING btree ("given_by");--> statement-breakpoint
CREATE INDEX "history_of_article" ON "history" USING btree ("article_id","entry");--> statement-breakpoint
CREATE INDEX "history_of_claim" ON "history" USING btree ("claim_id","entry");--> statement-breakpoint
CREATE INDEX "history_of_source" ON "history" USING btree ("source_id","entry");--> statement-breakpoint
CREATE INDEX "history_of_speaker" ON "history" USING btree ("speaker_id","entry");--> statement-breakpoint
CREATE INDEX "history_of_person" ON "history" USING btree ("person_id","entry");--> statement-breakpoint
CREATE UNIQUE INDEX "revisions_one_per_number" ON "revisions" USING btree ("article_id","number");--> statement-breakpoint
CREATE INDEX "revisions_by_creator" ON "revisions" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "sources_by_title" ON "sources" USING btree (lower("title"),"id");--> statement-breakpoint
CREATE INDEX "sources_by_kind" ON "sources" USING btree ("kind");--> statement-breakpoint
CREATE INDEX "sources_by_speaker" ON "sources" USING btree ("speaker_id");--> statement-breakpoint
CREATE INDEX "sources_by_creator" ON "sources" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "speakers_by_name" ON "speakers" USING btree (lower("name"),"id");--> statement-breakpoint
CREATE UNIQUE INDEX "suggestions_in_order" ON "suggestions" USING btree ("revision_id","position");--> statement-breakpoint
CREATE INDEX "suggestions_by_article" ON "suggestions" USING btree ("article_id","state");--> statement-breakpoint
CREATE INDEX "suggestions_by_claim" ON "suggestions" USING btree ("claim_id");--> statement-breakpoint
CREATE INDEX "suggestions_by_person" ON "suggestions" USING btree ("decided_by");