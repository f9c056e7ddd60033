-- a rebuild of `cte` goes through the lots in the order in which the log first named them

create index lot_since on lot (since);

-- a rebuild under way may have made its indexes already: it is to be asked for again
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
