CREATE TABLE "chains" (
	"chain" uuid PRIMARY KEY NOT NULL,
	"length" integer NOT NULL,
	"head" text NOT NULL,
	CONSTRAINT "chains_length" CHECK ("chains"."length" >= 0)
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"chain" uuid NOT NULL,
	"place" integer NOT NULL,
	"entry" bigint NOT NULL,
	"change_id" bigint NOT NULL,
	"digest" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "seals_pk" PRIMARY KEY("chain","place"),
	CONSTRAINT "seals_place" CHECK ("seals"."place" >= 1)
);
--> statement-breakpoint
CREATE INDEX "seals_by_entry" ON "seals" USING btree ("entry");--> statement-breakpoint
CREATE INDEX "seals_by_change" ON "seals" USING btree ("change_id");--> statement-breakpoint
CREATE INDEX "history_of_kind" ON "history" USING btree (("event" ->> 'kind'),"entry");--> statement-breakpoint
-- JSON as RFC 8785 writes it, numbers without an exponent: keys in order, no spaces.
CREATE FUNCTION canonical(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'object' THEN (
      SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' ||
        CASE WHEN jsonb_typeof(member) IN ('object', 'array') THEN canonical(member) ELSE member::text END,
        ',' ORDER BY key COLLATE "C"), '') || '}'
      FROM jsonb_each(value) AS each (key, member))
    WHEN 'array' THEN (
      SELECT '[' || coalesce(string_agg(
        CASE WHEN jsonb_typeof(member) IN ('object', 'array') THEN canonical(member) ELSE member::text END,
        ',' ORDER BY place), '') || ']'
      FROM jsonb_array_elements(value) WITH ORDINALITY AS each (member, place))
    ELSE value::text
  END
$$;
--> statement-breakpoint
-- The change that the open transaction is. Remembered until its end; a savepoint that is rolled back forgets it again.
CREATE FUNCTION current_change() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  known bigint := nullif(current_setting('linecheck.change', true), '');
BEGIN
  IF known IS NULL THEN
    INSERT INTO changes DEFAULT VALUES RETURNING id INTO known;
    PERFORM set_config('linecheck.change', known::text, true);
  END IF;
  RETURN known;
END
$$;
--> statement-breakpoint
-- Every change has its moment while it commits, when it holds all it will hold: of two that touch the same row, the later
-- has the later moment. The shared lock is how `settled_moment` knows that no earlier one is still committing; whoever
-- waits for it holds no chain.
CREATE FUNCTION settle_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7246326);
  UPDATE changes SET at = date_trunc('milliseconds', clock_timestamp() + interval '999 microseconds')
    WHERE id = NEW.id AND at IS NULL;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER changes_settled AFTER INSERT ON changes
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION settle_change();
--> statement-breakpoint
-- A moment just past, all whose changes everybody sees.
CREATE FUNCTION settled_moment() RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := date_trunc('milliseconds', clock_timestamp() + interval '999 microseconds');
BEGIN
  PERFORM pg_sleep(greatest(0, extract(epoch FROM moment - clock_timestamp())) + 0.0001);
  PERFORM pg_advisory_xact_lock(7246326);
  RETURN moment;
END
$$;
--> statement-breakpoint
-- Puts the entries of one transaction, which nobody has sealed and nobody else sees, at the ends of their chains. In
-- the order of the chains, so that two transactions never wait for each other.
CREATE FUNCTION seal_from(first_entry bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  zeros CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
  this_chain uuid;
  this_place integer;
  last_hash text;
  told record;
BEGIN
  FOR this_chain IN
    SELECT DISTINCT coalesce(article_id, zeros) FROM history AS h
    WHERE entry >= first_entry AND NOT EXISTS (SELECT FROM seals AS s WHERE s.entry = h.entry)
    ORDER BY 1
  LOOP
    INSERT INTO chains VALUES (this_chain, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
    SELECT length, head INTO this_place, last_hash FROM chains WHERE chain = this_chain FOR UPDATE;
    FOR told IN
      SELECT entry, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        encode(sha256(convert_to(canonical(jsonb_strip_nulls(to_jsonb(h) - 'entry' - 'at' - 'event')
          || jsonb_build_object('event', event)), 'UTF8')), 'hex') AS digest
      FROM history AS h
      WHERE entry >= first_entry AND coalesce(article_id, zeros) = this_chain
        AND NOT EXISTS (SELECT FROM seals AS s WHERE s.entry = h.entry)
      ORDER BY entry
    LOOP
      this_place := this_place + 1;
      last_hash := encode(sha256(convert_to(format(
        '{"at":"%s","chain":"%s","digest":"%s","entry":%s,"place":%s,"previous":"%s"}',
        told.at, this_chain, told.digest, told.entry, this_place, last_hash), 'UTF8')), 'hex');
      INSERT INTO seals (chain, place, entry, change_id, digest, hash)
        VALUES (this_chain, this_place, told.entry, current_change(), told.digest, last_hash);
    END LOOP;
    UPDATE chains SET length = this_place, head = last_hash WHERE chain = this_chain;
  END LOOP;
END
$$;
--> statement-breakpoint
CREATE FUNCTION seal_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM seals WHERE entry = NEW.entry) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock_shared(7246326);
  PERFORM seal_from(NEW.entry);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER history_sealed AFTER INSERT ON history
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION seal_history();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION seal_from(bigint) FROM PUBLIC;
--> statement-breakpoint
-- Entries told by name who had a claim before; a name must be able to go without breaking what is sealed.
ALTER TABLE history DISABLE TRIGGER history_append_only;
--> statement-breakpoint
UPDATE history SET event = jsonb_set(event, '{from}', coalesce(
    (SELECT to_jsonb(people.id) FROM people WHERE people.name = history.event ->> 'from' ORDER BY id LIMIT 1),
    to_jsonb(history.person_id)))
  WHERE event ->> 'kind' = 'claim_taken' AND event ->> 'from' IS NOT NULL;
--> statement-breakpoint
ALTER TABLE history ENABLE TRIGGER history_append_only;
--> statement-breakpoint
-- What happened before is sealed too, each moment of it as a change of its own.
SELECT seal_from(0);
--> statement-breakpoint
INSERT INTO changes (at) SELECT DISTINCT at FROM history ORDER BY at;
--> statement-breakpoint
UPDATE seals SET change_id = changes.id FROM history, changes
  WHERE history.entry = seals.entry AND changes.at = history.at;
--> statement-breakpoint
CREATE TRIGGER seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
SET CONSTRAINTS ALL DEFERRED;
