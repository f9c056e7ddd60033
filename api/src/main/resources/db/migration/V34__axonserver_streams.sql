-- Axon Server cannot be asked for many aggregates at once: where the last entry of each stream is stands here in that mode

create table axonserver_stream (
    stream   uuid   not null primary key,
    sequence bigint not null,
    position bigint not null
);

-- how far the log has been read for it
create table axonserver_stream_position (
    position bigint not null
);

insert into axonserver_stream_position (position) values (0);
