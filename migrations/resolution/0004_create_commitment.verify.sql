SELECT NOT has_table_privilege('donthu_resolution', 'resolution.commitment_entry', 'UPDATE')
   AND NOT has_table_privilege('donthu_resolution', 'resolution.commitment', 'DELETE');
SELECT count(*) = 2 FROM pg_constraint WHERE conname IN ('commitment_ended_check', 'commitment_replaced_check') AND contype = 'c';
