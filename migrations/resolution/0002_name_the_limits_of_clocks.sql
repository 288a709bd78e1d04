-- Why: a clock now carries the name of the limit that it measures; clocks from before get theirs from their rule.
-- Locks: row locks on the clocks without a name.
-- Undo: none needed, the name is ignored by older programs.
UPDATE resolution.clock
   SET clock = clock || jsonb_build_object('limit',
         CASE clock #>> '{due,ruleId}'
           WHEN 'DL-KN-01' THEN 'accept'
           WHEN 'DL-KN-02' THEN 'settle'
           WHEN 'DL-KN-03' THEN 'settle'
           WHEN 'DL-KN-04' THEN 'settle'
           WHEN 'DL-KN-05' THEN 'settle'
           WHEN 'DL-KN-06' THEN 'send'
           WHEN 'DL-KN-15' THEN 'in_force'
           WHEN 'DL-KN-15r' THEN 'in_force'
           WHEN 'DL-KP-01' THEN 'settle'
           ELSE 'handle'
         END)
 WHERE NOT clock ? 'limit';
-- One that was extended already can't be extended as if for the first time.
UPDATE resolution.clock
   SET clock = clock || '{"extensions": 1}'
 WHERE clock #>> '{due,ruleId}' IN ('DL-KN-03', 'DL-KN-05')
   AND clock #>> '{due,ruleId}' IS DISTINCT FROM clock #>> '{original,ruleId}';
