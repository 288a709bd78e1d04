SELECT count(*) = 0 FROM resolution.clock WHERE NOT clock ? 'limit';
