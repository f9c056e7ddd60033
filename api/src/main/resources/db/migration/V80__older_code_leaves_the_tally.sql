-- nodes of the versions before this one restart the tally whenever another version has counted it, so both restarted it for ever
create function refuse_older_tally() returns trigger
    language plpgsql as $$
begin
    raise exception 'the figures of the home page are counted by version % of the code; version % leaves them to it',
        substring(old.version from '^\d+'), substring(new.version from '^\d+')
        using errcode = 'object_not_in_prerequisite_state',
              hint = 'Stop this server, or have all lots counted again (System on the dashboard).';
end $$;

-- a version without a number, as a recount leaves it, is for any node to count
create trigger older_code_leaves_the_tally before update of version on tally
    for each row when (cast(substring(new.version from '^\d+') as bigint) < cast(substring(old.version from '^\d+') as bigint))
    execute function refuse_older_tally();
