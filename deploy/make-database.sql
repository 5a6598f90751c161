-- Makes the database and its three roles on an empty PostgreSQL 15 or newer, once. A superuser runs it:
--   OWNER_PASSWORD=... APP_PASSWORD=... BACKUP_PASSWORD=... psql -f deploy/make-database.sql postgres
-- compose.yaml runs it when the volume is new.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv backup_password BACKUP_PASSWORD

-- Owns the tables, and changes them: groundswell migrate, by DATABASE_DIRECT_URL.
create role groundswell_owner login password :'owner_password';
-- Reads and writes rows, by DATABASE_URL; groundswell migrate lets it. It owns nothing.
create role groundswell_app login password :'app_password';
-- pg_dump reads the rows of every district: nobody else may pass by row-level security.
create role groundswell_backup login bypassrls password :'backup_password';
grant pg_read_all_data to groundswell_backup;

-- Names sort by their bytes on every machine, and no system upgrade makes an index wrong.
create database groundswell owner groundswell_owner template template0
  encoding 'UTF8' lc_collate 'C' lc_ctype 'C';
revoke all on database groundswell from public;
grant connect on database groundswell to groundswell_app, groundswell_backup;
