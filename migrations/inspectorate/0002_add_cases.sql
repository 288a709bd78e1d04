-- Why: the overview counts cases too, and of petitions who is late, what went above its level and how many people signed.
-- Locks: ACCESS EXCLUSIVE on inspectorate.handling while its rows are filled and two indexes built (about 10 s per million).
-- Undo: DROP TABLE inspectorate.case; drop the added columns and indexes.
ALTER TABLE inspectorate.handling
  ADD COLUMN above_level     boolean NOT NULL DEFAULT false,
  -- NULL = no limit to be disposed.
  ADD COLUMN classify_due_on date,
  -- People who signed; 0 = not known.
  ADD COLUMN group_size      int     NOT NULL DEFAULT 0;
CREATE INDEX handling_matter_idx ON inspectorate.handling (matter_id);

CREATE TABLE inspectorate.case (
  case_id        bigint PRIMARY KEY,
  agency         text   NOT NULL,
  type           int    NOT NULL,
  state          int    NOT NULL,
  -- That opened it; NULL where none did.
  petition_id    bigint,
  petition_code  text   NOT NULL,
  -- Of that petition; '' = none is recorded.
  subject        text   NOT NULL,
  area           text   NOT NULL,
  opened_on      date   NOT NULL,
  -- First decided, concluded, answered or mediated: later acts don't change what was counted.
  resolved_on    date,
  -- The limit that this act met or missed, extensions included; NULL = none ran.
  settle_due_on  date,
  -- Of the limits that run, not paused, the first; NULL = none runs.
  running_due_on date,
  CONSTRAINT case_settled_check CHECK (settle_due_on IS NULL OR resolved_on IS NOT NULL)
);
CREATE INDEX case_running_idx ON inspectorate.case (running_due_on, case_id) WHERE running_due_on IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON inspectorate.case TO donthu_inspectorate;

-- What events of before do not carry.
UPDATE inspectorate.handling AS h SET group_size = p.group_size,
       classify_due_on = CASE WHEN p.agency = h.agency THEN p.classify_due_on END
  FROM intake.petition AS p WHERE p.id = h.petition_id;
UPDATE inspectorate.handling AS h
   SET above_level = r.above_level, classify_due_on = coalesce(r.classify_due_on, h.classify_due_on)
  FROM routing.handling AS r WHERE r.petition_id = h.petition_id AND r.agency = h.agency;
INSERT INTO inspectorate.case (case_id, agency, type, state, petition_id, petition_code, subject, area, opened_on, resolved_on,
                               settle_due_on, running_due_on)
SELECT c.id, c.agency, c.type, c.state, c.petition_id, c.petition_code, coalesce(p.subject, ''), coalesce(p.area, ''),
       c.received_on, a.resolved_on,
       (SELECT max(k.due_legal) FROM resolution.clock AS k
         WHERE k.case_id = c.id AND k.stopped_on = a.resolved_on AND NOT k.waiting
           AND k.clock ->> 'limit' IN ('settle', 'answer', 'mediate', 'mediate_2013')),
       (SELECT min(k.due_legal) FROM resolution.clock AS k
         WHERE k.case_id = c.id AND k.stopped_on IS NULL AND NOT k.waiting AND NOT k.clock ? 'pausedOn')
  FROM resolution.case AS c
  LEFT JOIN intake.petition AS p ON p.id = c.petition_id
  LEFT JOIN LATERAL (
    SELECT r.acted_on AS resolved_on FROM resolution.act AS r
     WHERE r.case_id = c.id AND r.kind IN (7, 8, 31, 42, 43, 54, 55) ORDER BY r.number LIMIT 1) AS a ON true;
