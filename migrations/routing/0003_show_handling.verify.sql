SELECT NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'routing_api.handling'::regclass AND attname = 'accused');
SELECT NOT has_table_privilege('donthu_intake', 'routing_api.handling', 'SELECT');
