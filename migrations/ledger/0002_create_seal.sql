-- Why: signed seals over all events, so that even one who may disable triggers can't change the record unnoticed.
-- Locks: none on ledger.event (new objects; a trigger's function is replaced, a view dropped).
-- Undo: none; a ledger is not undone.

-- What was sealed, event by event: names an event that is gone, and serves the proofs. Not what proves: the seals' roots do.
CREATE TABLE ledger.leaf (
  -- From 0 without gaps, in the order (xact, seq).
  position bigint NOT NULL CHECK (position >= 0),
  xact     xid8   NOT NULL,
  seq      bigint NOT NULL,
  subject  text   NOT NULL,
  ordinal  bigint NOT NULL,
  -- RFC 6962 leaf hash over xact, seq (8 bytes each) and the event's hash.
  hash     bytea  NOT NULL CHECK (octet_length(hash) = 32),
  CONSTRAINT leaf_pkey PRIMARY KEY (position),
  CONSTRAINT leaf_place_key UNIQUE (xact, seq),
  CONSTRAINT leaf_subject_ordinal_key UNIQUE (subject, ordinal)
);

-- Full subtrees of the Merkle tree at every eighth level, so that proofs and a restart need not read all leaves.
CREATE TABLE ledger.node (
  -- The subtree has 2^level leaves.
  level smallint NOT NULL CHECK (level > 0 AND level % 8 = 0),
  -- From 0: the leaves from place * 2^level on.
  place bigint   NOT NULL CHECK (place >= 0),
  hash  bytea    NOT NULL CHECK (octet_length(hash) = 32),
  CONSTRAINT node_pkey PRIMARY KEY (level, place)
);

CREATE TABLE ledger.seal (
  -- From 1 without gaps. Processes seal in turns; if two ever did at once, the second would fail on the key.
  number        bigint      NOT NULL CHECK (number > 0),
  -- Covers the leaves 0 … size - 1.
  size          bigint      NOT NULL CHECK (size >= 0),
  root          bytea       NOT NULL CHECK (octet_length(root) = 32),
  previous_hash bytea       NOT NULL CHECK (octet_length(previous_hash) = 32),
  sealed_at     timestamptz NOT NULL,
  key_id        bytea       NOT NULL CHECK (octet_length(key_id) = 32),
  -- The public key that signs from the next seal on, where it changes.
  next_key      bytea       CHECK (octet_length(next_key) = 32),
  signature     bytea       NOT NULL CHECK (octet_length(signature) = 64),
  CONSTRAINT seal_pkey PRIMARY KEY (number)
);
CREATE INDEX seal_size_number_idx ON ledger.seal (size, number);

-- Not even the owner changes any of it by mistake.
CREATE OR REPLACE FUNCTION ledger.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger.% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER leaf_append_only BEFORE UPDATE OR DELETE ON ledger.leaf
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER leaf_no_truncate BEFORE TRUNCATE ON ledger.leaf
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER node_append_only BEFORE UPDATE OR DELETE ON ledger.node
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER node_no_truncate BEFORE TRUNCATE ON ledger.node
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE ON ledger.seal
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON ledger.seal
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();

-- For print on reports, and for readers that keep seals elsewhere.
CREATE VIEW ledger_api.seal AS
  SELECT number, size, root, previous_hash, sealed_at, key_id, next_key, signature FROM ledger.seal;

-- Chains are verified by the service, in one pass with the seals.
DROP VIEW ledger_api.defect;

-- The leaf hash of an event; the same as LeafOf() in services/base/ledger/event_hash.h.
CREATE FUNCTION ledger.leaf_hash(xact xid8, seq bigint, hash bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256('\x00'::bytea || int8send(xact::text::bigint) || int8send(seq) || hash)
$$;

GRANT SELECT, INSERT ON ledger.leaf, ledger.node, ledger.seal TO donthu_ledger;
GRANT SELECT ON ledger_api.seal TO donthu_inspectorate;
