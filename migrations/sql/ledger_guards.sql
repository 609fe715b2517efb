-- What may never happen to the book, whoever writes to it. Can be run again at any time; a table that is not there yet
-- is passed over.
-- Each refusal has a code of its own: LG001 unbalanced, LG002 fewer than two lines, LG003 two currencies,
-- LG004 overdrawn, LG005 a written line changed, LG006 left unposted, LG007 a balance changed by hand.

CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the book is only ever added to: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'LG005';
END $$;

CREATE OR REPLACE FUNCTION ledger_guard_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'balances change by posting a journal, never by hand' USING ERRCODE = 'LG007';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ledger_open_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_balances (account_id) VALUES (NEW.id);
    RETURN NULL;
END $$;

-- A line may be added only to a journal that is not posted yet, on an account of the same currency.
CREATE OR REPLACE FUNCTION ledger_guard_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    journal record;
BEGIN
    -- No lock: until it is posted, a journal is seen by its own transaction only.
    SELECT key, currency, posted_at INTO journal FROM ledger_journals WHERE id = NEW.journal_id;
    IF journal.posted_at IS NOT NULL THEN
        RAISE EXCEPTION 'journal % is posted: no line can be added', journal.key USING ERRCODE = 'LG005';
    END IF;
    IF NOT EXISTS (SELECT FROM ledger_accounts WHERE id = NEW.account_id AND currency = journal.currency) THEN
        RAISE EXCEPTION 'journal % is in %: its accounts must be too', journal.key, journal.currency
            USING ERRCODE = 'LG003';
    END IF;
    RETURN NEW;
END $$;

-- The only change a journal ever sees is being posted; then it must balance, and its balances follow in account order.
CREATE OR REPLACE FUNCTION ledger_post_journal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines bigint;
    total numeric;
    part record;
    account record;
BEGIN
    IF OLD.posted_at IS NOT NULL OR NEW.posted_at IS NULL
        OR to_jsonb(NEW) - 'posted_at' IS DISTINCT FROM to_jsonb(OLD) - 'posted_at' THEN
        RAISE EXCEPTION 'journal % can only be posted, once', OLD.key USING ERRCODE = 'LG005';
    END IF;
    SELECT count(*), coalesce(sum(amount_minor), 0) INTO lines, total FROM ledger_entries WHERE journal_id = NEW.id;
    IF lines < 2 THEN
        RAISE EXCEPTION 'journal % has % lines: it needs two or more', NEW.key, lines USING ERRCODE = 'LG002';
    END IF;
    IF total <> 0 THEN
        RAISE EXCEPTION 'journal % is off balance by %', NEW.key, total USING ERRCODE = 'LG001';
    END IF;
    FOR part IN
        SELECT account_id, sum(amount_minor)::bigint AS amount FROM ledger_entries
        WHERE journal_id = NEW.id GROUP BY account_id ORDER BY account_id
    LOOP
        UPDATE ledger_balances b SET amount_minor = amount_minor + part.amount, version = version + 1
            FROM ledger_accounts a WHERE b.account_id = part.account_id AND a.id = part.account_id
            RETURNING a.code, a.may_overdraw, a.normal_side, b.amount_minor INTO account;
        IF NOT account.may_overdraw AND ((account.normal_side = 'debit' AND account.amount_minor < 0)
            OR (account.normal_side = 'credit' AND account.amount_minor > 0)) THEN
            RAISE EXCEPTION 'account % would be overdrawn', account.code USING ERRCODE = 'LG004';
        END IF;
    END LOOP;
    INSERT INTO ledger_unsealed (journal_id) VALUES (NEW.id);
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ledger_refuse_posted_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.posted_at IS NOT NULL THEN
        RAISE EXCEPTION 'a journal is posted after its lines are written' USING ERRCODE = 'LG005';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ledger_refuse_unposted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger_journals WHERE id = NEW.id AND posted_at IS NULL) THEN
        RAISE EXCEPTION 'journal % was left unposted', NEW.key USING ERRCODE = 'LG006';
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ledger_accounts', 'ledger_entries', 'ledger_chain', 'ledger_checks'] LOOP
        CONTINUE WHEN to_regclass(name) IS NULL;
        EXECUTE format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['ledger_journals', 'ledger_balances'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER no_delete BEFORE DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['ledger_accounts', 'ledger_entries', 'ledger_chain', 'ledger_checks',
        'ledger_journals', 'ledger_balances'] LOOP
        CONTINUE WHEN to_regclass(name) IS NULL;
        EXECUTE format('CREATE OR REPLACE TRIGGER no_truncate BEFORE TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()', name);
    END LOOP;
END $$;

CREATE OR REPLACE TRIGGER open_balance AFTER INSERT ON ledger_accounts
    FOR EACH ROW EXECUTE FUNCTION ledger_open_balance();
CREATE OR REPLACE TRIGGER by_posting_only BEFORE INSERT OR UPDATE ON ledger_balances
    FOR EACH ROW EXECUTE FUNCTION ledger_guard_balance();
CREATE OR REPLACE TRIGGER while_unposted BEFORE INSERT ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION ledger_guard_entry();
CREATE OR REPLACE TRIGGER begins_unposted BEFORE INSERT ON ledger_journals
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_posted_insert();
CREATE OR REPLACE TRIGGER post_journal BEFORE UPDATE ON ledger_journals
    FOR EACH ROW EXECUTE FUNCTION ledger_post_journal();

-- There is no CREATE OR REPLACE for constraint triggers.
DROP TRIGGER IF EXISTS left_unposted ON ledger_journals;
CREATE CONSTRAINT TRIGGER left_unposted AFTER INSERT ON ledger_journals
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_refuse_unposted();
