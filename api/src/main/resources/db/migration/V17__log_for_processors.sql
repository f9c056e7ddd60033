-- capture pays for every index of the log, and for every reader of it

create index domain_event_for_processors on domain_event (global_index)
    where (aggregate_type is null or aggregate_type not in ('EpcisEvent', 'MasterData'));

-- An event is there once because its stream and sequence are. Nobody asks for an event_identifier, which is made by chance.
alter table domain_event drop constraint domain_event_event_identifier_key;

-- Half of an outcome is hash, which does not compress: to try cost more than to write it.
alter table capture_job_outcomes alter column outcomes set storage external;
