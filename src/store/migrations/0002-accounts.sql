-- Accounts: who may sign in, with what, from where; sessions; forms answered once.
--
-- A person belongs to one unit. Rows that belong to no unit yet (failed attempts from an address, challenges given before
-- anybody is known) stand under the name `sign-in`, which no unit bears.

create table account (
  home_unit_id text not null,
  account_id uuid not null,
  -- Lower-case, without marks; one installation knows it once (held by the one function that makes accounts).
  login_name text not null,
  full_name text not null,
  position text not null,
  roles text[] not null,
  -- argon2id in PHC form; null: signs in through an outside provider only.
  password_hash text,
  must_change_password boolean not null,
  -- Sealed with the installation's key; null: no authenticator app.
  totp_secret text,
  -- The last time step whose code was taken; a code is good once.
  totp_last_step bigint,
  oidc_subject text,
  disabled boolean not null default false,
  failed_attempts integer not null default 0,
  -- 'infinity': until an administrator unlocks it.
  locked_until timestamptz,
  version integer not null,
  recorded_at timestamptz not null,
  primary key (home_unit_id, account_id),
  unique (home_unit_id, login_name),
  unique (home_unit_id, oidc_subject)
);
-- Signing in finds the unit of a login name or of a subject.
create index account_by_login on account (login_name);
create index account_by_subject on account (oidc_subject);

create table account_passkey (
  home_unit_id text not null,
  credential_id text not null,
  account_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label text not null,
  recorded_at timestamptz not null,
  last_used_at timestamptz,
  primary key (home_unit_id, credential_id),
  foreign key (home_unit_id, account_id) references account (home_unit_id, account_id)
);

create table account_recovery_code (
  home_unit_id text not null,
  account_id uuid not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (home_unit_id, account_id, code_hash),
  foreign key (home_unit_id, account_id) references account (home_unit_id, account_id)
);

create table account_session (
  home_unit_id text not null,
  -- SHA-256 of the token in the browser's cookie.
  token_hash text not null,
  session_id uuid not null,
  account_id uuid not null,
  -- password, enrol, secondFactor, complete: how far signing in has come.
  stage text not null,
  method text not null,
  address text not null,
  agent text not null,
  began_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- What the next step of this session needs: a sealed secret to confirm, codes to show.
  pending text,
  primary key (home_unit_id, token_hash),
  foreign key (home_unit_id, account_id) references account (home_unit_id, account_id)
);
create index account_session_of_account on account_session (home_unit_id, account_id);

-- Failed attempts of an address, of a login name (as a fingerprint).
create table sign_in_throttle (
  home_unit_id text not null,
  subject text not null,
  failures integer not null,
  began_at timestamptz not null,
  primary key (home_unit_id, subject)
);

-- Challenges that are good once: of passkeys, of outside providers.
create table sign_in_challenge (
  home_unit_id text not null,
  challenge_hash text not null,
  purpose text not null,
  body text not null,
  expires_at timestamptz not null,
  primary key (home_unit_id, challenge_hash)
);

-- Forms answered once: what a key was answered with, so that a second click gets the same answer and does nothing.
create table form_answer (
  home_unit_id text not null,
  account_id uuid not null,
  form_key uuid not null,
  act text not null,
  answer jsonb,
  recorded_at timestamptz not null,
  primary key (home_unit_id, account_id, form_key)
);

grant select, insert, update on account to motcua_app;
grant select, insert, update, delete on account_passkey, account_recovery_code to motcua_app;
grant select, insert, update, delete on account_session, sign_in_throttle, sign_in_challenge to motcua_app;
grant select, insert, update, delete on form_answer to motcua_app;

alter table account enable row level security;
alter table account_passkey enable row level security;
alter table account_recovery_code enable row level security;
alter table account_session enable row level security;
alter table sign_in_throttle enable row level security;
alter table sign_in_challenge enable row level security;
alter table form_answer enable row level security;

create policy of_units on account to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on account_passkey to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on account_recovery_code to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on account_session to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on sign_in_throttle to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on sign_in_challenge to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
create policy of_units on form_answer to motcua_app using ((select current_setting('motcua.units', true)) = '*' or home_unit_id = any ((select string_to_array(current_setting('motcua.units', true), ','))::text[]));
