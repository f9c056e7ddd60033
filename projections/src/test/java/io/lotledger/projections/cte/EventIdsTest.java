package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Partners choose event IDs freely: what is said of a lot does not depend on them. */
class EventIdsTest {
    private static final Food LOT = packedRomaine();
    private static final List<String> HOURS = List.of("00", "00", "00", "08", "08", "14");
    private static final List<String> DAYS = List.of("18", "19", "19", "19", "20");
    private static final List<String> STEPS =
            List.of("shipping", "departing", "void_shipping", "receiving", "accepting", "transporting", "arriving");
    private static final List<String> PLACES = List.of(PACKER, WAREHOUSE, STORE);

    @Property(tries = 200)
    void otherEventIdsGiveTheSameBalanceRowsAndFindings(@ForAll long seed) {
        Random random = new Random(seed);
        List<EventBuilder> story = story(random);

        String one = said(named(story, ids(random, story.size())));
        String other = said(named(story, ids(random, story.size())));

        assertThat(other).isEqualTo(one);
    }

    private static List<EventBuilder> story(Random random) {
        List<EventBuilder> story = new ArrayList<>();
        story.add(transformation("packing")
                .on("2026-04-18T00:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "100", "CS"));
        story.add(unit(PALLET, Action.ADD, "packing")
                .on("2026-04-18T00:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "40", "CS"));
        int more = 2 + random.nextInt(4);
        for (int i = 0; i < more; i++) story.add(movement(random));
        return story;
    }

    private static EventBuilder movement(Random random) {
        String step = any(random, STEPS);
        EventBuilder event =
                observe(step).on("2026-04-%sT%s:00:00-04:00".formatted(any(random, DAYS), any(random, HOURS)));
        event = random.nextBoolean()
                ? event.epc(PALLET)
                : event.of(LOT.link(), random.nextBoolean() ? "40" : "10", "CS");
        String place = random.nextInt(3) > 0 ? PACKER : any(random, PLACES);
        String to = random.nextInt(3) > 0 ? WAREHOUSE : any(random, PLACES);
        boolean arrives = step.equals("receiving") || step.equals("accepting") || step.equals("arriving");
        if (arrives) event = event.at(to);
        else event = event.readAt(place);
        if (!arrives && random.nextBoolean()) event = event.to(to);
        return random.nextInt(4) > 0 ? event : event.paper("bol", "urn:bol:" + random.nextInt(2));
    }

    private static String any(Random random, List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static List<String> ids(Random random, int count) {
        List<String> ids =
                new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "e" + i).toList());
        Collections.shuffle(ids, random);
        return ids;
    }

    private static EventBuilder[] named(List<EventBuilder> story, List<String> ids) {
        return IntStream.range(0, story.size())
                .mapToObj(i -> story.get(i).named(ids.get(i)))
                .toArray(EventBuilder[]::new);
    }

    /** What is said of the lot, with each event in place of its ID. */
    private static String said(EventBuilder[] events) {
        LotAnalysis lot = Traced.lot(LOT, events);
        Stream<String> balances = lot.balance().balances().stream().map(balance -> "balance " + balance);
        Stream<String> findings =
                Traced.findings(LOT, events).stream().map(Finding::kind).map(kind -> "finding " + kind);
        Stream<String> rows = Traced.of(LOT, events).rows().stream().map(EventIdsTest::row);
        return Stream.of(balances, findings, rows)
                .flatMap(all -> all)
                .sorted()
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    private static String row(CriticalTrackingEvent row) {
        return "row " + row.getClass().getSimpleName() + " " + row.basis().eventTime();
    }
}
