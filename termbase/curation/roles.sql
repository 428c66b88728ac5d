-- Roles for a term base of zhengming in a PostgreSQL database (15 or newer).
--
-- Run it as a superuser in the database of the term base, once, and again after every `zhengming upgrade`; running it
-- again does no harm:
--
--     zhengming members --sql | psql --set ON_ERROR_STOP=1 postgresql://postgres@db.example.org/terms
--
-- It makes four roles that nobody logs in with. Roles belong to the whole server, so their names hold the name that the
-- database has at first. Give one of them to every member of the team:
--
--     GRANT zhengming_terms_reader        TO rita;   -- reads
--     GRANT zhengming_terms_contributor   TO carl;   -- changes; what the change touches is not approved afterwards
--     GRANT zhengming_terms_terminologist TO tina;   -- approves, and decides about proposals
--     GRANT zhengming_terms_administrator TO adam;   -- owns the tables: upgrades them, signs for others
--
-- From then on the database itself holds to it, whatever program is used:
--   * readers and everybody else change nothing;
--   * contributors cannot write, approve or delete an approved language section or anything in it; they can return one
--     to proposed, and change it then;
--   * steps of the history bear the name of the database's user, but those of administrators;
--   * the history is only ever added to, as without this file.

BEGIN;

-- The name of a role's group. It is written down, so that a copy of the database under another name keeps its roles.
DO $$
BEGIN
    IF octet_length('zhengming_' || current_database() || '_terminologist') > 63 THEN
        RAISE EXCEPTION 'the name of the database is too long to make names of roles from it';
    END IF;
    IF to_regprocedure('public.zhengming_group(text)') IS NULL THEN
        EXECUTE format('CREATE FUNCTION public.zhengming_group(text) RETURNS name LANGUAGE sql IMMUTABLE AS %L',
            format('SELECT (%L || $1)::pg_catalog.name', 'zhengming_' || current_database() || '_'));
    END IF;
END $$;

DO $$
DECLARE
    it text;
    below text;
BEGIN
    FOREACH it IN ARRAY ARRAY['reader', 'contributor', 'terminologist', 'administrator'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = public.zhengming_group(it)) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', public.zhengming_group(it));
        END IF;
        IF below IS NOT NULL THEN
            EXECUTE format('GRANT %I TO %I', public.zhengming_group(below), public.zhengming_group(it));
        END IF;
        below := it;
    END LOOP;
END $$;

-- Who is connected. It asks for session_user, which SET ROLE does not change and which cascading deletes keep.
CREATE OR REPLACE FUNCTION public.zhengming_role() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN pg_has_role(session_user, public.zhengming_group('administrator'), 'USAGE') THEN 'administrator'
        WHEN pg_has_role(session_user, public.zhengming_group('terminologist'), 'USAGE') THEN 'terminologist'
        WHEN pg_has_role(session_user, public.zhengming_group('contributor'), 'USAGE') THEN 'contributor'
        ELSE 'reader'
    END
$$;

CREATE OR REPLACE FUNCTION public.zhengming_guard_section() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.work_state <> 'proposed' AND NOT pg_has_role(session_user, public.zhengming_group('terminologist'), 'USAGE') THEN
            RAISE EXCEPTION USING MESSAGE = 'an approved language section is not deleted by a contributor',
                ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.work_state <> 'proposed' AND NOT pg_has_role(session_user, public.zhengming_group('terminologist'), 'USAGE') THEN
        RAISE EXCEPTION USING MESSAGE = 'a language section is not approved by a contributor',
            ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- For what belongs to a language section: definitions, terms, look-up forms, sources. Contributors queue as zhengming's
-- own writers do, and lock the section, so that nobody approves it without seeing what is being written.
CREATE OR REPLACE FUNCTION public.zhengming_guard_part() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    old_state text;
    new_state text;
BEGIN
    IF pg_has_role(session_user, public.zhengming_group('terminologist'), 'USAGE') THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    LOCK TABLE public.meta IN EXCLUSIVE MODE;
    IF TG_OP <> 'INSERT' THEN
        SELECT work_state INTO old_state FROM public.language_section
            WHERE concept_id = OLD.concept_id AND section = OLD.section FOR SHARE;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT work_state INTO new_state FROM public.language_section
            WHERE concept_id = NEW.concept_id AND section = NEW.section FOR SHARE;
    END IF;
    IF coalesce(old_state, 'proposed') <> 'proposed' OR coalesce(new_state, 'proposed') <> 'proposed' THEN
        RAISE EXCEPTION USING MESSAGE = 'an approved language section is not changed by a contributor',
            ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION public.zhengming_guard_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW."by" <> session_user AND NOT pg_has_role(session_user, public.zhengming_group('administrator'), 'USAGE') THEN
        RAISE EXCEPTION USING MESSAGE = 'a step bears the name of who makes it', ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Nobody writes changes or proposals under a step of somebody else.
CREATE OR REPLACE FUNCTION public.zhengming_guard_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT pg_has_role(session_user, public.zhengming_group('administrator'), 'USAGE')
        AND NOT EXISTS (SELECT FROM public.step WHERE number = NEW.step AND "by" = session_user) THEN
        RAISE EXCEPTION USING MESSAGE = 'the step is somebody else''s', ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION public.zhengming_guard_meta() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.termbase_id, NEW.created_at) IS DISTINCT FROM (OLD.termbase_id, OLD.created_at)
        AND NOT pg_has_role(session_user, public.zhengming_group('administrator'), 'USAGE') THEN
        RAISE EXCEPTION USING MESSAGE = 'the term base keeps its identity', ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT OR UPDATE OR DELETE ON public.language_section
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_section();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT OR UPDATE OR DELETE ON public.definition
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_part();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT OR UPDATE OR DELETE ON public.term
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_part();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT OR UPDATE OR DELETE ON public.look_up_form
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_part();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT OR UPDATE OR DELETE ON public.source
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_part();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT ON public.step
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_step();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT ON public.change
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_entry();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT ON public.proposal
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_entry();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE INSERT ON public.decision
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_entry();
CREATE OR REPLACE TRIGGER zhengming_guard BEFORE UPDATE ON public.meta
    FOR EACH ROW EXECUTE FUNCTION public.zhengming_guard_meta();

DO $$
DECLARE
    reader constant name := public.zhengming_group('reader');
    contributor constant name := public.zhengming_group('contributor');
    terminologist constant name := public.zhengming_group('terminologist');
    administrator constant name := public.zhengming_group('administrator');
    written constant text[] := ARRAY['concept', 'language_section', 'definition', 'term', 'look_up_form', 'source',
        'relation', 'search_key', 'search_gram'];
    it text;
BEGIN
    EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), reader);
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', reader);
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA public TO %I', administrator);
    FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC', it);
        EXECUTE format('REVOKE ALL ON public.%I FROM %I, %I, %I', it, reader, contributor, terminologist);
        EXECUTE format('GRANT SELECT ON public.%I TO %I', it, reader);
        EXECUTE format('ALTER TABLE public.%I OWNER TO %I', it, administrator);
    END LOOP;
    FOREACH it IN ARRAY written LOOP
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON public.%I TO %I', it, contributor);
    END LOOP;
    FOREACH it IN ARRAY ARRAY['step', 'change', 'proposal', 'issued_id'] LOOP
        EXECUTE format('GRANT INSERT ON public.%I TO %I', it, contributor);
    END LOOP;
    EXECUTE format('GRANT UPDATE ON public.meta TO %I', contributor);
    EXECUTE format('GRANT UPDATE (removed_at) ON public.issued_id TO %I', contributor);
    EXECUTE format('GRANT INSERT ON public.decision TO %I', terminologist);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', contributor);
    FOR it IN SELECT oid::regprocedure::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND (proname LIKE 'zhengming%' OR proname = 'history_refuses') LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO %I', it, administrator);
    END LOOP;
END $$;

COMMIT;
