-- Row-level security of the counting facts, for counts over a province: whether the scope is one word is asked once a
-- statement, and where it is not, every dossier is looked up among its units without being compared with the whole first.

alter policy of_units on dossier_fact using (((select strpos(current_setting('motcua.units', true), ',') = 0) and (home_unit_id = (select current_setting('motcua.units', true)) or (select current_setting('motcua.units', true) = '*'))) or home_unit_id in (select unnest(string_to_array(current_setting('motcua.units', true), ','))));
alter policy of_units on dossier_fact_history using (((select strpos(current_setting('motcua.units', true), ',') = 0) and (home_unit_id = (select current_setting('motcua.units', true)) or (select current_setting('motcua.units', true) = '*'))) or home_unit_id in (select unnest(string_to_array(current_setting('motcua.units', true), ','))));
