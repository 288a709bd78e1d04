-- Why: numbers that were kept long enough are erased by an act, which must be repeatable and stay on record.
-- Locks: none (a new table).
-- Undo: DROP TABLE intake.erasure; what was erased stays erased.
CREATE TABLE intake.erasure (
  request_id      uuid        PRIMARY KEY,
  fingerprint     bytea       NOT NULL,
  agency          text        NOT NULL,
  decision_number text        NOT NULL,
  decided_on      date        NOT NULL,
  erased_by       text        NOT NULL,
  -- What was answered: how many, and whether there were more.
  petitions       int         NOT NULL,
  more            boolean     NOT NULL,
  erased_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON intake.erasure TO donthu_intake;
