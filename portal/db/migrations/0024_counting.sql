-- Counting everything anew goes in steps. Cases that arrived up to here are in the figures; until it begins for the first time, all are.
INSERT INTO counter (name, value) VALUES ('figures.through', 9223372036854775807);
-- Of which version the figures were that are to be forgotten first.
INSERT INTO counter (name, value) VALUES ('figures.old', 0);

-- What is due soon in a department: without it, all that the department ever had is looked through.
CREATE INDEX cases_soon ON cases (department, due_at, arrival) WHERE rung = 0 AND due_at IS NOT NULL;
