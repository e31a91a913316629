-- In PL/pgSQL, which plans it once a session: it is called for every object within an object of every entry.
CREATE OR REPLACE FUNCTION canonical(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  said text;
BEGIN
  IF jsonb_typeof(value) = 'object' THEN
    SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' ||
        CASE WHEN jsonb_typeof(member) IN ('object', 'array') THEN canonical(member) ELSE member::text END,
        ',' ORDER BY key COLLATE "C"), '') || '}' INTO said
      FROM jsonb_each(value) AS each (key, member);
  ELSIF jsonb_typeof(value) = 'array' THEN
    SELECT '[' || coalesce(string_agg(
        CASE WHEN jsonb_typeof(member) IN ('object', 'array') THEN canonical(member) ELSE member::text END,
        ',' ORDER BY place), '') || ']' INTO said
      FROM jsonb_array_elements(value) WITH ORDINALITY AS each (member, place);
  ELSE
    said := value::text;
  END IF;
  RETURN said;
END
$$;
--> statement-breakpoint
-- The seals of a chain are written at once.
CREATE OR REPLACE FUNCTION seal_from(first_entry bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  zeros CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
  this_chain uuid;
  sealed integer;
  last_hash text;
  told record;
  entries bigint[];
  digests text[];
  hashes text[];
BEGIN
  FOR this_chain IN
    SELECT DISTINCT coalesce(article_id, zeros) FROM history AS h
    WHERE entry >= first_entry AND NOT EXISTS (SELECT FROM seals AS s WHERE s.entry = h.entry)
    ORDER BY 1
  LOOP
    INSERT INTO chains VALUES (this_chain, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
    SELECT length, head INTO sealed, last_hash FROM chains WHERE chain = this_chain FOR UPDATE;
    entries := '{}'; digests := '{}'; hashes := '{}';
    FOR told IN
      SELECT entry, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        encode(sha256(convert_to(canonical(jsonb_strip_nulls(to_jsonb(h) - 'entry' - 'at' - 'event')
          || jsonb_build_object('event', event)), 'UTF8')), 'hex') AS digest
      FROM history AS h
      WHERE entry >= first_entry AND coalesce(article_id, zeros) = this_chain
        AND NOT EXISTS (SELECT FROM seals AS s WHERE s.entry = h.entry)
      ORDER BY entry
    LOOP
      entries := entries || told.entry;
      digests := digests || told.digest;
      last_hash := encode(sha256(convert_to(format(
        '{"at":"%s","chain":"%s","digest":"%s","entry":%s,"place":%s,"previous":"%s"}',
        told.at, this_chain, told.digest, told.entry, sealed + cardinality(entries), last_hash), 'UTF8')), 'hex');
      hashes := hashes || last_hash;
    END LOOP;
    INSERT INTO seals (chain, place, entry, change_id, digest, hash)
      SELECT this_chain, sealed + n, entry, current_change(), digest, hash
      FROM unnest(entries, digests, hashes) WITH ORDINALITY AS each (entry, digest, hash, n);
    UPDATE chains SET length = sealed + cardinality(entries), head = last_hash WHERE chain = this_chain;
  END LOOP;
END
$$;
