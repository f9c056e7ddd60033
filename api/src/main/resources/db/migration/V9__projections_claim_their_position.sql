-- projections are no processors of Axon's any more: their row in projection_position, which always moved with their token, is all

delete from token_entry_postgresql where processor_name in ('event-index', 'lineage', 'cte', 'master-data');
delete from token_entry_axonserver where processor_name in ('event-index', 'lineage', 'cte', 'master-data');
