-- Why: a petition that joined a case counts as that case's matter from that day on, and as a matter of its own again from the
-- day on which it was parted (01/XLD, column 7).
-- Locks: none that others wait for.
-- Undo: DROP TABLE inspectorate.matter_change.
CREATE TABLE inspectorate.matter_change (
  petition_id bigint NOT NULL,
  changed_on  date   NOT NULL,
  -- Of the changes of one day the last one holds.
  number      bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  matter_id   bigint NOT NULL,
  PRIMARY KEY (petition_id, changed_on, number)
);
GRANT SELECT, INSERT ON inspectorate.matter_change TO donthu_inspectorate;

-- What was recorded before: acts 63 join, 64 part.
INSERT INTO inspectorate.matter_change (petition_id, changed_on, matter_id)
SELECT a.petition_id, a.acted_on, CASE WHEN a.kind = 64 THEN a.petition_id ELSE a.opened_by END
  FROM (SELECT r.case_id, r.number, r.acted_on, r.kind, c.petition_id AS opened_by,
               (coalesce(r.act -> 'joinPetition', r.act -> 'partPetition') ->> 'petitionId')::bigint AS petition_id
          FROM resolution.act AS r JOIN resolution.case AS c ON c.id = r.case_id
         WHERE r.kind IN (63, 64)) AS a
 WHERE a.petition_id IS NOT NULL AND (a.kind = 64 OR a.opened_by IS NOT NULL)
 ORDER BY a.case_id, a.number;
