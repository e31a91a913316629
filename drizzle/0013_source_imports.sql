CREATE TABLE "source_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"format" text NOT NULL,
	"records" jsonb NOT NULL,
	"imported_by" uuid NOT NULL,
	"imported_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "source_imports_format" CHECK ("source_imports"."format" in ('bibtex', 'ris', 'csl')),
	CONSTRAINT "source_imports_records" CHECK (jsonb_array_length("source_imports"."records") > 0)
);
--> statement-breakpoint
ALTER TABLE "source_imports" ADD CONSTRAINT "source_imports_by" FOREIGN KEY ("imported_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "source_imports_by_person" ON "source_imports" USING btree ("imported_by");