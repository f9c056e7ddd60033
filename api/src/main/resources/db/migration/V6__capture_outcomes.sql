-- a row per event of a document cost capture a third of its time: the outcomes of a run of events are one row

create table capture_job_outcomes (
    capture_id  text    not null references capture_job deferrable initially deferred,
    first_index integer not null,
    last_index  integer not null,
    error_count integer not null, -- of the events' own faults, not of a fate they shared
    outcomes    text    not null, -- JSON array, one object per event
    primary key (capture_id, first_index)
);

insert into capture_job_outcomes (capture_id, first_index, last_index, error_count, outcomes)
select capture_id, min(event_index), max(event_index),
       sum(case when shared_fate then 0 else json_array_length(errors::json) end),
       json_agg(json_build_object('index', event_index, 'eventID', event_id, 'status', status,
                                  'payloadHash', payload_hash, 'warnings', warnings::json, 'errors', errors::json)
                order by event_index)::text
  from capture_job_event
 group by capture_id, event_index / 1000;

drop table capture_job_event;
