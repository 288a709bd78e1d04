SELECT has_table_privilege('donthu_routing', 'directory_api.post', 'SELECT')
   AND NOT has_table_privilege('donthu_intake', 'directory_api.post', 'SELECT')
   AND NOT has_table_privilege('donthu_routing', 'directory.officer', 'SELECT');
-- Nobody's name goes out by it.
SELECT NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'directory_api.post'::regclass AND attname = 'name');
SELECT count(*) = 0 FROM directory_api.posts_on('{}', date '2024-01-01') AS p
  JOIN directory.officer AS o ON o.id = p.officer WHERE NOT 4 = ANY (o.roles);
