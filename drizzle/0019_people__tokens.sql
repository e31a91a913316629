CREATE TABLE "outsiders" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"invited_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "access_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"digest" text NOT NULL,
	"scopes" text[] NOT NULL,
	"made_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "access_tokens_scopes" CHECK ("access_tokens"."scopes" <@ array['read', 'annotate', 'review', 'admin']),
	CONSTRAINT "access_tokens_name" CHECK ("access_tokens"."name" <> '')
);
--> statement-breakpoint
ALTER TABLE "outsiders" ADD CONSTRAINT "outsiders_person" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outsiders" ADD CONSTRAINT "outsiders_article" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outsiders" ADD CONSTRAINT "outsiders_invited_by" FOREIGN KEY ("invited_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_person" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "outsiders_one_per_digest" ON "outsiders" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "outsiders_by_article" ON "outsiders" USING btree ("article_id","ends_at");--> statement-breakpoint
CREATE INDEX "outsiders_by_inviter" ON "outsiders" USING btree ("invited_by");--> statement-breakpoint
CREATE UNIQUE INDEX "access_tokens_one_per_digest" ON "access_tokens" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "access_tokens_by_person" ON "access_tokens" USING btree ("person_id");