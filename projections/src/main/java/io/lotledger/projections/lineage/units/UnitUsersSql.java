package io.lotledger.projections.lineage.units;

/** SQL that goes from transformations to those that use the units which they made. */
public final class UnitUsersSql {
    /**
     * The recursive term of {@code concerned(organisation, transformation, is_own)}. It goes on from a unit as long as no
     * event names a lot that was made with it, of a serial one of its product. If the transformation is its own, that is, if one of its events has changed,
     * a lot may have become known only now.
     */
    public static final String OF_CONCERNED = """
            select used.organisation, used.transformation, false
              from concerned c
             cross join lateral (
                select unit, event_time, event_date, by_date, position, until
                  from event_unit
                 where organisation = c.organisation and transformation = c.transformation and role = 'output'
                   and unit !~ '^(https://id\\.gs1\\.org/01/\\d{14}$|urn:epc:idpat:)' -- a product without lot or serial is no unit
                offset 0) made
             cross join lateral (
                select coalesce(range_agg(int8range(position, until)), '{}') as named
                  from event_lot line
                 where organisation = c.organisation and transformation = c.transformation and role = 'output'
                   and not c.is_own and (until is null or until > position)
                   and (made.unit not like 'https://id.gs1.org/01/%' or exists (
                        select from lot where lot_id = line.lot_id and gtin = substring(made.unit from 23 for 14) offset 0))
                offset 0) lot
             cross join lateral (
                select organisation, transformation
                  from used_unit -- or what it is in
                 where organisation = c.organisation and unit = made.unit
                   and (event_time >= made.event_time or (by_date or made.by_date) and event_date >= made.event_date)
                offset 0) used
             where c.is_own or not lot.named @> int8range(made.position, made.until)
            """;

    private UnitUsersSql() {}
}
