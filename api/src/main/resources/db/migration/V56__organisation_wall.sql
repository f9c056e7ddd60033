-- a query that forgets to name the organisation finds rows of none but the reader's own

-- Every role but the tables' owner is behind the wall, and without an organisation it sees nothing. Safe to repeat. Left out are
-- `organisation`, because which of them is the first is asked of all, and `queried_event`, because its GIN index is found by an
-- operator that is not leakproof, which PostgreSQL would run behind the policy and without the index, and `search_term`, because
-- the policy's cost can turn a read of the first rows of a range into one of the whole range.
--
-- Queries name the organisation already. A plain comparison would be counted twice, or be taken for an index condition: an
-- organisation that the statistics do not know yet looks like one row. Of `nullif(…) is not null` the planner expects almost all
-- rows, so plans are the owner's.
create function raise_organisation_wall(relation regclass) returns void
    language plpgsql as $$
declare
    kind "char";
begin
    select relkind into kind from pg_class where oid = relation and relname not in ('organisation', 'queried_event', 'search_term');
    if kind = 'v' then
        execute format('alter view %s set (security_invoker = true)', relation);
    elsif kind in ('r', 'p')
          and exists (select from pg_attribute where attrelid = relation and attname = 'organisation' and not attisdropped)
          and not exists (select from pg_policy where polrelid = relation and polname = 'organisation_wall') then
        execute format('alter table %s enable row level security', relation);
        execute format('create policy organisation_wall on %s'
                       ' using (nullif(organisation = (select nullif(current_setting(''lotledger.organisation'', true), '''')::uuid), false)'
                       ' is not null)', relation);
    end if;
end $$;

-- one table at a time: with two locked at once, a node that serves meanwhile could make a deadlock of it
do $$
declare
    relation regclass;
begin
    for relation in
        select oid from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v') order by oid
    loop
        perform raise_organisation_wall(relation);
        commit;
    end loop;
end $$;
