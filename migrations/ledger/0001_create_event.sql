-- Why: the record of every act: one hash chain per subject, appended inside the command's own transaction.
-- Locks: none (new objects).
-- Undo: none; a ledger is not undone.
CREATE SCHEMA ledger;
CREATE SCHEMA ledger_api;

CREATE TABLE ledger.event (
  -- (xact, seq) is the order in which readers see events; see services/base/ledger/tail.h.
  xact          xid8        NOT NULL DEFAULT pg_current_xact_id(),
  seq           bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  subject       text        NOT NULL CHECK (subject <> ''),
  -- From 1 without gaps within a subject. Two writers at once: the second fails on the key and repeats its command.
  ordinal       bigint      NOT NULL CHECK (ordinal > 0),
  kind          text        NOT NULL CHECK (kind <> ''),
  agency        text        NOT NULL,
  actor         text        NOT NULL,
  occurred_on   date        NOT NULL,
  recorded_at   timestamptz NOT NULL,
  -- JSON text exactly as hashed.
  payload       text        NOT NULL,
  previous_hash bytea       NOT NULL CHECK (octet_length(previous_hash) = 32),
  hash          bytea       NOT NULL CHECK (octet_length(hash) = 32),
  CONSTRAINT event_pkey PRIMARY KEY (xact, seq),
  CONSTRAINT event_subject_ordinal_key UNIQUE (subject, ordinal)
);

-- SHA-256 over the previous hash and the fields as netstrings ("5:hello"), so that no two events share their bytes.
CREATE FUNCTION ledger.event_hash(previous bytea, subject text, ordinal bigint, kind text, agency text, actor text,
                                  occurred_on date, recorded_at timestamptz, payload text)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(previous || convert_to(string_agg(octet_length(part) || ':' || part, '' ORDER BY place), 'UTF8'))
    FROM unnest(ARRAY[subject, ordinal::text, kind, agency, actor, to_char(occurred_on, 'YYYY-MM-DD'),
                      (extract(epoch FROM recorded_at) * 1e6)::bigint::text, payload])
         WITH ORDINALITY AS parts(part, place)
$$;

-- The only way to write an event. Returns its ordinal.
CREATE FUNCTION ledger.append(p_subject text, p_kind text, p_agency text, p_actor text, p_occurred_on date, p_payload text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  last_ordinal bigint := 0;
  last_hash    bytea  := decode(repeat('00', 32), 'hex');
  now_us       timestamptz := date_trunc('microseconds', clock_timestamp());
BEGIN
  SELECT e.ordinal, e.hash INTO last_ordinal, last_hash
    FROM ledger.event AS e WHERE e.subject = p_subject ORDER BY e.ordinal DESC LIMIT 1;
  IF NOT FOUND THEN
    last_ordinal := 0;
    last_hash := decode(repeat('00', 32), 'hex');
  END IF;
  INSERT INTO ledger.event (subject, ordinal, kind, agency, actor, occurred_on, recorded_at, payload, previous_hash, hash)
  VALUES (p_subject, last_ordinal + 1, p_kind, p_agency, p_actor, p_occurred_on, now_us, p_payload, last_hash,
          ledger.event_hash(last_hash, p_subject, last_ordinal + 1, p_kind, p_agency, p_actor, p_occurred_on, now_us,
                            p_payload));
  RETURN last_ordinal + 1;
END
$$;

-- Not even the owner changes an event by mistake.
CREATE FUNCTION ledger.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger.event is append-only';
END
$$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON ledger.event
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON ledger.event
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();

CREATE VIEW ledger_api.event AS
  SELECT xact, seq, subject, ordinal, kind, agency, actor, occurred_on, recorded_at, payload, previous_hash, hash
    FROM ledger.event;

-- Every event whose place or hash does not hold.
CREATE VIEW ledger_api.defect AS
  WITH chained AS (
    SELECT e.subject, e.ordinal, e.hash, e.previous_hash,
           lag(e.hash) OVER chain AS expected_previous,
           lag(e.ordinal) OVER chain AS previous_ordinal,
           ledger.event_hash(e.previous_hash, e.subject, e.ordinal, e.kind, e.agency, e.actor, e.occurred_on,
                             e.recorded_at, e.payload) AS expected_hash
      FROM ledger.event AS e WINDOW chain AS (PARTITION BY e.subject ORDER BY e.ordinal))
  SELECT subject, ordinal,
         CASE WHEN ordinal <> coalesce(previous_ordinal, 0) + 1 THEN 'gap'
              WHEN previous_hash <> coalesce(expected_previous, decode(repeat('00', 32), 'hex')) THEN 'previous_hash'
              ELSE 'hash' END AS what
    FROM chained
   WHERE ordinal <> coalesce(previous_ordinal, 0) + 1
      OR previous_hash <> coalesce(expected_previous, decode(repeat('00', 32), 'hex'))
      OR hash <> expected_hash;

REVOKE ALL ON FUNCTION ledger.append(text, text, text, text, date, text) FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger, ledger_api
  TO donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger;
GRANT EXECUTE ON FUNCTION ledger.append(text, text, text, text, date, text)
  TO donthu_directory, donthu_intake, donthu_routing, donthu_resolution;
GRANT SELECT ON ledger_api.event TO donthu_resolution, donthu_inspectorate, donthu_ledger;
GRANT SELECT ON ledger_api.defect TO donthu_ledger;
