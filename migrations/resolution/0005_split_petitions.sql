-- Why: parts of a mixed petition open cases of their own; a petition that was parted from its case is a matter of its own.
-- Locks: ACCESS EXCLUSIVE on resolution.case_petition while its rows are filled and the index is built (about 5 s per million).
-- Undo: drop the view, the column and its checks; restore UNIQUE (petition_id, accepted_by) once no petition is split.
ALTER TABLE resolution.case_petition
  DROP CONSTRAINT case_petition_accepted_key,
  -- What the agency took the petition, or a part of it, up as; NULL where accepted_by is.
  ADD COLUMN type int;
UPDATE resolution.case_petition AS l SET type = c.type
  FROM resolution.case AS c WHERE c.id = l.case_id AND l.accepted_by IS NOT NULL;
ALTER TABLE resolution.case_petition
  -- At one agency a petition opens one case of a type, however often the opener reads the event or officers ask.
  ADD CONSTRAINT case_petition_part_key UNIQUE (petition_id, accepted_by, type),
  ADD CONSTRAINT case_petition_part_check CHECK ((accepted_by IS NULL) = (type IS NULL));

CREATE SCHEMA resolution_api;

-- Petitions that were moved by hand, or with the duplicate that they were disposed as, and the petition whose matter they
-- share now: their own once they are parted.
CREATE VIEW resolution_api.moved_petition AS
  SELECT DISTINCT ON (l.petition_id) l.petition_id,
         CASE WHEN l.parted_on IS NULL THEN coalesce(c.petition_id, l.petition_id) ELSE l.petition_id END AS matter_id
    FROM resolution.case_petition AS l
    JOIN resolution.case AS c ON c.id = l.case_id
   WHERE l.accepted_by IS NULL
   ORDER BY l.petition_id, l.parted_on DESC NULLS FIRST, l.case_id DESC;

GRANT USAGE ON SCHEMA resolution_api TO donthu_routing;
GRANT SELECT ON resolution_api.moved_petition TO donthu_routing;
-- Since when an agency has had a mixed petition, and what it did with it.
GRANT SELECT ON routing_api.handling TO donthu_resolution;
