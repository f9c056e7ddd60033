package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.delete;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Partners choose event IDs freely: what is said of a lot does not depend on them. Half of the events have no hour. */
class EventIdsTest {
    private static final Pattern IDS = Pattern.compile("(event-\\d+-(, )?)+");
    private static final Pattern ID = Pattern.compile("event-\\d+-");
    private static final List<Food> LOTS = List.of(packedRomaine(), packedRomaine(), romaine(), salad());
    private static final List<String> HOURS = List.of("00", "00", "00", "08", "08", "14");
    private static final List<String> DAYS = List.of("17", "18", "18", "19", "19", "19", "20");
    private static final List<String> PLACES = List.of(PACKER, PACKER, WAREHOUSE, STORE, PROCESSOR);
    private static final List<String> UNITS = List.of(PALLET, "urn:epc:id:grai:0614141.12345.400");
    private static final List<String> STEPS = List.of(
            "shipping",
            "departing",
            "void_shipping",
            "receiving",
            "accepting",
            "transporting",
            "arriving",
            "destroying",
            "retail_selling",
            "storing",
            "loading",
            "unloading");

    @Property(tries = 150)
    void otherEventIdsGiveTheSameRowsBalancesAndFindings(@ForAll long seed) {
        Random random = new Random(seed);

        assertIdsDecideNothing(story(random), random);
    }

    /** The document of each event is of a type of its own: no two contradict each other. */
    @Property(tries = 150)
    void otherEventIdsGiveTheSameDeliveriesOfEqualAmounts(@ForAll long seed) {
        Random random = new Random(seed);
        List<EventBuilder> story = packed();
        int more = 4 + random.nextInt(6);
        for (int i = 0; i < more; i++) {
            EventBuilder event = random.nextBoolean()
                    ? observe(any(random, List.of("shipping", "departing")))
                            .readAt(PACKER)
                            .to(WAREHOUSE)
                    : observe(any(random, List.of("receiving", "accepting"))).at(WAREHOUSE);
            event.on(time(random)).paper("urn:type:" + i, "urn:document:" + i);
            story.add(
                    random.nextInt(3) == 0
                            ? event.epc(PALLET)
                            : event.of(packedRomaine().link(), any(random, List.of("40", "40", "10")), "CS"));
        }

        assertIdsDecideNothing(story, random);
    }

    private static void assertIdsDecideNothing(List<EventBuilder> story, Random random) {
        String one = said(story, ids(random, story.size()));
        String other = said(story, ids(random, story.size()));

        assertThat(other).isEqualTo(one);
    }

    private static List<EventBuilder> story(Random random) {
        List<EventBuilder> story = packed();
        int more = 3 + random.nextInt(6);
        for (int i = 0; i < more; i++) story.add(event(random, i + ""));
        return story;
    }

    private static List<EventBuilder> packed() {
        List<EventBuilder> story = new ArrayList<>();
        story.add(transformation("packing")
                .on("2026-04-18T00:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(packedRomaine().link(), "100", "CS"));
        story.add(unit(PALLET, Action.ADD, "packing")
                .on("2026-04-18T00:00:00-04:00")
                .at(PACKER)
                .of(packedRomaine().link(), "40", "CS"));
        return story;
    }

    /** @param document of its own, so that no two events say the same */
    private static EventBuilder event(Random random, String document) {
        EventBuilder event = some(random).on(time(random)).paper("po", "urn:po:" + document);
        if (random.nextInt(3) > 0) event.readAt(any(random, PLACES));
        if (random.nextInt(3) == 0) event.at(any(random, PLACES));
        if (random.nextInt(3) == 0) event.to(any(random, PLACES));
        if (random.nextInt(4) == 0) event.from(any(random, PLACES));
        return random.nextInt(5) > 0 ? event : event.paper("bol", "urn:bol:" + random.nextInt(2));
    }

    private static String time(Random random) {
        return "2026-04-%sT%s:00:00-04:00".formatted(any(random, DAYS), any(random, HOURS));
    }

    private static EventBuilder some(Random random) {
        return switch (random.nextInt(12)) {
            case 0 ->
                transformation(any(random, List.of("packing", "transforming", "commissioning")))
                        .of(lot(random), quantity(random), "CS")
                        .into(lot(random), quantity(random), "CS");
            case 1 ->
                unit(any(random, UNITS), any(random, List.of(Action.values())), any(random, STEPS))
                        .of(lot(random), quantity(random), "CS");
            case 2 ->
                unit(UNITS.get(1), any(random, List.of(Action.ADD, Action.DELETE)), any(random, STEPS))
                        .epc(PALLET);
            case 3 -> goods(random, transaction(Action.ADD, any(random, STEPS)));
            case 4 -> goods(random, add(any(random, List.of("commissioning", "harvesting", "cooling", "receiving"))));
            case 5 -> goods(random, delete(any(random, STEPS)));
            default -> goods(random, observe(any(random, STEPS)));
        };
    }

    private static EventBuilder goods(Random random, EventBuilder event) {
        return random.nextInt(3) == 0 ? event.epc(any(random, UNITS)) : event.of(lot(random), quantity(random), "CS");
    }

    private static String lot(Random random) {
        return any(random, LOTS).link();
    }

    private static String quantity(Random random) {
        return any(random, List.of("40", "10", "100"));
    }

    private static <T> T any(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static List<String> ids(Random random, int count) {
        List<String> ids = new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> "event-" + i + "-").toList());
        Collections.shuffle(ids, random);
        return ids;
    }

    /** What is said of the lots, with the place of each event in the story instead of its ID. */
    private static String said(List<EventBuilder> story, List<String> ids) {
        EventBuilder[] told = IntStream.range(0, story.size())
                .mapToObj(i -> story.get(i).named(ids.get(i)))
                .toArray(EventBuilder[]::new);
        Function<Food, Stream<Object>> ofLot = lot ->
                Stream.concat(Traced.lot(lot, told).balance().balances().stream(), Traced.findings(lot, told).stream());
        CriticalTrackingEvents events = Traced.of(packedRomaine(), told);
        return Stream.of(
                        Stream.of(packedRomaine(), salad()).flatMap(ofLot),
                        events.rows().stream(),
                        events.unclassified().stream())
                .flatMap(some -> some)
                .map(one -> placed(one.toString(), ids))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String placed(String text, List<String> ids) {
        List<Integer> places = ID.matcher(text)
                .results()
                .map(id -> ids.indexOf(id.group()))
                .sorted()
                .toList();
        return IDS.matcher(text).replaceAll(Matcher.quoteReplacement("#")) + places;
    }
}
