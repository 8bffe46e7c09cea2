-- Row-level security of the counting facts, made for whole provinces: `= any (array)` compares a row with every unit of the
-- scope in turn, a sub-select of `in` is hashed once a statement. Measured over 1,000,000 dossiers of 100 communes: II.06a of
-- the province takes 1.25 × a count written by hand without row-level security, 2.2 × before.

alter policy of_units on dossier_fact using ((select current_setting('motcua.units', true)) = '*' or home_unit_id in (select unnest(string_to_array(current_setting('motcua.units', true), ','))));
alter policy of_units on dossier_fact_history using ((select current_setting('motcua.units', true)) = '*' or home_unit_id in (select unnest(string_to_array(current_setting('motcua.units', true), ','))));
