SELECT has_table_privilege('donthu_intake', 'routing_api.handling_card', 'SELECT')
   AND NOT has_table_privilege('donthu_intake', 'routing_api.handling_card', 'INSERT');
SELECT NOT EXISTS (SELECT FROM pg_attribute
                    WHERE attrelid = 'routing_api.handling_card'::regclass AND attname IN ('accused', 'reason'));
