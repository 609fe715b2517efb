-- What was seen of a public post is never changed, and stays as long as it is to be kept.

CREATE OR REPLACE FUNCTION sightings_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.kept_until <= now() THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a sighting is never changed, and deleted only once it need no longer be kept'
        USING ERRCODE = 'SG001';
END $$;

CREATE OR REPLACE TRIGGER frozen BEFORE UPDATE OR DELETE ON sightings
    FOR EACH ROW EXECUTE FUNCTION sightings_refuse_change();
CREATE OR REPLACE TRIGGER no_truncate BEFORE TRUNCATE ON sightings
    FOR EACH STATEMENT EXECUTE FUNCTION sightings_refuse_change();
