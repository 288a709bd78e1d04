SELECT has_function_privilege('donthu_intake', 'ledger.append(text,text,text,text,date,text)', 'EXECUTE')
   AND NOT has_table_privilege('donthu_intake', 'ledger.event', 'INSERT')
   AND NOT has_table_privilege('donthu_ledger', 'ledger.event', 'UPDATE');
SELECT ledger.event_hash('\x00', 'a', 1, 'k', 'g', 'o', '2024-01-02', '2024-01-02 00:00Z', '{}')
     = sha256('\x00'::bytea || convert_to('1:a1:11:k1:g1:o10:2024-01-0216:17041536000000002:{}', 'UTF8'));
