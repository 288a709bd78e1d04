SELECT count(*) = 0 FROM pg_attribute
 WHERE attrelid = 'intake.petitioner'::regclass AND attname IN ('id_number', 'phone') AND NOT attisdropped;
SELECT has_column_privilege('donthu_intake', 'intake.petitioner', 'sealed_phone', 'UPDATE')
   AND NOT has_column_privilege('donthu_intake', 'intake.petitioner', 'full_name', 'UPDATE')
   AND NOT has_column_privilege('donthu_intake', 'intake.petitioner', 'petition_id', 'UPDATE');
SELECT NOT has_column_privilege('donthu_routing', 'intake.petitioner', 'sealed_id_number', 'SELECT');
