-- Why: the facts that forms count: one row per petition and agency, projected from the ledger.
-- Locks: none (new objects).
-- Undo: DROP SCHEMA inspectorate CASCADE; the projector reads the ledger again.
CREATE SCHEMA inspectorate;

CREATE TABLE inspectorate.handling (
  petition_id   bigint  NOT NULL,
  agency        text    NOT NULL,
  petition_code text    NOT NULL,
  opened_on     date    NOT NULL,
  kind          int     NOT NULL,
  subject       text    NOT NULL,
  area          text    NOT NULL,
  matter_id     bigint  NOT NULL,
  disposal      int     NOT NULL,
  disposed_on   date,
  eligible      boolean NOT NULL,
  competent     boolean NOT NULL,
  prior_status  int     NOT NULL,
  PRIMARY KEY (petition_id, agency)
);
CREATE INDEX handling_agency_idx ON inspectorate.handling (agency, opened_on);
CREATE INDEX handling_disposed_idx ON inspectorate.handling (disposed_on);

-- Written replies that an agency received to petitions it transferred.
CREATE TABLE inspectorate.reply (
  referral_id   bigint PRIMARY KEY,
  petition_id   bigint NOT NULL,
  from_agency   text   NOT NULL,
  replied_on    date   NOT NULL
);

CREATE TABLE inspectorate.cursor (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  xact xid8    NOT NULL,
  seq  bigint  NOT NULL
);
INSERT INTO inspectorate.cursor (xact, seq) VALUES ('0', 0);

GRANT USAGE ON SCHEMA inspectorate TO donthu_inspectorate;
GRANT SELECT, INSERT, UPDATE ON inspectorate.handling, inspectorate.reply TO donthu_inspectorate;
GRANT SELECT, UPDATE ON inspectorate.cursor TO donthu_inspectorate;
