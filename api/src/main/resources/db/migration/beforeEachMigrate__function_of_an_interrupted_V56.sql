-- V56 commits its function before Flyway's row tells of it. Where a kill came between the two, V56 found the function there and
-- failed, at each start. Flyway holds its lock here, so no other node is in V56.
do $$
declare
    history regclass := to_regclass(format('%I.flyway_schema_history', current_schema()));
    is_done boolean;
begin
    if history is null then return; end if;
    execute format('select exists (select from %s where success and split_part(version, ''.'', 1)::int >= 56)', history) into is_done;
    if not is_done then
        execute format('drop function if exists %I.raise_organisation_wall(regclass)', current_schema());
    end if;
end $$;
