SELECT has_table_privilege('donthu_inspectorate', 'ledger_api.seal', 'SELECT')
   AND NOT has_table_privilege('donthu_inspectorate', 'ledger.leaf', 'SELECT');
