-- movements of serials whose lot nobody told are listed page by page, and belong to no lot that would lead to them
create index event_unit_serial on event_unit (organisation, position) where unit like 'https://id.gs1.org/01/%/21/%';
