-- The roles of a team on a PostgreSQL server. Run it in the database of the term base, after `zhengming init`, as a
-- user who may create roles and owns the tables (or as a superuser); run it again after `zhengming upgrade`:
--
--     psql --set ON_ERROR_STOP=1 --file=roles.sql postgresql://ann@db.example.org/terms
--
-- Then give each member a role:  GRANT zhengming_terminologist TO bob;
-- The group roles belong to the whole server; the rights belong to this database.

BEGIN;

DO $$ DECLARE wanted text; BEGIN
    FOREACH wanted IN ARRAY ARRAY['reader', 'contributor', 'terminologist', 'administrator'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'zhengming_' || wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', 'zhengming_' || wanted);
        END IF;
    END LOOP;
END $$;

-- Each role may do what the one before it may.
GRANT zhengming_reader TO zhengming_contributor;
GRANT zhengming_contributor TO zhengming_terminologist;
GRANT zhengming_terminologist TO zhengming_administrator;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO zhengming_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO zhengming_reader;

-- A contributor writes concepts; the history, ids and the review queue are only ever added to.
GRANT INSERT, UPDATE, DELETE ON concept, language_section, definition, term, look_up_form, source, relation,
    search_key, search_gram TO zhengming_contributor;
GRANT INSERT, UPDATE ON issued_id TO zhengming_contributor;
GRANT INSERT ON step, change, proposal, decision TO zhengming_contributor;
GRANT UPDATE ON meta TO zhengming_contributor;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zhengming_contributor;

GRANT ALL ON ALL TABLES IN SCHEMA public TO zhengming_administrator;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO zhengming_administrator;
GRANT CREATE ON SCHEMA public TO zhengming_administrator;

-- Only a terminologist approves a language section, or changes what an approved one says.
CREATE OR REPLACE FUNCTION zhengming_guards_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE guarded boolean;
BEGIN
    IF pg_has_role(session_user, 'zhengming_terminologist', 'MEMBER') THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_TABLE_NAME = 'language_section' THEN
        guarded := NEW.work_state = 'approved';
    ELSIF TG_OP = 'DELETE' THEN
        guarded := zhengming_is_approved(OLD.concept_id, OLD.section);
    ELSE
        guarded := zhengming_is_approved(NEW.concept_id, NEW.section)
            OR (TG_OP = 'UPDATE' AND zhengming_is_approved(OLD.concept_id, OLD.section));
    END IF;
    IF guarded THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = 'only a terminologist may approve, or change'
            || ' what is approved';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION zhengming_is_approved(which text, place integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM language_section
        WHERE concept_id = which AND section = place AND work_state = 'approved')
$$;

DO $$ DECLARE part text; BEGIN
    EXECUTE 'DROP TRIGGER IF EXISTS zhengming_approval ON language_section';
    EXECUTE 'CREATE TRIGGER zhengming_approval BEFORE INSERT OR UPDATE ON language_section'
        ' FOR EACH ROW EXECUTE FUNCTION zhengming_guards_approval()';
    FOREACH part IN ARRAY ARRAY['definition', 'term', 'look_up_form', 'source'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS zhengming_approval ON %I', part);
        EXECUTE format('CREATE TRIGGER zhengming_approval BEFORE INSERT OR UPDATE OR DELETE ON %I'
            ' FOR EACH ROW EXECUTE FUNCTION zhengming_guards_approval()', part);
    END LOOP;
END $$;

COMMIT;
