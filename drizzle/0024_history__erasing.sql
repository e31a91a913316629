ALTER TABLE "history" DROP CONSTRAINT "history_article";
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_claim";
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_erased" CHECK ("people"."erased_at" is null or ("people"."mail" is null and "people"."left_at" is not null));
--> statement-breakpoint
-- History loses words in one way alone: `erase_article`, which is the owner's and sets what this asks for. Nobody else who
-- sets it is the owner of the table.
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('linecheck.erasing', true) = 'on' AND TG_OP <> 'TRUNCATE'
    AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
