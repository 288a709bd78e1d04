SELECT bool_and(has_table_privilege('donthu_ledger', 'ledger.' || name, 'SELECT')
                AND has_table_privilege('donthu_ledger', 'ledger.' || name, 'INSERT')
                AND NOT has_table_privilege('donthu_ledger', 'ledger.' || name, 'UPDATE')
                AND NOT has_table_privilege('donthu_ledger', 'ledger.' || name, 'DELETE')
                AND NOT has_table_privilege('donthu_ledger', 'ledger.' || name, 'TRUNCATE'))
  FROM unnest(ARRAY['leaf', 'node', 'seal']) AS tables (name);
SELECT count(*) = 8 FROM pg_trigger WHERE tgrelid IN ('ledger.event'::regclass, 'ledger.leaf'::regclass,
                                                      'ledger.node'::regclass, 'ledger.seal'::regclass)
   AND tgfoid = 'ledger.refuse()'::regprocedure AND tgenabled = 'O';
SELECT ledger.leaf_hash('258', 3, decode(repeat('ab', 32), 'hex'))
     = sha256(decode('00' || '0000000000000102' || '0000000000000003' || repeat('ab', 32), 'hex'));
