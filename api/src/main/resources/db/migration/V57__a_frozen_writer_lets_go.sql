-- A node that is frozen between two statements would hold the writers' lock for as long as it is: PostgreSQL ends its session.
create or replace function hold_log_writers(record_time timestamptz) returns boolean
    language plpgsql volatile set enable_sort = off as $$
declare
    last timestamptz;
begin
    perform set_config('idle_in_transaction_session_timeout', '15s', true);
    perform pg_advisory_xact_lock(7813591887417468786); -- 'lotledgr' in ASCII, the lock of LogRows
    if record_time is not null then
        -- what is captured while this waits for the lock is seen: each statement of a volatile function has its own snapshot
        select recorded_at into last from domain_event
         where aggregate_type in ('EpcisEvent', 'MasterData')
         order by global_index desc limit 1;
        if last >= record_time then
            raise exception 'the log has an entry recorded at %, not before %', last, record_time using errcode = 'LL001';
        end if;
    end if;
    return true;
end $$;
