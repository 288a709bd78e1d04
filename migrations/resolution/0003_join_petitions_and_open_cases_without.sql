-- Why: several petitions in one case, joined and parted; cases that no petition opened, and the case that one goes on with.
-- Locks: ACCESS EXCLUSIVE on resolution.case, cursor and act for as long as the cases and acts take to be read once.
-- Undo: DROP TABLE resolution.case_petition; drop the added columns and index; restore NOT NULL and case_petition_agency_key.
CREATE TABLE resolution.case_petition (
  case_id       bigint NOT NULL REFERENCES resolution.case,
  petition_id   bigint NOT NULL,
  petition_code text   NOT NULL,
  joined_on     date   NOT NULL,
  -- NULL = in the case now.
  parted_on     date   CHECK (parted_on >= joined_on),
  -- The agency whose acceptance of this petition opened the case; NULL where the petition joined or was parted from another.
  accepted_by   text,
  PRIMARY KEY (case_id, petition_id),
  -- One petition opens one case at one agency, however often the opener reads the event.
  CONSTRAINT case_petition_accepted_key UNIQUE (petition_id, accepted_by)
);
-- A petition that was moved by hand is in one case at a time.
CREATE UNIQUE INDEX case_petition_moved_idx ON resolution.case_petition (petition_id)
  WHERE accepted_by IS NULL AND parted_on IS NULL;

INSERT INTO resolution.case_petition (case_id, petition_id, petition_code, joined_on, accepted_by)
  SELECT id, petition_id, petition_code, received_on, agency FROM resolution.case;

ALTER TABLE resolution.case
  DROP CONSTRAINT case_petition_agency_key,
  ALTER COLUMN petition_id DROP NOT NULL,
  ADD COLUMN title     text   NOT NULL DEFAULT '',
  ADD COLUMN source    text   NOT NULL DEFAULT '',
  ADD COLUMN parent_id bigint REFERENCES resolution.case;

-- How far the running clocks were computed anew for the change of the calendar that the reader stands before.
ALTER TABLE resolution.cursor ADD COLUMN redated_case bigint NOT NULL DEFAULT 0;

-- Acts by which clocks followed a change of the calendar (ACT_KIND_REDATE).
CREATE INDEX act_redate_idx ON resolution.act (case_id, number) WHERE kind = 61;
CREATE INDEX clock_unended_idx ON resolution.clock (case_id, due_legal) WHERE stopped_on IS NULL;

GRANT SELECT, INSERT, UPDATE ON resolution.case_petition TO donthu_resolution;
GRANT USAGE ON SEQUENCE resolution.case_id_seq TO donthu_resolution;
-- Which agencies may see a petition that is to join a case.
GRANT USAGE ON SCHEMA routing_api TO donthu_resolution;
GRANT SELECT ON routing_api.holder TO donthu_resolution;
