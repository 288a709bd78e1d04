-- Why: people who are received and leave no petition belong into the register of receptions (L-TCD Đ.25; sổ tiếp công dân).
-- Locks: none (new tables); a share lock on intake.petition for a moment, for the reference.
-- Undo: DROP TABLE intake.visitor, intake.visit, intake.visit_request; DROP SEQUENCE intake.visit_id_seq,
--       intake.guarded_visit_id_seq.

-- What is guarded is numbered apart, so that no gap in the other numbers tells of it.
CREATE SEQUENCE intake.visit_id_seq;
CREATE SEQUENCE intake.guarded_visit_id_seq START 1000000000000;

-- Enum columns hold the proto's numbers. Nothing of it ever changes.
CREATE TABLE intake.visit (
  id                bigint      PRIMARY KEY,
  agency            text        NOT NULL,
  received_on       date        NOT NULL,
  session           int         NOT NULL CHECK (session > 0),
  received_by_head  boolean     NOT NULL,
  people            int         NOT NULL CHECK (people > 0),
  kind              int         NOT NULL CHECK (kind > 0),
  subject           text        NOT NULL,
  area              text        NOT NULL,
  summary           text        NOT NULL,
  outcome           int         NOT NULL CHECK (outcome > 0),
  -- NULL = none left, or not registered.
  petition_id       bigint      REFERENCES intake.petition,
  came_before       boolean     NOT NULL,
  anonymous         boolean     NOT NULL,
  identity_withheld boolean     NOT NULL,
  -- Agencies that an accused leads: whoever works there or below does not see it.
  leads             text[]      NOT NULL,
  recorded_by       text        NOT NULL,
  recorded_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- A denouncer is never stored (L-TC Đ.9, 56).
  CONSTRAINT visit_denunciation_withheld CHECK (kind <> 2 OR identity_withheld)
);
CREATE INDEX visit_agency_latest_idx ON intake.visit (agency, received_on DESC, id DESC);

CREATE TABLE intake.visitor (
  visit_id   bigint NOT NULL REFERENCES intake.visit,
  -- From 1; the first speaks for the others.
  position   int    NOT NULL,
  full_name  text   NOT NULL,
  gender     int    NOT NULL,
  birth_year int    NOT NULL,
  address    text   NOT NULL,
  PRIMARY KEY (visit_id, position)
);

CREATE TABLE intake.visit_request (
  request_id  uuid   PRIMARY KEY,
  fingerprint bytea  NOT NULL,
  visit_id    bigint NOT NULL
);

GRANT SELECT, INSERT ON intake.visit, intake.visitor, intake.visit_request TO donthu_intake;
GRANT USAGE ON SEQUENCE intake.visit_id_seq, intake.guarded_visit_id_seq TO donthu_intake;
