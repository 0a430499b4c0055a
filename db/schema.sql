-- Generated from db/migrations by scripts/generate.ts, to be read and compared; do not edit.

create extension btree_gist;
create extension pg_trgm;
create extension unaccent;
create schema auth;

create table allocation (
  tenant_id uuid not null,
  allocation_id uuid not null,
  invoice_id uuid not null,
  kind text not null,
  source_id uuid,
  amount bigint not null,
  on_day date not null,
  reverses uuid,
  note text,
  recorded_at timestamp with time zone default now() not null,
  constraint allocation_pkey PRIMARY KEY (tenant_id, allocation_id),
  constraint allocation_amount_check CHECK ((amount <> 0)),
  constraint allocation_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'credit-note'::text, 'list'::text, 'write-off'::text]))),
  constraint allocation_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id),
  constraint allocation_tenant_id_reverses_fkey FOREIGN KEY (tenant_id, reverses) REFERENCES allocation(tenant_id, allocation_id),
  constraint allocation_tenant_id_reverses_key UNIQUE (tenant_id, reverses)
);
CREATE INDEX allocation_day ON public.allocation USING btree (tenant_id, on_day) INCLUDE (invoice_id, amount);
CREATE INDEX allocation_invoice ON public.allocation USING btree (tenant_id, invoice_id) INCLUDE (amount, on_day);
alter table allocation enable row level security, force row level security;
create policy tenant on allocation as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER allocation_moves_open AFTER INSERT ON public.allocation REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION move_open();
grant insert, select on allocation to quittance_app;

create view allocation_line with (security_invoker=true) as
 SELECT tenant_id,
    allocation_id,
    invoice_id,
    kind,
    amount,
    on_day,
    reverses
   FROM allocation;
grant select on allocation_line to quittance_app;

create table api_key (
  tenant_id uuid not null,
  api_key_id uuid not null,
  name text not null,
  role text not null,
  secret_sha256 bytea not null,
  start text not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (tenant_id, api_key_id),
  constraint api_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth."user"(id),
  constraint api_key_role_check CHECK ((role = ANY (ARRAY['collector'::text, 'credit-manager'::text, 'director'::text, 'administrator'::text]))),
  constraint api_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
  constraint api_key_tenant_id_secret_sha256_key UNIQUE (tenant_id, secret_sha256)
);
alter table api_key enable row level security, force row level security;
create policy tenant on api_key as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on api_key to quittance_app;

create table auth."user" (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  language text default 'fr'::text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);
grant delete, insert, select, update on auth."user" to quittance_app;

create table auth.account (
  id uuid not null,
  user_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX account_of_user ON auth.account USING btree (user_id);
grant delete, insert, select, update on auth.account to quittance_app;

create table auth.attempt (
  key text not null,
  tries integer not null,
  since timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (key)
);
grant delete, insert, select, update on auth.attempt to quittance_app;

create table auth.secret (
  single boolean default true not null,
  value text not null,
  constraint secret_pkey PRIMARY KEY (single),
  constraint secret_single_check CHECK (single)
);
grant delete, insert, select, update on auth.secret to quittance_app;

create table auth.session (
  id uuid not null,
  user_id uuid not null,
  tenant_id uuid,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
  constraint session_token_key UNIQUE (token),
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX session_of_user ON auth.session USING btree (user_id);
grant delete, insert, select, update on auth.session to quittance_app;

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier ON auth.verification USING btree (identifier);
grant delete, insert, select, update on auth.verification to quittance_app;

create table bank_account (
  tenant_id uuid not null,
  account_id uuid not null,
  number text not null,
  currency character(3) not null,
  creditor_id uuid,
  label text,
  rhythm_days integer default 3 not null,
  created_at timestamp with time zone default now() not null,
  constraint bank_account_pkey PRIMARY KEY (tenant_id, account_id),
  constraint bank_account_rhythm_days_check CHECK (((rhythm_days >= 1) AND (rhythm_days <= 366))),
  constraint bank_account_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id),
  constraint bank_account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
  constraint bank_account_tenant_id_number_currency_key UNIQUE (tenant_id, number, currency)
);
alter table bank_account enable row level security, force row level security;
create policy tenant on bank_account as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on bank_account to quittance_app;

create view bank_account_card with (security_invoker=true) as
 SELECT a.tenant_id,
    a.account_id,
    a.number,
    a.currency,
    a.creditor_id,
    a.label,
    a.rhythm_days,
    s.known_to,
    s.statements,
    s.gaps,
    last.closing,
    last.closing_on
   FROM ((bank_account a
     LEFT JOIN LATERAL ( SELECT max(COALESCE(b.closing_on, b.to_on)) AS known_to,
            (count(*))::integer AS statements,
            (count(*) FILTER (WHERE b.gap))::integer AS gaps
           FROM ( SELECT b_1.closing_on,
                    b_1.to_on,
                    ((b_1.opening IS DISTINCT FROM lag(b_1.closing) OVER w) AND (lag(b_1.closing) OVER w IS NOT NULL) AND (b_1.opening IS NOT NULL)) AS gap
                   FROM bank_statement b_1
                  WHERE ((b_1.tenant_id = a.tenant_id) AND (b_1.account_id = a.account_id))
                  WINDOW w AS (ORDER BY COALESCE(b_1.closing_on, b_1.to_on), COALESCE(b_1.opening_on, b_1.from_on), b_1.statement_id)) b) s ON (true))
     LEFT JOIN LATERAL ( SELECT b.closing,
            b.closing_on
           FROM bank_statement b
          WHERE (((b.tenant_id = a.tenant_id) AND (b.account_id = a.account_id)) AND (b.closing IS NOT NULL))
          ORDER BY COALESCE(b.closing_on, b.to_on) DESC, b.statement_id DESC
         LIMIT 1) last ON (true));
grant select on bank_account_card to quittance_app;

create table bank_line (
  tenant_id uuid not null,
  line_id uuid not null,
  account_id uuid not null,
  statement_id uuid not null,
  content_key bytea not null,
  booked_on date not null,
  value_on date,
  amount bigint not null,
  currency character(3) not null,
  name text,
  name_plain text,
  iban text,
  remittance text,
  structured_reference text,
  end_to_end_id text,
  bank_reference text,
  code text,
  returned text,
  raw text,
  placed bigint default 0 not null,
  on_account bigint default 0 not null,
  created_at timestamp with time zone default now() not null,
  parent text,
  constraint bank_line_pkey PRIMARY KEY (tenant_id, line_id),
  constraint bank_line_amount_check CHECK ((amount <> 0)),
  constraint bank_line_content_key_check CHECK ((octet_length(content_key) = 32)),
  constraint bank_line_tenant_id_account_id_content_key_key UNIQUE (tenant_id, account_id, content_key),
  constraint bank_line_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES bank_account(tenant_id, account_id),
  constraint bank_line_tenant_id_statement_id_fkey FOREIGN KEY (tenant_id, statement_id) REFERENCES bank_statement(tenant_id, statement_id),
  constraint on_account_within_placed CHECK (((on_account >= LEAST(placed, (0)::bigint)) AND (on_account <= GREATEST(placed, (0)::bigint)))),
  constraint placed_within_amount CHECK (((placed >= LEAST(amount, (0)::bigint)) AND (placed <= GREATEST(amount, (0)::bigint))))
);
CREATE INDEX bank_line_account ON public.bank_line USING btree (tenant_id, account_id, booked_on);
CREATE INDEX bank_line_bank_reference ON public.bank_line USING btree (tenant_id, account_id, bank_reference) WHERE (bank_reference IS NOT NULL);
CREATE INDEX bank_line_day ON public.bank_line USING btree (tenant_id, booked_on, line_id);
CREATE INDEX bank_line_parent ON public.bank_line USING btree (tenant_id, account_id, parent) WHERE (parent IS NOT NULL);
CREATE INDEX bank_line_reference ON public.bank_line USING btree (tenant_id, end_to_end_id) WHERE (end_to_end_id IS NOT NULL);
CREATE INDEX bank_line_waiting ON public.bank_line USING btree (tenant_id, booked_on, line_id) WHERE ((placed <> amount) AND ((amount > 0) OR (returned IS NOT NULL)));
alter table bank_line enable row level security, force row level security;
create policy tenant on bank_line as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER bank_line_stays BEFORE UPDATE ON public.bank_line FOR EACH ROW EXECUTE FUNCTION keep_lines();
grant insert, select, update on bank_line to quittance_app;

create table bank_statement (
  tenant_id uuid not null,
  statement_id uuid not null,
  account_id uuid not null,
  content_key bytea not null,
  number text,
  format text not null,
  file_name text not null,
  file_sha256 bytea not null,
  opening bigint,
  opening_on date,
  closing bigint,
  closing_on date,
  from_on date,
  to_on date,
  balanced boolean,
  lines integer not null,
  new_lines integer not null,
  warnings jsonb default '[]'::jsonb not null,
  imported_at timestamp with time zone default now() not null,
  constraint bank_statement_pkey PRIMARY KEY (tenant_id, statement_id),
  constraint bank_statement_content_key_check CHECK ((octet_length(content_key) = 32)),
  constraint bank_statement_tenant_id_account_id_content_key_key UNIQUE (tenant_id, account_id, content_key),
  constraint bank_statement_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES bank_account(tenant_id, account_id)
);
CREATE INDEX bank_statement_account ON public.bank_statement USING btree (tenant_id, account_id, to_on);
alter table bank_statement enable row level security, force row level security;
create policy tenant on bank_statement as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select on bank_statement to quittance_app;

create view charge_choice with (security_invoker=true) as
 SELECT s.tenant_id,
    s.segment_id,
    COALESCE(p.choice, 'show'::text) AS choice
   FROM (segment s
     LEFT JOIN charge_policy p USING (tenant_id, segment_id));
grant select on charge_choice to quittance_app;

create table charge_claim (
  tenant_id uuid not null,
  claim_id uuid not null,
  creditor_id uuid not null,
  customer_id uuid not null,
  form text not null,
  item_id uuid not null,
  claimed_on date not null,
  currency character(3) not null,
  total bigint not null,
  actor jsonb not null,
  recorded_at timestamp with time zone default now() not null,
  message_id uuid,
  constraint charge_claim_pkey PRIMARY KEY (tenant_id, claim_id),
  constraint charge_claim_form_check CHECK ((form = ANY (ARRAY['debit-note'::text, 'reminder'::text]))),
  constraint charge_claim_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id),
  constraint charge_claim_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint charge_claim_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES invoice(tenant_id, invoice_id),
  constraint charge_claim_tenant_id_item_id_key UNIQUE (tenant_id, item_id),
  constraint charge_claim_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES message(tenant_id, message_id) NOT VALID,
  constraint charge_claim_total_check CHECK ((total > 0))
);
CREATE INDEX charge_claim_customer ON public.charge_claim USING btree (tenant_id, customer_id, claimed_on);
alter table charge_claim enable row level security, force row level security;
create policy tenant on charge_claim as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select on charge_claim to quittance_app;

create table charge_claim_line (
  tenant_id uuid not null,
  claim_id uuid not null,
  invoice_id uuid not null,
  kind text not null,
  place integer not null,
  amount bigint not null,
  parameters jsonb not null,
  statement jsonb not null,
  constraint charge_claim_line_pkey PRIMARY KEY (tenant_id, claim_id, invoice_id, kind),
  constraint charge_claim_line_amount_check CHECK ((amount > 0)),
  constraint charge_claim_line_kind_check CHECK ((kind = ANY (ARRAY['interest'::text, 'fee'::text]))),
  constraint charge_claim_line_tenant_id_claim_id_fkey FOREIGN KEY (tenant_id, claim_id) REFERENCES charge_claim(tenant_id, claim_id),
  constraint charge_claim_line_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id)
);
CREATE INDEX charge_claim_line_invoice ON public.charge_claim_line USING btree (tenant_id, invoice_id, kind);
alter table charge_claim_line enable row level security, force row level security;
create policy tenant on charge_claim_line as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select on charge_claim_line to quittance_app;

create view charge_claim_state with (security_invoker=true) as
 SELECT l.tenant_id,
    l.claim_id,
    l.invoice_id,
    l.kind,
    l.place,
    c.creditor_id,
    c.customer_id,
    c.currency,
    c.form,
    c.item_id,
    c.claimed_on,
    l.amount AS claimed,
    w.waived,
    (GREATEST((0)::numeric, LEAST(((l.amount - w.waived))::numeric, ((COALESCE(p.paid, (0)::bigint))::numeric - b.before))))::bigint AS collected
   FROM ((((charge_claim_line l
     JOIN charge_claim c USING (tenant_id, claim_id))
     JOIN LATERAL ( SELECT (COALESCE(sum(w_1.amount), (0)::numeric))::bigint AS waived
           FROM charge_waiver w_1
          WHERE ((w_1.tenant_id = l.tenant_id) AND (w_1.claim_id = l.claim_id) AND (w_1.invoice_id = l.invoice_id) AND (w_1.kind = l.kind))) w ON (true))
     JOIN LATERAL ( SELECT COALESCE(sum(((e.amount)::numeric - COALESCE(( SELECT sum(w_1.amount) AS sum
                   FROM charge_waiver w_1
                  WHERE ((w_1.tenant_id = e.tenant_id) AND (w_1.claim_id = e.claim_id) AND (w_1.invoice_id = e.invoice_id) AND (w_1.kind = e.kind))), (0)::numeric))), (0)::numeric) AS before
           FROM charge_claim_line e
          WHERE (((e.tenant_id = l.tenant_id) AND (e.claim_id = l.claim_id)) AND (e.place < l.place))) b ON (true))
     LEFT JOIN LATERAL ( SELECT (sum(a.amount))::bigint AS paid
           FROM allocation a
          WHERE (((a.tenant_id = c.tenant_id) AND (a.invoice_id = c.item_id)) AND (a.kind <> 'write-off'::text))) p ON (true));
grant select on charge_claim_state to quittance_app;

create table charge_limit (
  tenant_id uuid not null,
  role text not null,
  amount bigint,
  changed_at timestamp with time zone default now() not null,
  constraint charge_limit_pkey PRIMARY KEY (tenant_id, role),
  constraint charge_limit_amount_check CHECK ((amount >= 0)),
  constraint charge_limit_role_check CHECK ((role = ANY (ARRAY['collector'::text, 'credit-manager'::text, 'administrator'::text]))),
  constraint charge_limit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table charge_limit enable row level security, force row level security;
create policy tenant on charge_limit as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on charge_limit to quittance_app;

create view charge_line with (security_invoker=true) as
 SELECT tenant_id,
    invoice_id,
    kind,
    currency,
    (sum(claimed))::bigint AS claimed,
    (sum(waived))::bigint AS waived,
    (sum(waived_before))::bigint AS waived_before,
    (sum(collected))::bigint AS collected,
    (sum(((claimed - waived) - collected)))::bigint AS remaining
   FROM ( SELECT charge_claim_state.tenant_id,
            charge_claim_state.invoice_id,
            charge_claim_state.kind,
            charge_claim_state.currency,
            charge_claim_state.claimed,
            charge_claim_state.waived,
            0 AS waived_before,
            charge_claim_state.collected
           FROM charge_claim_state
        UNION ALL
         SELECT charge_waiver.tenant_id,
            charge_waiver.invoice_id,
            charge_waiver.kind,
            charge_waiver.currency,
            0,
            0,
            charge_waiver.amount,
            0
           FROM charge_waiver
          WHERE (charge_waiver.claim_id IS NULL)) moves
  GROUP BY tenant_id, invoice_id, kind, currency;
grant select on charge_line to quittance_app;

create table charge_policy (
  tenant_id uuid not null,
  segment_id uuid not null,
  choice text not null,
  changed_by uuid,
  changed_at timestamp with time zone default now() not null,
  constraint charge_policy_pkey PRIMARY KEY (tenant_id, segment_id),
  constraint charge_policy_choice_check CHECK ((choice = ANY (ARRAY['show'::text, 'claim'::text, 'silent'::text]))),
  constraint charge_policy_tenant_id_segment_id_fkey FOREIGN KEY (tenant_id, segment_id) REFERENCES segment(tenant_id, segment_id)
);
alter table charge_policy enable row level security, force row level security;
create policy tenant on charge_policy as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on charge_policy to quittance_app;

create table charge_waiver (
  tenant_id uuid not null,
  waiver_id uuid not null,
  invoice_id uuid not null,
  claim_id uuid,
  kind text not null,
  amount bigint not null,
  currency character(3) not null,
  reason text not null,
  note text,
  waived_on date not null,
  reverses uuid,
  in_writing boolean default false not null,
  actor jsonb not null,
  recorded_at timestamp with time zone default now() not null,
  to_tell boolean default false not null,
  constraint charge_waiver_pkey PRIMARY KEY (tenant_id, waiver_id),
  constraint charge_waiver_amount_check CHECK ((amount <> 0)),
  constraint charge_waiver_check CHECK (((amount < 0) = (reverses IS NOT NULL))),
  constraint charge_waiver_kind_check CHECK ((kind = ANY (ARRAY['interest'::text, 'fee'::text]))),
  constraint charge_waiver_reason_check CHECK ((reason = ANY (ARRAY['commercial-gesture'::text, 'claimed-in-error'::text, 'dispute-settled'::text, 'small-amount'::text, 'insolvency'::text, 'other'::text]))),
  constraint charge_waiver_tenant_id_claim_id_fkey FOREIGN KEY (tenant_id, claim_id) REFERENCES charge_claim(tenant_id, claim_id),
  constraint charge_waiver_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id),
  constraint charge_waiver_tenant_id_reverses_fkey FOREIGN KEY (tenant_id, reverses) REFERENCES charge_waiver(tenant_id, waiver_id),
  constraint charge_waiver_tenant_id_reverses_key UNIQUE (tenant_id, reverses)
);
CREATE INDEX charge_waiver_claim ON public.charge_waiver USING btree (tenant_id, claim_id) WHERE (claim_id IS NOT NULL);
CREATE INDEX charge_waiver_invoice ON public.charge_waiver USING btree (tenant_id, invoice_id, kind);
CREATE INDEX charge_waiver_to_tell ON public.charge_waiver USING btree (tenant_id, waiver_id) WHERE to_tell;
alter table charge_waiver enable row level security, force row level security;
create policy tenant on charge_waiver as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select on charge_waiver to quittance_app;

create table cheque (
  tenant_id uuid not null,
  cheque_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  state text not null,
  amount bigint not null,
  currency character(3) not null,
  number text,
  bank text,
  drawn_on date,
  announced_on date,
  announcements integer default 0 not null,
  due_on date,
  received_on date,
  signed boolean,
  copy_sha256 bytea,
  deposit_id uuid,
  line_id uuid,
  ended_on date,
  bounce_reason text,
  bounce_cost bigint,
  note text,
  created_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null,
  copy_type text,
  constraint cheque_pkey PRIMARY KEY (tenant_id, cheque_id),
  constraint cheque_amount_check CHECK ((amount > 0)),
  constraint cheque_bounce_cost_check CHECK ((bounce_cost >= 0)),
  constraint cheque_copy_type_check CHECK ((copy_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'application/pdf'::text]))),
  constraint cheque_kind_check CHECK ((kind = ANY (ARRAY['cheque'::text, 'lcr'::text, 'draft'::text, 'promissory-note'::text]))),
  constraint cheque_state_check CHECK ((state = ANY (ARRAY['announced'::text, 'received'::text, 'deposited'::text, 'cleared'::text, 'bounced'::text, 'lost'::text, 'cancelled'::text]))),
  constraint cheque_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint cheque_tenant_id_deposit_id_fkey FOREIGN KEY (tenant_id, deposit_id) REFERENCES cheque_deposit(tenant_id, deposit_id),
  constraint cheque_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES bank_line(tenant_id, line_id)
);
CREATE INDEX cheque_customer ON public.cheque USING btree (tenant_id, customer_id, created_at DESC);
CREATE INDEX cheque_line ON public.cheque USING btree (tenant_id, line_id) WHERE (line_id IS NOT NULL);
CREATE INDEX cheque_of_deposit ON public.cheque USING btree (tenant_id, deposit_id) WHERE (deposit_id IS NOT NULL);
CREATE INDEX cheque_open ON public.cheque USING btree (tenant_id, due_on, cheque_id) WHERE (state = ANY (ARRAY['announced'::text, 'received'::text, 'deposited'::text]));
CREATE INDEX cheque_state ON public.cheque USING btree (tenant_id, state, ended_on DESC, cheque_id);
alter table cheque enable row level security, force row level security;
create policy tenant on cheque as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER cheque_moves BEFORE UPDATE ON public.cheque FOR EACH ROW EXECUTE FUNCTION cheque_moves();
grant insert, select, update on cheque to quittance_app;

create table cheque_deposit (
  tenant_id uuid not null,
  deposit_id uuid not null,
  account_id uuid not null,
  number text not null,
  on_day date not null,
  total bigint not null,
  currency character(3) not null,
  kind text default 'cheque'::text not null,
  constraint cheque_deposit_pkey PRIMARY KEY (tenant_id, deposit_id),
  constraint cheque_deposit_kind_check CHECK ((kind = ANY (ARRAY['cheque'::text, 'bill'::text]))),
  constraint cheque_deposit_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES bank_account(tenant_id, account_id),
  constraint cheque_deposit_tenant_id_account_id_number_key UNIQUE (tenant_id, account_id, number),
  constraint cheque_deposit_total_check CHECK ((total > 0))
);
alter table cheque_deposit enable row level security, force row level security;
create policy tenant on cheque_deposit as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on cheque_deposit to quittance_app;

create table cheque_deposit_item (
  tenant_id uuid not null,
  deposit_id uuid not null,
  cheque_id uuid not null,
  "position" integer not null,
  drawer text not null,
  number text,
  bank text,
  amount bigint not null,
  due_on date,
  withdrawn boolean default false not null,
  constraint cheque_deposit_item_pkey PRIMARY KEY (tenant_id, deposit_id, cheque_id),
  constraint cheque_deposit_item_amount_check CHECK ((amount > 0)),
  constraint cheque_deposit_item_tenant_id_cheque_id_fkey FOREIGN KEY (tenant_id, cheque_id) REFERENCES cheque(tenant_id, cheque_id),
  constraint cheque_deposit_item_tenant_id_deposit_id_fkey FOREIGN KEY (tenant_id, deposit_id) REFERENCES cheque_deposit(tenant_id, deposit_id)
);
CREATE INDEX cheque_deposit_item_cheque ON public.cheque_deposit_item USING btree (tenant_id, cheque_id);
alter table cheque_deposit_item enable row level security, force row level security;
create policy tenant on cheque_deposit_item as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on cheque_deposit_item to quittance_app;

create view cheque_due with (security_invoker=true) as
 SELECT tenant_id,
    cheque_id,
    customer_id,
    kind,
    state,
    amount,
    currency,
    number,
    due_on,
    announcements
   FROM cheque
  WHERE ((state = ANY (ARRAY['announced'::text, 'received'::text, 'deposited'::text])) AND (due_on IS NOT NULL));
grant select on cheque_due to quittance_app;

create view cheque_expected with (security_invoker=true) as
 SELECT c.tenant_id,
    c.customer_id,
    c.cheque_id,
    c.kind,
    c.state,
    c.amount,
    c.currency,
    c.number,
    c.announcements,
    c.due_on,
        CASE
            WHEN (c.state = 'announced'::text) THEN
            CASE c.kind
                WHEN 'cheque'::text THEN c.due_on
                ELSE (c.announced_on + 8)
            END
            WHEN ((c.kind <> 'cheque'::text) AND (c.due_on IS NOT NULL)) THEN (c.due_on + 5)
            WHEN (c.state = 'received'::text) THEN (c.received_on + 10)
            ELSE (d.on_day + 15)
        END AS until_on
   FROM (cheque c
     LEFT JOIN cheque_deposit d USING (tenant_id, deposit_id))
  WHERE (c.state = ANY (ARRAY['announced'::text, 'received'::text, 'deposited'::text]));
grant select on cheque_expected to quittance_app;

create table cheque_move (
  tenant_id uuid not null,
  cheque_id uuid not null,
  "position" integer not null,
  kind text not null,
  before jsonb,
  line_id uuid,
  operation_id uuid,
  undone boolean default false not null,
  at timestamp with time zone default now() not null,
  constraint cheque_move_pkey PRIMARY KEY (tenant_id, cheque_id, "position"),
  constraint cheque_move_tenant_id_cheque_id_fkey FOREIGN KEY (tenant_id, cheque_id) REFERENCES cheque(tenant_id, cheque_id),
  constraint cheque_move_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES bank_line(tenant_id, line_id),
  constraint cheque_move_tenant_id_operation_id_fkey FOREIGN KEY (tenant_id, operation_id) REFERENCES receipt_operation(tenant_id, operation_id)
);
CREATE INDEX cheque_move_line ON public.cheque_move USING btree (tenant_id, line_id) WHERE (line_id IS NOT NULL);
alter table cheque_move enable row level security, force row level security;
create policy tenant on cheque_move as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on cheque_move to quittance_app;

CREATE OR REPLACE FUNCTION public.cheque_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  moves constant text[] := array[
    'announced received', 'announced lost', 'announced cancelled', 'received deposited', 'received lost',
    'received cancelled', 'deposited cleared', 'deposited bounced', 'deposited received', 'deposited lost',
    'cleared bounced', 'cleared deposited', 'bounced deposited', 'lost received'];
begin
  if new.state <> old.state and not (old.state || ' ' || new.state = any(moves) or new.state || ' ' || old.state = any(moves)) then
    raise exception 'cheque %: % cannot become %', old.cheque_id, old.state, new.state;
  end if;
  if (new.amount, new.currency, new.customer_id, new.kind) is distinct from (old.amount, old.currency, old.customer_id, old.kind)
     and old.state <> 'announced' then
    raise exception 'cheque %: what was received is not rewritten', old.cheque_id;
  end if;
  return new;
end $function$
;

create table column_mapping (
  tenant_id uuid not null,
  shape text not null,
  mapping jsonb not null,
  changed_at timestamp with time zone default now() not null,
  constraint column_mapping_pkey PRIMARY KEY (tenant_id, shape),
  constraint column_mapping_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table column_mapping enable row level security, force row level security;
create policy tenant on column_mapping as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on column_mapping to quittance_app;

create table contact (
  tenant_id uuid not null,
  contact_id uuid not null,
  customer_id uuid not null,
  name text not null,
  role text not null,
  email text,
  phone text,
  language text,
  "position" integer default 0 not null,
  bounced_at timestamp with time zone,
  constraint contact_pkey PRIMARY KEY (tenant_id, contact_id),
  constraint contact_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'nl'::text, 'en'::text, 'de'::text]))),
  constraint contact_role_check CHECK ((role = ANY (ARRAY['accounts-payable'::text, 'decision-maker'::text, 'sales'::text, 'legal'::text]))),
  constraint contact_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id)
);
CREATE INDEX contact_customer ON public.contact USING btree (tenant_id, customer_id, "position");
CREATE INDEX contact_email ON public.contact USING btree (tenant_id, lower(email)) WHERE (email IS NOT NULL);
alter table contact enable row level security, force row level security;
create policy tenant on contact as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant delete, insert, select, update on contact to quittance_app;

create view contact_best with (security_invoker=true) as
 SELECT DISTINCT ON (tenant_id, customer_id, way) tenant_id,
    customer_id,
    way,
    contact_id,
    name,
    role,
    address,
    language
   FROM ( SELECT contact.tenant_id,
            contact.customer_id,
            contact.contact_id,
            contact.name,
            contact.role,
            contact."position",
            contact.language,
            'email'::text AS way,
            contact.email AS address
           FROM contact
          WHERE ((contact.email IS NOT NULL) AND (contact.bounced_at IS NULL))
        UNION ALL
         SELECT contact.tenant_id,
            contact.customer_id,
            contact.contact_id,
            contact.name,
            contact.role,
            contact."position",
            contact.language,
            'phone'::text,
            contact.phone
           FROM contact
          WHERE (contact.phone IS NOT NULL)) ways
  ORDER BY tenant_id, customer_id, way, (role <> 'accounts-payable'::text), "position", contact_id;
grant select on contact_best to quittance_app;

create table creditor (
  tenant_id uuid not null,
  creditor_id uuid not null,
  code text not null,
  name text not null,
  legal_form text,
  country character(2) not null,
  language text not null,
  time_zone text default 'Europe/Paris'::text not null,
  currency character(3) default 'EUR'::bpchar not null,
  siren text,
  vat_number text,
  enterprise_number text,
  street text,
  street2 text,
  postcode text,
  city text,
  email text,
  phone text,
  signatory text,
  logo_sha256 bytea,
  payment_days integer,
  constraint creditor_pkey PRIMARY KEY (tenant_id, creditor_id),
  constraint creditor_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'nl'::text, 'en'::text, 'de'::text]))),
  constraint creditor_payment_days_check CHECK (((payment_days >= 0) AND (payment_days <= 365))),
  constraint creditor_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint creditor_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table creditor enable row level security, force row level security;
create policy tenant on creditor as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on creditor to quittance_app;

create table creditor_account (
  tenant_id uuid not null,
  creditor_id uuid not null,
  iban text not null,
  bic text,
  label text,
  "position" integer default 0 not null,
  constraint creditor_account_pkey PRIMARY KEY (tenant_id, creditor_id, iban),
  constraint creditor_account_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id)
);
alter table creditor_account enable row level security, force row level security;
create policy tenant on creditor_account as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant delete, insert, select, update on creditor_account to quittance_app;

create view creditor_card with (security_invoker=true) as
 SELECT c.tenant_id,
    c.creditor_id,
    c.code,
    c.name,
    c.legal_form,
    c.country,
    c.language,
    c.time_zone,
    c.currency,
    c.siren,
    c.vat_number,
    c.enterprise_number,
    c.street,
    c.street2,
    c.postcode,
    c.city,
    c.email,
    c.phone,
    c.signatory,
    c.logo_sha256,
    c.payment_days,
    a.iban,
    a.bic
   FROM (creditor c
     LEFT JOIN LATERAL ( SELECT x.iban,
            x.bic
           FROM creditor_account x
          WHERE ((x.tenant_id = c.tenant_id) AND (x.creditor_id = c.creditor_id))
          ORDER BY x."position", x.iban
         LIMIT 1) a ON (true));
grant select on creditor_card to quittance_app;

create view creditor_freshness with (security_invoker=true) as
 SELECT DISTINCT ON (a.tenant_id, a.creditor_id) a.tenant_id,
    a.creditor_id,
    a.number,
    s.known_to,
    ((s.known_to + a.rhythm_days) + COALESCE(t.grace_days, 0)) AS fresh_until
   FROM ((bank_account a
     LEFT JOIN receipt_setting t USING (tenant_id))
     CROSS JOIN LATERAL ( SELECT max(COALESCE(b.closing_on, b.to_on)) AS known_to
           FROM bank_statement b
          WHERE ((b.tenant_id = a.tenant_id) AND (b.account_id = a.account_id))) s)
  WHERE ((a.creditor_id IS NOT NULL) AND (s.known_to IS NOT NULL) AND ((t.tenant_id IS NULL) OR (t.grace_days IS NOT NULL)))
  ORDER BY a.tenant_id, a.creditor_id, ((s.known_to + a.rhythm_days) + COALESCE(t.grace_days, 0)), a.number;
grant select on creditor_freshness to quittance_app;

create table customer (
  tenant_id uuid not null,
  customer_id uuid not null,
  creditor_id uuid not null,
  ref text not null,
  name text not null,
  name_plain text not null,
  kind text not null,
  size text,
  country character(2) not null,
  language text not null,
  siren text,
  siret text,
  vat_number text,
  enterprise_number text,
  street text,
  street2 text,
  postcode text,
  city text,
  group_id uuid,
  segment_id uuid,
  segment_fixed boolean default false not null,
  collector_id uuid,
  paused_until date,
  pause_reason text,
  note text,
  listed jsonb,
  created_at timestamp with time zone default now() not null,
  constraint customer_pkey PRIMARY KEY (tenant_id, customer_id),
  constraint customer_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'public'::text, 'private'::text, 'unknown'::text]))),
  constraint customer_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'nl'::text, 'en'::text, 'de'::text]))),
  constraint customer_size_check CHECK ((size = ANY (ARRAY['large'::text, 'small'::text]))),
  constraint customer_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id),
  constraint customer_tenant_id_creditor_id_ref_key UNIQUE (tenant_id, creditor_id, ref),
  constraint customer_tenant_id_group_id_fkey FOREIGN KEY (tenant_id, group_id) REFERENCES customer_group(tenant_id, group_id),
  constraint customer_tenant_id_segment_id_fkey FOREIGN KEY (tenant_id, segment_id) REFERENCES segment(tenant_id, segment_id)
);
CREATE INDEX customer_collector ON public.customer USING btree (tenant_id, collector_id) WHERE (collector_id IS NOT NULL);
CREATE INDEX customer_name ON public.customer USING btree (tenant_id, name_plain);
CREATE INDEX customer_siren ON public.customer USING btree (tenant_id, siren) WHERE (siren IS NOT NULL);
alter table customer enable row level security, force row level security;
create policy tenant on customer as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on customer to quittance_app;

create view customer_card with (security_invoker=true) as
 SELECT c.tenant_id,
    c.customer_id,
    c.creditor_id,
    cr.code AS creditor_code,
    c.ref,
    c.name,
    c.name_plain,
    c.kind,
    c.size,
    c.country,
    c.language,
    c.siren,
    c.siret,
    c.vat_number,
    c.enterprise_number,
    c.street,
    c.street2,
    c.postcode,
    c.city,
    ((c.street IS NOT NULL) AND (c.city IS NOT NULL)) AS has_address,
    c.group_id,
    g.name AS group_name,
    c.segment_id,
    s.code AS segment_code,
    s.name AS segment_name,
    c.collector_id,
    c.paused_until,
    c.pause_reason
   FROM (((customer c
     JOIN creditor cr USING (tenant_id, creditor_id))
     LEFT JOIN customer_group g USING (tenant_id, group_id))
     LEFT JOIN segment s USING (tenant_id, segment_id));
grant select on customer_card to quittance_app;

create view customer_credit with (security_invoker=true) as
 SELECT p.tenant_id,
    p.customer_id,
    l.currency,
    (sum(p.amount))::bigint AS amount
   FROM (receipt_part p
     JOIN bank_line l USING (tenant_id, line_id))
  WHERE (p.kind = 'on-account'::text)
  GROUP BY p.tenant_id, p.customer_id, l.currency
 HAVING (sum(p.amount) <> (0)::numeric);
grant select on customer_credit to quittance_app;

create table customer_group (
  tenant_id uuid not null,
  group_id uuid not null,
  name text not null,
  constraint customer_group_pkey PRIMARY KEY (tenant_id, group_id),
  constraint customer_group_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
  constraint customer_group_tenant_id_name_key UNIQUE (tenant_id, name)
);
alter table customer_group enable row level security, force row level security;
create policy tenant on customer_group as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on customer_group to quittance_app;

create view customer_receipt with (security_invoker=true) as
 SELECT p.tenant_id,
    p.part_id,
    p.customer_id,
    p.line_id,
    p.kind,
    p.invoice_id,
    p.allocation_id,
    p.amount,
    p.on_day,
    p.reverses,
    l.currency,
    l.booked_on
   FROM (receipt_part p
     JOIN bank_line l USING (tenant_id, line_id))
  WHERE (p.customer_id IS NOT NULL);
grant select on customer_receipt to quittance_app;

create table file (
  tenant_id uuid not null,
  sha256 bytea not null,
  media_type text not null,
  name text not null,
  size integer not null,
  content bytea not null,
  created_at timestamp with time zone default now() not null,
  constraint file_pkey PRIMARY KEY (tenant_id, sha256),
  constraint file_sha256_check CHECK ((octet_length(sha256) = 32)),
  constraint file_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table file enable row level security, force row level security;
create policy tenant on file as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select on file to quittance_app;

create table follow_up (
  tenant_id uuid not null,
  customer_id uuid not null,
  next_on date,
  outcome text not null,
  reason text not null,
  facts jsonb default '{}'::jsonb not null,
  scenario_id uuid,
  step text,
  decided_on date,
  last_contact_on date,
  constraint follow_up_pkey PRIMARY KEY (tenant_id, customer_id),
  constraint follow_up_outcome_check CHECK ((outcome = ANY (ARRAY['new'::text, 'message'::text, 'call'::text, 'wait'::text, 'hold'::text]))),
  constraint follow_up_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id)
);
CREATE INDEX follow_up_held ON public.follow_up USING btree (tenant_id, reason, customer_id) WHERE (outcome = 'hold'::text);
CREATE INDEX follow_up_next ON public.follow_up USING btree (tenant_id, next_on, customer_id) WHERE (next_on IS NOT NULL);
alter table follow_up enable row level security, force row level security;
create policy tenant on follow_up as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on follow_up to quittance_app;

create table follow_up_cursor (
  tenant_id uuid not null,
  journal_seq bigint not null,
  constraint follow_up_cursor_pkey PRIMARY KEY (tenant_id),
  constraint follow_up_cursor_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table follow_up_cursor enable row level security, force row level security;
create policy tenant on follow_up_cursor as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on follow_up_cursor to quittance_app;

create view follow_up_line with (security_invoker=true) as
 SELECT tenant_id,
    customer_id,
    next_on,
    outcome,
    reason,
    facts,
    scenario_id,
    step,
    decided_on,
    last_contact_on
   FROM follow_up;
grant select on follow_up_line to quittance_app;

create table idempotency_key (
  tenant_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  body text,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_key_pkey PRIMARY KEY (tenant_id, key),
  constraint idempotency_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (tenant_id, created_at);
alter table idempotency_key enable row level security, force row level security;
create policy tenant on idempotency_key as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant delete, insert, select, update on idempotency_key to quittance_app;

create table import_error (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  field text,
  code text not null,
  message text not null,
  cells jsonb not null,
  constraint import_error_pkey PRIMARY KEY (tenant_id, import_id, row_number),
  constraint import_error_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES import_run(tenant_id, import_id)
);
alter table import_error enable row level security, force row level security;
create policy tenant on import_error as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant delete, insert, select on import_error to quittance_app;

create table import_run (
  tenant_id uuid not null,
  import_id uuid not null,
  creditor_id uuid,
  file_name text not null,
  file_sha256 bytea not null,
  content text not null,
  mode text not null,
  state text not null,
  dry_run boolean not null,
  shape text,
  mapping jsonb,
  report jsonb default '{}'::jsonb not null,
  actor jsonb not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint import_run_pkey PRIMARY KEY (tenant_id, import_id),
  constraint import_run_content_check CHECK ((content = ANY (ARRAY['customers'::text, 'invoices'::text, 'documents'::text]))),
  constraint import_run_mode_check CHECK ((mode = ANY (ARRAY['delta'::text, 'stock'::text]))),
  constraint import_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'planned'::text, 'to-confirm'::text, 'applied'::text, 'refused'::text, 'stopped'::text]))),
  constraint import_run_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX import_run_recent ON public.import_run USING btree (tenant_id, started_at DESC);
alter table import_run enable row level security, force row level security;
create policy tenant on import_run as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on import_run to quittance_app;

create table invoice (
  tenant_id uuid not null,
  invoice_id uuid not null,
  creditor_id uuid not null,
  customer_id uuid not null,
  number text not null,
  kind text not null,
  type_code text not null,
  issue_on date not null,
  due_on date not null,
  due_origin text not null,
  currency character(3) not null,
  net bigint,
  tax bigint,
  gross bigint not null,
  amount bigint not null,
  open bigint not null,
  payment_reference text,
  order_reference text,
  preceding text[] default '{}'::text[] not null,
  document_sha256 bytea,
  import_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint invoice_pkey PRIMARY KEY (tenant_id, invoice_id),
  constraint invoice_due_origin_check CHECK ((due_origin = ANY (ARRAY['document'::text, 'list'::text, 'terms'::text]))),
  constraint invoice_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit-note'::text]))),
  constraint invoice_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id),
  constraint invoice_tenant_id_creditor_id_number_key UNIQUE (tenant_id, creditor_id, number),
  constraint invoice_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint open_within_amount CHECK (((open >= LEAST(amount, (0)::bigint)) AND (open <= GREATEST(amount, (0)::bigint)))),
  constraint sign_follows_kind CHECK (
CASE kind
    WHEN 'invoice'::text THEN true
    ELSE (amount <= 0)
END)
);
CREATE INDEX invoice_customer ON public.invoice USING btree (tenant_id, customer_id, issue_on);
CREATE INDEX invoice_due ON public.invoice USING btree (tenant_id, due_on, invoice_id);
CREATE INDEX invoice_issue ON public.invoice USING btree (tenant_id, issue_on, invoice_id);
CREATE INDEX invoice_open ON public.invoice USING btree (tenant_id, customer_id, due_on) INCLUDE (open, currency, creditor_id, invoice_id) WHERE (open <> 0);
alter table invoice enable row level security, force row level security;
create policy tenant on invoice as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER invoice_keeps_amounts BEFORE UPDATE ON public.invoice FOR EACH ROW EXECUTE FUNCTION keep_amounts();
grant insert, select, update on invoice to quittance_app;

create table invoice_check (
  tenant_id uuid not null,
  invoice_id uuid not null,
  checked_on date not null,
  constraint invoice_check_pkey PRIMARY KEY (tenant_id, invoice_id),
  constraint invoice_check_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id)
);
alter table invoice_check enable row level security, force row level security;
create policy tenant on invoice_check as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on invoice_check to quittance_app;

create table invoice_dates (
  tenant_id uuid not null,
  invoice_id uuid not null,
  ordered_on date,
  delivered_on date,
  posted_on date,
  received_on date,
  constraint invoice_dates_pkey PRIMARY KEY (tenant_id, invoice_id),
  constraint invoice_dates_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id)
);
alter table invoice_dates enable row level security, force row level security;
create policy tenant on invoice_dates as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on invoice_dates to quittance_app;

create view invoice_day with (security_invoker=true) as
 SELECT tenant_id,
    invoice_id,
    ordered_on,
    delivered_on,
    posted_on,
    received_on
   FROM invoice_dates;
grant select on invoice_day to quittance_app;

create table invoice_demand (
  tenant_id uuid not null,
  customer_id uuid not null,
  order_number boolean default false not null,
  addressee text,
  constraint invoice_demand_pkey PRIMARY KEY (tenant_id, customer_id),
  constraint invoice_demand_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id)
);
alter table invoice_demand enable row level security, force row level security;
create policy tenant on invoice_demand as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on invoice_demand to quittance_app;

create table invoice_finding (
  tenant_id uuid not null,
  invoice_id uuid not null,
  code text not null,
  severity text not null,
  article text,
  facts jsonb not null,
  holds boolean default false not null,
  state text not null,
  note text,
  found_on date not null,
  ended_on date,
  ended_by uuid,
  constraint invoice_finding_pkey PRIMARY KEY (tenant_id, invoice_id, code),
  constraint invoice_finding_severity_check CHECK ((severity = ANY (ARRAY['breach'::text, 'doubt'::text, 'advice'::text]))),
  constraint invoice_finding_state_check CHECK ((state = ANY (ARRAY['open'::text, 'mended'::text, 'accepted'::text]))),
  constraint invoice_finding_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id)
);
CREATE INDEX invoice_finding_open ON public.invoice_finding USING btree (tenant_id, code, invoice_id) WHERE (state = 'open'::text);
alter table invoice_finding enable row level security, force row level security;
create policy tenant on invoice_finding as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on invoice_finding to quittance_app;

create view invoice_hold with (security_invoker=true) as
 SELECT tenant_id,
    invoice_id,
    min(code) AS code
   FROM invoice_finding
  WHERE ((state = 'open'::text) AND holds)
  GROUP BY tenant_id, invoice_id;
grant select on invoice_hold to quittance_app;

create table invoice_label (
  tenant_id uuid not null,
  invoice_id uuid not null,
  label text not null,
  constraint invoice_label_pkey PRIMARY KEY (tenant_id, invoice_id),
  constraint invoice_label_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id)
);
alter table invoice_label enable row level security, force row level security;
create policy tenant on invoice_label as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on invoice_label to quittance_app;

create view invoice_label_line with (security_invoker=true) as
 SELECT tenant_id,
    invoice_id,
    label
   FROM invoice_label;
grant select on invoice_label_line to quittance_app;

create view invoice_line with (security_invoker=true) as
 SELECT i.tenant_id,
    i.invoice_id,
    i.creditor_id,
    i.customer_id,
    i.number,
    i.kind,
    i.type_code,
    i.issue_on,
    i.due_on,
    i.due_origin,
    i.currency,
    i.net,
    i.tax,
    i.gross,
    i.amount,
    i.open,
    i.payment_reference,
    i.order_reference,
    i.preceding,
    i.document_sha256,
    i.import_id,
    i.created_at,
    c.ref AS customer_ref,
    c.name AS customer_name,
    c.name_plain AS customer_name_plain,
    c.segment_id,
    c.collector_id,
    c.group_id,
    cr.code AS creditor_code
   FROM ((invoice i
     JOIN customer c USING (tenant_id, customer_id))
     JOIN creditor cr ON (((cr.tenant_id = i.tenant_id) AND (cr.creditor_id = i.creditor_id))));
grant select on invoice_line to quittance_app;

create table invoice_step (
  tenant_id uuid not null,
  invoice_id uuid not null,
  customer_id uuid not null,
  step text not null,
  rank integer not null,
  on_day date not null,
  constraint invoice_step_pkey PRIMARY KEY (tenant_id, invoice_id)
);
CREATE INDEX invoice_step_customer ON public.invoice_step USING btree (tenant_id, customer_id);
alter table invoice_step enable row level security, force row level security;
create policy tenant on invoice_step as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER invoice_steps_name_what_exists AFTER INSERT ON public.invoice_step REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION invoice_steps_name_what_exists();
grant insert, select, update on invoice_step to quittance_app;

create view invoice_step_line with (security_invoker=true) as
 SELECT tenant_id,
    invoice_id,
    customer_id,
    step,
    rank,
    on_day
   FROM invoice_step;
grant select on invoice_step_line to quittance_app;

CREATE OR REPLACE FUNCTION public.invoice_steps_name_what_exists()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  astray bool;
begin
  execute 'select exists (
      select from added a
      where not exists (
        select from invoice i where i.invoice_id = a.invoice_id and i.customer_id = a.customer_id))'
    into astray;
  if astray then
    raise foreign_key_violation using message = 'a step names an invoice that this customer does not have';
  end if;
  return null;
end $function$
;

create view invoice_terms with (security_invoker=true) as
 SELECT t.tenant_id,
    t.invoice_id,
    t.version_id,
    v.label AS version_label,
    t.variant_id,
    t.acceptance_id,
    a.accepted_on,
    t.clauses,
    t.because,
    t.reference_on,
    t.resolved_on
   FROM ((terms_invoice t
     LEFT JOIN terms_version v USING (tenant_id, version_id))
     LEFT JOIN terms_acceptance a ON (((a.tenant_id = t.tenant_id) AND (a.acceptance_id = t.acceptance_id))));
grant select on invoice_terms to quittance_app;

create table journal (
  tenant_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor jsonb not null,
  customer_id uuid,
  kind text not null,
  data jsonb not null,
  prev_hash bytea not null,
  hash bytea not null,
  constraint journal_pkey PRIMARY KEY (tenant_id, seq),
  constraint journal_hash_check CHECK ((octet_length(hash) = 32)),
  constraint journal_prev_hash_check CHECK ((octet_length(prev_hash) = 32))
);
CREATE INDEX journal_customer ON public.journal USING btree (tenant_id, customer_id, seq) WHERE (customer_id IS NOT NULL);
alter table journal enable row level security, force row level security;
create policy tenant on journal as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select on journal to quittance_app;

create table journal_head (
  tenant_id uuid not null,
  seq bigint not null,
  hash bytea not null,
  constraint journal_head_pkey PRIMARY KEY (tenant_id),
  constraint journal_head_hash_check CHECK ((octet_length(hash) = 32)),
  constraint journal_head_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table journal_head enable row level security, force row level security;
create policy tenant on journal_head as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on journal_head to quittance_app;

CREATE OR REPLACE FUNCTION public.keep_amounts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.amount, new.gross, new.currency, new.number, new.creditor_id) is distinct from
     (old.amount, old.gross, old.currency, old.number, old.creditor_id) then
    raise exception 'invoice % cannot be rewritten: issue a credit note or a corrected invoice', old.number;
  end if;
  if new.open <> old.open and pg_trigger_depth() < 2 then
    raise exception 'invoice %: open moves only by an allocation', old.number;
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.keep_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.amount, new.currency, new.booked_on, new.account_id, new.content_key, new.raw) is distinct from
     (old.amount, old.currency, old.booked_on, old.account_id, old.content_key, old.raw) then
    raise exception 'a bank line stays as the bank gave it';
  end if;
  if (new.placed, new.on_account) is distinct from (old.placed, old.on_account) and pg_trigger_depth() < 2 then
    raise exception 'what a bank line has placed moves only by its parts';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.keep_proof()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.document_sha256 is not null then
    raise exception 'acceptance % has its document: record another one', old.acceptance_id;
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.keep_terms()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state <> 'draft' and (new.clauses, new.document_sha256, new.effective_from, new.language, new.creditor_id)
      is distinct from (old.clauses, old.document_sha256, old.effective_from, old.language, old.creditor_id) then
    raise exception 'terms % are published: write a new version', old.label;
  end if;
  if (old.state, new.state) not in (('draft', 'draft'), ('draft', 'in-force'), ('draft', 'replaced'),
      ('in-force', 'in-force'), ('in-force', 'replaced'), ('replaced', 'replaced')) then
    raise exception 'terms %: % cannot become %', old.label, old.state, new.state;
  end if;
  return new;
end $function$
;

create table known_payer (
  tenant_id uuid not null,
  kind text not null,
  value text not null,
  customer_id uuid not null,
  operation_id uuid not null,
  confirmed integer default 1 not null,
  learned_at timestamp with time zone default now() not null,
  constraint known_payer_pkey PRIMARY KEY (tenant_id, kind, value, customer_id),
  constraint known_payer_kind_check CHECK ((kind = ANY (ARRAY['iban'::text, 'alias'::text]))),
  constraint known_payer_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint known_payer_tenant_id_operation_id_fkey FOREIGN KEY (tenant_id, operation_id) REFERENCES receipt_operation(tenant_id, operation_id)
);
CREATE INDEX known_payer_customer ON public.known_payer USING btree (tenant_id, customer_id);
alter table known_payer enable row level security, force row level security;
create policy tenant on known_payer as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant delete, insert, select, update on known_payer to quittance_app;

create table law_rate (
  rate_id uuid not null,
  series text not null,
  from_on date not null,
  to_on date,
  ppm integer not null,
  certainty character(1) not null,
  source text not null,
  author text not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  constraint law_rate_pkey PRIMARY KEY (rate_id),
  constraint law_rate_certainty_check CHECK ((certainty = ANY (ARRAY['A'::bpchar, 'B'::bpchar, 'C'::bpchar, 'M'::bpchar, 'X'::bpchar]))),
  constraint law_rate_check CHECK ((to_on >= from_on)),
  constraint law_rate_ppm_check CHECK (((ppm >= 0) AND (ppm <= 1000000))),
  constraint law_rate_source_check CHECK ((source <> ''::text))
);
grant insert, select on law_rate to quittance_app;

create table member (
  tenant_id uuid not null,
  user_id uuid not null,
  role text not null,
  active boolean default true not null,
  last_seen_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint member_pkey PRIMARY KEY (tenant_id, user_id),
  constraint member_role_check CHECK ((role = ANY (ARRAY['collector'::text, 'credit-manager'::text, 'director'::text, 'administrator'::text]))),
  constraint member_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
  constraint member_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id)
);
CREATE INDEX member_user ON public.member USING btree (user_id);
alter table member enable row level security, force row level security;
create policy tenant on member as PERMISSIVE for ALL to public using (
CASE
    WHEN (COALESCE(current_setting('app.user'::text, true), ''::text) <> ''::text) THEN (user_id = (current_setting('app.user'::text))::uuid)
    ELSE (tenant_id = (current_setting('app.tenant'::text))::uuid)
END);
grant insert, select, update on member to quittance_app;

create table message (
  tenant_id uuid not null,
  message_id uuid not null,
  creditor_id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  channel text not null,
  state text not null,
  scenario_id uuid,
  step text,
  cycle uuid,
  template text not null,
  registered boolean default false not null,
  language text not null,
  recipient text not null,
  subject text,
  total bigint not null,
  currency character(3) not null,
  decided_on date not null,
  mail_id text,
  content_sha256 bytea,
  reply text,
  reason text,
  attempts integer default 0 not null,
  approved_by uuid,
  created_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null,
  sent_at timestamp with time zone,
  waiver_id uuid,
  constraint message_pkey PRIMARY KEY (tenant_id, message_id),
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'letter'::text]))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['to-approve'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'doubtful'::text, 'cancelled'::text]))),
  constraint message_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id),
  constraint message_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint message_tenant_id_customer_id_scenario_id_step_cycle_key UNIQUE (tenant_id, customer_id, scenario_id, step, cycle),
  constraint message_tenant_id_waiver_id_fkey FOREIGN KEY (tenant_id, waiver_id) REFERENCES charge_waiver(tenant_id, waiver_id) NOT VALID
);
CREATE INDEX message_customer ON public.message USING btree (tenant_id, customer_id, created_at DESC);
CREATE INDEX message_day ON public.message USING btree (tenant_id, decided_on, message_id);
CREATE INDEX message_pending ON public.message USING btree (tenant_id, state, created_at) WHERE (state = ANY (ARRAY['to-approve'::text, 'queued'::text, 'sending'::text, 'failed'::text, 'doubtful'::text]));
CREATE UNIQUE INDEX message_waiver ON public.message USING btree (tenant_id, waiver_id) WHERE (waiver_id IS NOT NULL);
alter table message enable row level security, force row level security;
create policy tenant on message as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER message_moves BEFORE UPDATE ON public.message FOR EACH ROW EXECUTE FUNCTION message_moves();
grant insert, select, update on message to quittance_app;

create table message_item (
  tenant_id uuid not null,
  message_id uuid not null,
  invoice_id uuid not null,
  open bigint not null,
  due_on date not null,
  constraint message_item_pkey PRIMARY KEY (tenant_id, message_id, invoice_id)
);
CREATE INDEX message_item_invoice ON public.message_item USING btree (tenant_id, invoice_id);
alter table message_item enable row level security, force row level security;
create policy tenant on message_item as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER message_items_name_what_exists AFTER INSERT ON public.message_item REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION message_items_name_what_exists();
grant insert, select on message_item to quittance_app;

CREATE OR REPLACE FUNCTION public.message_items_name_what_exists()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  astray bool;
begin
  execute 'select exists (
      select from (select distinct message_id from added) a
      where not exists (select from message m where m.message_id = a.message_id))
    or exists (
      select from added a
      where not exists (select from invoice i where i.invoice_id = a.invoice_id))'
    into astray;
  if astray then
    raise foreign_key_violation using message = 'a message item names a message or an invoice that does not exist';
  end if;
  return null;
end $function$
;

create view message_line with (security_invoker=true) as
 SELECT tenant_id,
    message_id,
    creditor_id,
    customer_id,
    channel,
    state,
    registered,
    scenario_id,
    step,
    cycle,
    template,
    language,
    recipient,
    subject,
    total,
    currency,
    decided_on,
    sent_at,
    reason,
    waiver_id
   FROM message;
grant select on message_line to quittance_app;

CREATE OR REPLACE FUNCTION public.message_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('to-approve', 'queued'), ('to-approve', 'cancelled'),
    ('queued', 'sending'), ('queued', 'cancelled'), ('queued', 'failed'), ('queued', 'to-approve'),
    ('sending', 'sent'), ('sending', 'failed'), ('sending', 'queued'), ('sending', 'doubtful'), ('sending', 'cancelled'),
    ('doubtful', 'sent'), ('doubtful', 'queued'), ('doubtful', 'cancelled'),
    ('failed', 'queued'), ('failed', 'cancelled')
  ) then
    raise exception 'message %: % cannot become %', old.message_id, old.state, new.state;
  end if;
  if new.changed_at = old.changed_at then new.changed_at := now(); end if;
  return new;
end $function$
;

create table migration (
  version integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (version)
);

CREATE OR REPLACE FUNCTION public.move_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  execute 'update invoice i set open = i.open - a.amount
    from (select tenant_id, invoice_id, sum(amount)::bigint amount from added group by tenant_id, invoice_id) a
    where i.tenant_id = a.tenant_id and i.invoice_id = a.invoice_id';
  return null;
end $function$
;

create view open_item with (security_invoker=true) as
 SELECT tenant_id,
    invoice_id,
    creditor_id,
    customer_id,
    number,
    kind,
    type_code,
    issue_on,
    due_on,
    currency,
    amount,
    open,
    payment_reference,
    document_sha256
   FROM invoice
  WHERE (open <> 0);
grant select on open_item to quittance_app;

create table paper_number (
  tenant_id uuid not null,
  creditor_id uuid not null,
  series text not null,
  year integer not null,
  last integer not null,
  constraint paper_number_pkey PRIMARY KEY (tenant_id, creditor_id, series, year),
  constraint paper_number_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id)
);
alter table paper_number enable row level security, force row level security;
create policy tenant on paper_number as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on paper_number to quittance_app;

CREATE OR REPLACE FUNCTION public.parts_agree()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  astray bool;
begin
  execute 'select exists (
      select from added a where a.allocation_id is not null and not exists (
        select from allocation x where x.allocation_id = a.allocation_id and x.invoice_id = a.invoice_id
          and x.amount = a.amount and x.source_id = a.line_id))
    or exists (
      select from added a where a.reverses is not null and not exists (
        select from receipt_part p where p.part_id = a.reverses and p.amount = -a.amount and p.kind = a.kind
          and p.line_id = a.line_id and p.customer_id is not distinct from a.customer_id
          and p.invoice_id is not distinct from a.invoice_id))'
    into astray;
  if astray then
    raise integrity_constraint_violation using message = 'a part of a receipt does not agree with its allocation or with the part it takes back';
  end if;
  return null;
end $function$
;

create view payment_incident with (security_invoker=true) as
 SELECT p.tenant_id,
    p.customer_id,
    l.booked_on AS on_day,
    'returned'::text AS kind,
    l.returned AS reason,
    (- (sum(p.amount))::bigint) AS amount,
    l.currency
   FROM (receipt_part p
     JOIN bank_line l USING (tenant_id, line_id))
  WHERE ((l.amount < 0) AND (p.customer_id IS NOT NULL))
  GROUP BY p.tenant_id, p.customer_id, l.booked_on, l.returned, l.currency, l.line_id
 HAVING (sum(p.amount) < (0)::numeric)
UNION ALL
 SELECT c.tenant_id,
    c.customer_id,
    c.ended_on AS on_day,
    c.kind,
    c.bounce_reason AS reason,
    c.amount,
    c.currency
   FROM cheque c
  WHERE ((c.state = 'bounced'::text) AND (c.line_id IS NULL));
grant select on payment_incident to quittance_app;

create view person with (security_invoker=true) as
 SELECT m.tenant_id,
    m.user_id,
    u.name,
    u.email,
    m.role,
    m.active
   FROM (member m
     JOIN auth."user" u ON ((u.id = m.user_id)));
grant select on person to quittance_app;

CREATE OR REPLACE FUNCTION public.place_parts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update bank_line l set placed = l.placed + a.placed, on_account = l.on_account + a.on_account
  from (
    select tenant_id, line_id, coalesce(sum(amount) filter (where kind <> 'write-off'), 0)::bigint placed,
           coalesce(sum(amount) filter (where kind = 'on-account'), 0)::bigint on_account
    from added group by tenant_id, line_id) a
  where l.tenant_id = a.tenant_id and l.line_id = a.line_id;
  return null;
end $function$
;

create view receipt_line with (security_invoker=true) as
 SELECT l.tenant_id,
    l.line_id,
    l.account_id,
    l.booked_on,
    l.amount,
    l.currency,
    l.name,
    l.name_plain,
    l.iban,
    l.remittance,
    l.returned,
    l.placed,
    l.on_account,
    (l.placed = l.amount) AS done,
    p.verdict,
    p.customer_id,
    p.pass
   FROM (bank_line l
     LEFT JOIN receipt_proposal p USING (tenant_id, line_id))
  WHERE ((l.amount > 0) OR (l.returned IS NOT NULL));
grant select on receipt_line to quittance_app;

create table receipt_operation (
  tenant_id uuid not null,
  operation_id uuid not null,
  line_id uuid not null,
  kind text not null,
  actor jsonb not null,
  reason text,
  takes_back uuid,
  undoes uuid,
  at timestamp with time zone default now() not null,
  constraint receipt_operation_pkey PRIMARY KEY (tenant_id, operation_id),
  constraint receipt_operation_kind_check CHECK ((kind = ANY (ARRAY['applied'::text, 'confirmed'::text, 'split'::text, 'on-account'::text, 'not-ours'::text, 'returned'::text, 'undone'::text]))),
  constraint receipt_operation_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES bank_line(tenant_id, line_id),
  constraint receipt_operation_tenant_id_takes_back_fkey FOREIGN KEY (tenant_id, takes_back) REFERENCES bank_line(tenant_id, line_id),
  constraint receipt_operation_tenant_id_undoes_fkey FOREIGN KEY (tenant_id, undoes) REFERENCES receipt_operation(tenant_id, operation_id),
  constraint receipt_operation_tenant_id_undoes_key UNIQUE (tenant_id, undoes)
);
CREATE INDEX receipt_operation_line ON public.receipt_operation USING btree (tenant_id, line_id, at);
CREATE INDEX receipt_operation_taken ON public.receipt_operation USING btree (tenant_id, takes_back) WHERE (takes_back IS NOT NULL);
alter table receipt_operation enable row level security, force row level security;
create policy tenant on receipt_operation as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select on receipt_operation to quittance_app;

create table receipt_part (
  tenant_id uuid not null,
  part_id uuid not null,
  operation_id uuid not null,
  line_id uuid not null,
  kind text not null,
  customer_id uuid,
  invoice_id uuid,
  allocation_id uuid,
  amount bigint not null,
  on_day date not null,
  reverses uuid,
  recorded_at timestamp with time zone default now() not null,
  constraint receipt_part_pkey PRIMARY KEY (tenant_id, part_id),
  constraint part_names_its_place CHECK ((((kind = ANY (ARRAY['invoice'::text, 'write-off'::text])) = (allocation_id IS NOT NULL)) AND ((allocation_id IS NULL) = (invoice_id IS NULL)) AND ((kind = 'elsewhere'::text) OR (customer_id IS NOT NULL)))),
  constraint receipt_part_amount_check CHECK ((amount <> 0)),
  constraint receipt_part_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'on-account'::text, 'write-off'::text, 'elsewhere'::text]))),
  constraint receipt_part_tenant_id_allocation_id_fkey FOREIGN KEY (tenant_id, allocation_id) REFERENCES allocation(tenant_id, allocation_id),
  constraint receipt_part_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint receipt_part_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id),
  constraint receipt_part_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES bank_line(tenant_id, line_id),
  constraint receipt_part_tenant_id_operation_id_fkey FOREIGN KEY (tenant_id, operation_id) REFERENCES receipt_operation(tenant_id, operation_id),
  constraint receipt_part_tenant_id_reverses_fkey FOREIGN KEY (tenant_id, reverses) REFERENCES receipt_part(tenant_id, part_id),
  constraint receipt_part_tenant_id_reverses_key UNIQUE (tenant_id, reverses)
);
CREATE INDEX receipt_part_customer ON public.receipt_part USING btree (tenant_id, customer_id, on_day) WHERE (customer_id IS NOT NULL);
CREATE INDEX receipt_part_invoice ON public.receipt_part USING btree (tenant_id, invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX receipt_part_line ON public.receipt_part USING btree (tenant_id, line_id);
CREATE INDEX receipt_part_operation ON public.receipt_part USING btree (tenant_id, operation_id);
alter table receipt_part enable row level security, force row level security;
create policy tenant on receipt_part as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER receipt_part_agrees AFTER INSERT ON public.receipt_part REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION parts_agree();
CREATE TRIGGER receipt_part_places AFTER INSERT ON public.receipt_part REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION place_parts();
grant insert, select on receipt_part to quittance_app;

create table receipt_proposal (
  tenant_id uuid not null,
  line_id uuid not null,
  verdict text not null,
  pass text,
  customer_id uuid,
  parts jsonb not null,
  evidence jsonb not null,
  on_account bigint default 0 not null,
  decided_at timestamp with time zone default now() not null,
  deposit_id uuid,
  cheque_id uuid,
  constraint receipt_proposal_pkey PRIMARY KEY (tenant_id, line_id),
  constraint cheque_is_on_a_slip CHECK (((cheque_id IS NULL) OR (deposit_id IS NOT NULL))),
  constraint receipt_proposal_tenant_id_cheque_id_fkey FOREIGN KEY (tenant_id, cheque_id) REFERENCES cheque(tenant_id, cheque_id) NOT VALID,
  constraint receipt_proposal_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint receipt_proposal_tenant_id_deposit_id_fkey FOREIGN KEY (tenant_id, deposit_id) REFERENCES cheque_deposit(tenant_id, deposit_id) NOT VALID,
  constraint receipt_proposal_tenant_id_line_id_fkey FOREIGN KEY (tenant_id, line_id) REFERENCES bank_line(tenant_id, line_id),
  constraint receipt_proposal_verdict_check CHECK ((verdict = ANY (ARRAY['certain'::text, 'likely'::text, 'to-sort'::text])))
);
CREATE INDEX receipt_proposal_customer ON public.receipt_proposal USING btree (tenant_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX receipt_proposal_slip ON public.receipt_proposal USING btree (tenant_id, deposit_id) WHERE (deposit_id IS NOT NULL);
CREATE INDEX receipt_proposal_verdict ON public.receipt_proposal USING btree (tenant_id, verdict, line_id);
alter table receipt_proposal enable row level security, force row level security;
create policy tenant on receipt_proposal as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant delete, insert, select, update on receipt_proposal to quittance_app;

create table receipt_rule (
  tenant_id uuid not null,
  creditor_id uuid not null,
  small_difference bigint not null,
  bank_fee bigint not null,
  apply_certain boolean not null,
  changed_by uuid,
  changed_at timestamp with time zone default now() not null,
  constraint receipt_rule_pkey PRIMARY KEY (tenant_id, creditor_id),
  constraint receipt_rule_bank_fee_check CHECK ((bank_fee >= 0)),
  constraint receipt_rule_small_difference_check CHECK ((small_difference >= 0)),
  constraint receipt_rule_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id)
);
alter table receipt_rule enable row level security, force row level security;
create policy tenant on receipt_rule as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on receipt_rule to quittance_app;

create table receipt_setting (
  tenant_id uuid not null,
  grace_days integer,
  changed_by uuid,
  changed_at timestamp with time zone default now() not null,
  constraint receipt_setting_pkey PRIMARY KEY (tenant_id),
  constraint receipt_setting_grace_days_check CHECK (((grace_days >= 0) AND (grace_days <= 366))),
  constraint receipt_setting_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table receipt_setting enable row level security, force row level security;
create policy tenant on receipt_setting as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on receipt_setting to quittance_app;

create view retention_line with (security_invoker=true) as
 SELECT i.tenant_id,
    i.invoice_id,
    i.creditor_id,
    i.customer_id,
    i.number,
    i.issue_on,
    i.due_on,
    i.currency,
    i.amount,
    i.open,
    t.version_label,
    t.accepted_on,
    d.delivered_on,
        CASE
            WHEN (t.accepted_on IS NULL) THEN 'not-accepted'::text
            WHEN (d.delivered_on IS NULL) THEN 'delivery-unknown'::text
            WHEN (t.accepted_on > d.delivered_on) THEN 'accepted-late'::text
            ELSE 'covered'::text
        END AS state
   FROM ((invoice i
     JOIN invoice_terms t USING (tenant_id, invoice_id))
     LEFT JOIN invoice_dates d USING (tenant_id, invoice_id))
  WHERE ((i.open > 0) AND (i.type_code <> '383'::text) AND ((t.clauses ->> 'retentionOfTitle'::text))::boolean);
grant select on retention_line to quittance_app;

create table scenario (
  tenant_id uuid not null,
  scenario_id uuid not null,
  segment_id uuid,
  name text not null,
  version integer not null,
  definition jsonb not null,
  active boolean not null,
  created_at timestamp with time zone default now() not null,
  constraint scenario_pkey PRIMARY KEY (tenant_id, scenario_id),
  constraint scenario_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
  constraint scenario_tenant_id_segment_id_fkey FOREIGN KEY (tenant_id, segment_id) REFERENCES segment(tenant_id, segment_id)
);
CREATE UNIQUE INDEX scenario_active ON public.scenario USING btree (tenant_id, segment_id) WHERE active;
alter table scenario enable row level security, force row level security;
create policy tenant on scenario as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on scenario to quittance_app;

create table segment (
  tenant_id uuid not null,
  segment_id uuid not null,
  code text not null,
  name text not null,
  "position" integer not null,
  rule jsonb not null,
  constraint segment_pkey PRIMARY KEY (tenant_id, segment_id),
  constraint segment_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint segment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table segment enable row level security, force row level security;
create policy tenant on segment as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant delete, insert, select, update on segment to quittance_app;

create view segment_face with (security_invoker=true) as
 SELECT tenant_id,
    segment_id,
    code AS segment_code,
    name AS segment_name,
    "position"
   FROM segment;
grant select on segment_face to quittance_app;

create table statement_import (
  tenant_id uuid not null,
  import_id uuid not null,
  file_name text not null,
  file_sha256 bytea not null,
  account text,
  apply text not null,
  state text not null,
  stage text not null,
  done integer default 0 not null,
  expected integer default 0 not null,
  report jsonb not null,
  actor jsonb not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint statement_import_pkey PRIMARY KEY (tenant_id, import_id),
  constraint statement_import_apply_check CHECK ((apply = ANY (ARRAY['certain'::text, 'nothing'::text]))),
  constraint statement_import_stage_check CHECK ((stage = ANY (ARRAY['reading'::text, 'matching'::text, 'settling'::text, 'returns'::text, 'finished'::text]))),
  constraint statement_import_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text, 'refused'::text]))),
  constraint statement_import_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX statement_import_started ON public.statement_import USING btree (tenant_id, started_at DESC, import_id);
alter table statement_import enable row level security, force row level security;
create policy tenant on statement_import as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on statement_import to quittance_app;

create table task (
  tenant_id uuid not null,
  task_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  state text not null,
  due_on date not null,
  scenario_id uuid,
  step text,
  cycle uuid,
  total bigint not null,
  currency character(3) not null,
  days_late integer not null,
  facts jsonb default '{}'::jsonb not null,
  outcome text,
  note text,
  done_by uuid,
  done_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint task_pkey PRIMARY KEY (tenant_id, task_id),
  constraint task_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'check-platform'::text, 'legal'::text, 'find-out-kind'::text, 'find-address'::text]))),
  constraint task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'skipped'::text]))),
  constraint task_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint task_tenant_id_customer_id_scenario_id_step_cycle_key UNIQUE (tenant_id, customer_id, scenario_id, step, cycle)
);
CREATE UNIQUE INDEX task_cheque ON public.task USING btree (tenant_id, ((facts ->> 'cheque'::text)), ((facts ->> 'announcement'::text))) WHERE ((facts ? 'cheque'::text) AND (NOT (facts ? 'after'::text)));
CREATE INDEX task_cheque_open ON public.task USING btree (tenant_id, task_id) WHERE ((state = 'open'::text) AND (facts ? 'cheque'::text));
CREATE INDEX task_customer ON public.task USING btree (tenant_id, customer_id, created_at DESC);
CREATE INDEX task_open ON public.task USING btree (tenant_id, due_on, task_id) WHERE (state = 'open'::text);
alter table task enable row level security, force row level security;
create policy tenant on task as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on task to quittance_app;

create view task_line with (security_invoker=true) as
 SELECT tenant_id,
    task_id,
    customer_id,
    kind,
    state,
    due_on,
    step,
    total,
    currency,
    days_late,
    outcome,
    done_at
   FROM task;
grant select on task_line to quittance_app;

create table tenant (
  tenant_id uuid not null,
  name text not null,
  country character(2) not null,
  time_zone text default 'Europe/Paris'::text not null,
  language text default 'fr'::text not null,
  created_at timestamp with time zone default now() not null,
  constraint tenant_pkey PRIMARY KEY (tenant_id),
  constraint tenant_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'nl'::text, 'en'::text, 'de'::text])))
);
grant insert, select, update on tenant to quittance_app;

CREATE OR REPLACE PROCEDURE public.tenant_table(IN name regclass, IN rights text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant on %s using (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
  execute format('grant %s on %s to quittance_app', rights, name);
end $procedure$
;

create table terms_acceptance (
  tenant_id uuid not null,
  acceptance_id uuid not null,
  version_id uuid not null,
  customer_id uuid not null,
  order_reference text,
  means text not null,
  accepted_on date not null,
  accepted_by text not null,
  document_sha256 bytea,
  note text,
  recorded_by uuid,
  recorded_at timestamp with time zone default now() not null,
  document_name text,
  constraint terms_acceptance_pkey PRIMARY KEY (tenant_id, acceptance_id),
  constraint terms_acceptance_means_check CHECK ((means = ANY (ARRAY['signed-order'::text, 'click'::text, 'signature'::text, 'document'::text, 'email'::text]))),
  constraint terms_acceptance_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint terms_acceptance_tenant_id_version_id_fkey FOREIGN KEY (tenant_id, version_id) REFERENCES terms_version(tenant_id, version_id)
);
CREATE INDEX terms_acceptance_customer ON public.terms_acceptance USING btree (tenant_id, customer_id, accepted_on);
CREATE INDEX terms_acceptance_latest ON public.terms_acceptance USING btree (tenant_id, accepted_on DESC, acceptance_id);
alter table terms_acceptance enable row level security, force row level security;
create policy tenant on terms_acceptance as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER terms_acceptance_keeps BEFORE UPDATE ON public.terms_acceptance FOR EACH ROW EXECUTE FUNCTION keep_proof();
grant insert, select on terms_acceptance to quittance_app;

create table terms_invoice (
  tenant_id uuid not null,
  invoice_id uuid not null,
  version_id uuid,
  variant_id uuid,
  acceptance_id uuid,
  clauses jsonb not null,
  because jsonb not null,
  reference_on date not null,
  resolved_on date not null,
  constraint terms_invoice_pkey PRIMARY KEY (tenant_id, invoice_id),
  constraint terms_invoice_tenant_id_acceptance_id_fkey FOREIGN KEY (tenant_id, acceptance_id) REFERENCES terms_acceptance(tenant_id, acceptance_id),
  constraint terms_invoice_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, invoice_id),
  constraint terms_invoice_tenant_id_variant_id_fkey FOREIGN KEY (tenant_id, variant_id) REFERENCES terms_variant(tenant_id, variant_id),
  constraint terms_invoice_tenant_id_version_id_fkey FOREIGN KEY (tenant_id, version_id) REFERENCES terms_version(tenant_id, version_id)
);
alter table terms_invoice enable row level security, force row level security;
create policy tenant on terms_invoice as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on terms_invoice to quittance_app;

create table terms_review (
  tenant_id uuid not null,
  review_id uuid not null,
  version_id uuid not null,
  due_on date not null,
  cause text not null,
  reason text,
  outcome text,
  note text,
  done_by uuid,
  done_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint terms_review_pkey PRIMARY KEY (tenant_id, review_id),
  constraint terms_review_cause_check CHECK ((cause = ANY (ARRAY['yearly'::text, 'dispute'::text, 'law-change'::text, 'request'::text]))),
  constraint terms_review_outcome_check CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'changed'::text]))),
  constraint terms_review_tenant_id_version_id_fkey FOREIGN KEY (tenant_id, version_id) REFERENCES terms_version(tenant_id, version_id)
);
CREATE INDEX terms_review_due ON public.terms_review USING btree (tenant_id, due_on, review_id) WHERE (outcome IS NULL);
alter table terms_review enable row level security, force row level security;
create policy tenant on terms_review as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on terms_review to quittance_app;

create table terms_variant (
  tenant_id uuid not null,
  variant_id uuid not null,
  creditor_id uuid not null,
  customer_id uuid,
  segment_id uuid,
  from_on date not null,
  to_on date not null,
  deviations jsonb not null,
  reason text not null,
  author uuid,
  created_at timestamp with time zone default now() not null,
  constraint terms_variant_pkey PRIMARY KEY (tenant_id, variant_id),
  constraint one_customer_variant_a_day EXCLUDE USING gist (tenant_id WITH =, creditor_id WITH =, customer_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE ((customer_id IS NOT NULL)),
  constraint one_segment_variant_a_day EXCLUDE USING gist (tenant_id WITH =, creditor_id WITH =, segment_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE ((segment_id IS NOT NULL)),
  constraint terms_variant_check CHECK ((to_on >= from_on)),
  constraint terms_variant_check1 CHECK (((customer_id IS NULL) <> (segment_id IS NULL))),
  constraint terms_variant_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id),
  constraint terms_variant_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, customer_id),
  constraint terms_variant_tenant_id_segment_id_fkey FOREIGN KEY (tenant_id, segment_id) REFERENCES segment(tenant_id, segment_id)
);
alter table terms_variant enable row level security, force row level security;
create policy tenant on terms_variant as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
grant insert, select, update on terms_variant to quittance_app;

create table terms_version (
  tenant_id uuid not null,
  version_id uuid not null,
  creditor_id uuid not null,
  language text not null,
  label text not null,
  state text not null,
  effective_from date not null,
  effective_to date,
  document_sha256 bytea,
  document_name text,
  clauses jsonb not null,
  review_months integer default 12 not null,
  author uuid,
  created_at timestamp with time zone default now() not null,
  published_at timestamp with time zone,
  accepted text[] default '{}'::text[] not null,
  published_by uuid,
  constraint terms_version_pkey PRIMARY KEY (tenant_id, version_id),
  constraint one_version_a_day EXCLUDE USING gist (tenant_id WITH =, creditor_id WITH =, language WITH =, daterange(effective_from, effective_to, '[]'::text) WITH &&) WHERE ((state <> 'draft'::text)),
  constraint terms_version_check CHECK ((effective_to >= effective_from)),
  constraint terms_version_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'nl'::text, 'en'::text, 'de'::text]))),
  constraint terms_version_review_months_check CHECK (((review_months >= 1) AND (review_months <= 60))),
  constraint terms_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in-force'::text, 'replaced'::text]))),
  constraint terms_version_tenant_id_creditor_id_fkey FOREIGN KEY (tenant_id, creditor_id) REFERENCES creditor(tenant_id, creditor_id)
);
alter table terms_version enable row level security, force row level security;
create policy tenant on terms_version as PERMISSIVE for ALL to public using ((tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)));
CREATE TRIGGER terms_version_keeps BEFORE UPDATE ON public.terms_version FOR EACH ROW EXECUTE FUNCTION keep_terms();
grant delete, insert, select, update on terms_version to quittance_app;

create view waiver_to_tell with (security_invoker=true) as
 SELECT w.tenant_id,
    w.waiver_id,
    i.customer_id,
    w.invoice_id,
    i.number,
    i.due_on,
    i.open,
    i.currency AS invoice_currency,
    w.waived_on,
    w.currency,
    g.amount
   FROM ((charge_waiver w
     JOIN invoice i USING (tenant_id, invoice_id))
     JOIN LATERAL ( SELECT (sum(s.amount))::bigint AS amount
           FROM charge_waiver s
          WHERE (((s.tenant_id = w.tenant_id) AND (s.invoice_id = w.invoice_id) AND (s.kind = w.kind) AND (s.recorded_at = w.recorded_at)) AND (s.reverses IS NULL) AND (NOT (EXISTS ( SELECT
                   FROM charge_waiver r
                  WHERE ((r.tenant_id = s.tenant_id) AND (r.reverses = s.waiver_id))))))) g ON ((g.amount > 0)))
  WHERE (w.to_tell AND (NOT (EXISTS ( SELECT
           FROM message m
          WHERE ((m.tenant_id = w.tenant_id) AND (m.waiver_id = w.waiver_id))))));
grant select on waiver_to_tell to quittance_app;
