-- Row-level security of the counting facts for the most common scope, one unit: a comparison with the whole scope comes
-- first and ends the question there; the hashed list is asked only where several units are in the scope.

alter policy of_units on dossier_fact using (home_unit_id = (select current_setting('motcua.units', true)) or (select current_setting('motcua.units', true)) = '*' or home_unit_id in (select unnest(string_to_array(current_setting('motcua.units', true), ','))));
alter policy of_units on dossier_fact_history using (home_unit_id = (select current_setting('motcua.units', true)) or (select current_setting('motcua.units', true)) = '*' or home_unit_id in (select unnest(string_to_array(current_setting('motcua.units', true), ','))));
