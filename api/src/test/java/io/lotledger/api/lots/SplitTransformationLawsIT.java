package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.serial;
import static io.lotledger.ingest.epcis.Action.ADD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.lineage.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** A transformation told by many events that share its transformationID. */
class SplitTransformationLawsIT {
    /** Each event of a link in force at each position of the log, if every pair of events were a row. */
    private static final String BY_ALL_PAIRS = """
            with side as (
                select transformation, role, lot_id, position, since, coalesce(until, 9223372036854775807) as until
                  from transformation_line
                 where role in ('input', 'output') and (until is null or until > since)
            ), pair as (
                select i.lot_id as from_lot, o.lot_id as to_lot, i.position as input, o.position as output,
                       greatest(i.since, o.since) as since, least(i.until, o.until) as until
                  from side i
                  join side o on o.transformation = i.transformation
                 where i.role = 'input' and o.role = 'output'
            )
            select distinct concat_ws(' ', at, from_lot, to_lot, e.position, e.end)
              from pair
             cross join lateral (values (input, 'input'), (output, 'output')) e(position, "end")
              join generate_series(1, :last) at on since <= at and at < until
             order by 1
            """;

    private static final String ROWS_OF_ALL_PAIRS = """
            insert into lot_edge (organisation, from_lot, to_lot, input_position, output_position, since, until, input_event,
                                  output_event, input_uoms, output_uoms, counts_serials)
            select i.organisation, i.lot_id, o.lot_id, i.position, o.position, greatest(i.since, o.since), least(i.until, o.until),
                   (select event_id from event where position = i.position),
                   case when i.position <> o.position then (select event_id from event where position = o.position) end,
                   1, 1, i.is_serial or o.is_serial
              from transformation_line i
              join transformation_line o on o.organisation = i.organisation and o.transformation = i.transformation
             where i.role = 'input' and o.role = 'output'
               and greatest(i.since, o.since) < coalesce(least(i.until, o.until), 9223372036854775807)
                on conflict do nothing
            """;

    private static final String BY_ROWS = """
            select distinct concat_ws(' ', at, from_lot, to_lot, e.position, e.end)
              from lot_edge
             cross join lateral (values (input_position, 'input'), (output_position, 'output')) e(position, "end")
              join generate_series(1, :last) at on since <= at and (until is null or at < until)
             order by 1
            """;

    private final ProjectedLedger ledger = ProjectedLedger.emptied();

    @Example
    void eventsThatEachNameBothLotsAreOneLinkEach() {
        List<EpcisEvent> chain = new ArrayList<>();
        for (int i = 0; i < 300; i++)
            chain.add(part(i).cases(lot("Flour"), 1).intoCases(lot("Bread"), 1).transformation());

        ledger.projectAfresh(chain, 100);

        assertThat(links()).isEqualTo(300);
        assertThat(ledger.lineage
                        .trace(ledger.lot(lot("Bread")), Direction.BACKWARD, chain.size())
                        .edges())
                .hasSize(300);
    }

    @Example
    void eventsThatEachNameOneLotAreAsManyLinks() {
        List<EpcisEvent> chain = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            chain.add(part(2 * i).cases(lot("Flour"), 1).transformation());
            chain.add(part(2 * i + 1).intoCases(lot("Bread"), 1).transformation());
        }

        ledger.projectAfresh(chain, 37);

        assertThat(links()).isEqualTo(2 * 200 - 1);
        assertThat(ledger.lineage
                        .trace(ledger.lot(lot("Bread")), Direction.BACKWARD, chain.size())
                        .edges())
                .hasSize(400);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void linksNameTheEventsThatAllPairsWouldNameAtEachPositionOfTheLog(
            @ForAll @LongRange(min = 1, max = 40) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = parts(random);

        ledger.projectAfresh(chain, 1 + random.nextInt(6));

        assertThat(told(BY_ROWS, chain.size())).isEqualTo(told(BY_ALL_PAIRS, chain.size()));
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void soTheyDoAfterAnUpdateOfTablesWithARowForEachPair(@ForAll @LongRange(min = 1, max = 25) long seed)
            throws IOException {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = parts(random);
        ledger.projectAfresh(chain, 1 + random.nextInt(6));
        int links = links();
        ledger.jdbc.sql(ROWS_OF_ALL_PAIRS).update();

        ledger.jdbc.sql(deletionOf("V81__links_name_each_event_once.sql")).update();

        assertThat(links()).isLessThanOrEqualTo(3 * links);
        assertThat(told(BY_ROWS, chain.size())).isEqualTo(told(BY_ALL_PAIRS, chain.size()));
        ledger.project(List.of(ledger.captured(ORGANISATION, nextPart())), chain.size() + 1, 1);
        assertThat(told(BY_ROWS, chain.size() + 1)).isEqualTo(told(BY_ALL_PAIRS, chain.size() + 1));
    }

    private static String deletionOf(String migration) throws IOException {
        try (InputStream script = SplitTransformationLawsIT.class.getResourceAsStream("/db/migration/" + migration)) {
            String all = new String(requireNonNull(script).readAllBytes(), UTF_8);
            return all.substring(0, all.indexOf(';'));
        }
    }

    /** The next part of one of the transformations. */
    private static EpcisEvent nextPart() {
        return SampleKeys.event("part-last")
                .at(1)
                .partOf("urn:transformation:0")
                .cases(lot("Used0"), 7)
                .transformation();
    }

    /** It takes the part of an event behind it in the log, whose rows would otherwise outlive it. */
    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void soTheyDoWhenAnEventWasParkedAndOthersAreDeclaredErroneousLater(
            @ForAll @LongRange(min = 1, max = 25) long seed) {
        Random random = SeededChains.random(seed);
        List<EpcisEvent> chain = parts(random);
        List<EpcisEvent> stuck =
                chain.stream().filter(event -> random.nextInt(4) == 0).toList();
        ledger.projectAfreshParking(stuck, chain, 1 + random.nextInt(9));

        stuck.forEach(event -> ledger.mend(event));
        ledger.parked.retry(ORGANISATION, ledger.parking);
        List<EpcisEventCaptured> wrong = chain.stream()
                .filter(event -> event.fields().errorDeclaration() == null && random.nextInt(3) == 0)
                .map(event -> ledger.captured(ORGANISATION, EventBuilder.errorDeclaration(event)))
                .toList();
        ledger.project(wrong, chain.size() + 1, 1);

        int last = chain.size() + wrong.size();
        assertThat(told(BY_ROWS, last)).isEqualTo(told(BY_ALL_PAIRS, last));
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void anyOrderOfArrivalGivesTheSameTables(@ForAll @LongRange(min = 1, max = 15) long seed) {
        Random random = SeededChains.random(seed);
        LedgerState state = new LedgerState(ledger);
        List<EpcisEvent> chain = parts(random);
        ledger.projectAfresh(chain, 1 + random.nextInt(6));
        List<String> tables = state.tables();
        List<String> answers = state.answers(chain.size());

        Collections.shuffle(chain, random);
        ledger.projectAfresh(chain, 1 + random.nextInt(6));

        assertThat(state.tables()).isEqualTo(tables);
        assertThat(state.answers(chain.size())).isEqualTo(answers);
    }

    /** Up to four lots, two transformations, serials whose lot comes to be known, and corrections; shuffled. */
    private static List<EpcisEvent> parts(Random random) {
        List<EpcisEvent> chain = new ArrayList<>();
        int size = 6 + random.nextInt(18);
        for (int i = 0; i < size; i++) {
            EventBuilder part = SampleKeys.event("part-" + i)
                    .at(1 + random.nextInt(5))
                    .partOf("urn:transformation:" + random.nextInt(5) / 4);
            chain.add(
                    switch (random.nextInt(8)) {
                        case 0, 1 -> part.cases(used(random), 1 + i).transformation();
                        case 2, 3 -> part.intoCases(made(random), 1 + i).transformation();
                        case 4 -> part.epc(serial("S" + random.nextInt(3))).transformation();
                        case 5 ->
                            part.intoEpc(serial("S" + (3 + random.nextInt(2)))).transformation();
                        case 6 ->
                            SampleKeys.event("serial-" + i)
                                    .at(1)
                                    .epc(serial("S" + random.nextInt(5)))
                                    .lotNumber("L" + random.nextInt(2))
                                    .object(ADD);
                        default ->
                            part.cases(used(random), 2)
                                    .intoCases(made(random), 3)
                                    .transformation();
                    });
        }
        for (int declared = random.nextInt(5); declared > 0; declared--)
            chain.add(EventBuilder.errorDeclaration(chain.get(random.nextInt(size))));
        Collections.shuffle(chain, random);
        return chain;
    }

    private static String used(Random random) {
        return lot("Used" + random.nextInt(2));
    }

    private static String made(Random random) {
        return lot("Made" + random.nextInt(2));
    }

    private static EventBuilder part(int i) {
        return SampleKeys.event("part-" + i).at(1).partOf("urn:transformation:baking");
    }

    private int links() {
        return ledger.jdbc
                .sql("select count(*) from lot_edge")
                .query(Integer.class)
                .single();
    }

    private List<String> told(String sql, int last) {
        return ledger.jdbc.sql(sql).param("last", last).query(String.class).list();
    }
}
