-- Why: whoever holds a receipt may learn how the case of the petition stands.
-- Locks: none (a new view).
-- Undo: DROP VIEW resolution_api.case_card; REVOKE USAGE ON SCHEMA resolution_api FROM donthu_intake.
-- The case that each petition is in, but no denunciation (types 4 and 8): its limits that run, and its days.
CREATE VIEW resolution_api.case_card AS
  SELECT l.petition_id, c.id AS case_id, c.agency, c.state,
         (SELECT min(k.due_legal) FROM resolution.clock AS k
           WHERE k.case_id = c.id AND k.stopped_on IS NULL AND NOT k.waiting AND NOT k.clock ? 'pausedOn'
             AND k.clock ->> 'limit' = 'accept') AS accept_due_on,
         (SELECT min(k.due_legal) FROM resolution.clock AS k
           WHERE k.case_id = c.id AND k.stopped_on IS NULL AND NOT k.waiting AND NOT k.clock ? 'pausedOn'
             AND k.clock ->> 'limit' = 'settle') AS settle_due_on,
         -- Decided, answered, mediated or not, answered orally or in writing.
         (SELECT max(a.acted_on) FROM resolution.act AS a
           WHERE a.case_id = c.id AND a.kind IN (7, 8, 42, 43, 54, 55)) AS answered_on,
         -- All but what the system and the organisation of work do: dates computed anew, cases handed over, petitions joined
         -- and parted.
         coalesce((SELECT max(a.acted_on) FROM resolution.act AS a
                    WHERE a.case_id = c.id AND a.kind NOT IN (61, 62, 63, 64)), c.received_on) AS last_step_on
    FROM resolution.case_petition AS l JOIN resolution.case AS c ON c.id = l.case_id
   WHERE l.parted_on IS NULL AND c.type NOT IN (4, 8);
GRANT USAGE ON SCHEMA resolution_api TO donthu_intake;
GRANT SELECT ON resolution_api.case_card TO donthu_intake;
