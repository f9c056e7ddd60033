package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.hour;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static io.lotledger.projections.lineage.packing.PackedUnits.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is unloaded on a day, of which an event says that it was inside, has gone; in any order of events and of their IDs. */
class UnloadedByDateTest {
    private static final String TRUCK = "urn:epc:id:grai:0614141.12345.400";
    private static final String FERRY = "urn:epc:id:grai:0614141.12345.402";
    private static final String PALLET = "urn:epc:id:sscc:0614141.1000000001";
    private static final String CASE = "urn:epc:id:sscc:0614141.1000000002";
    private static final String OTHER_PALLET = "urn:epc:id:sscc:0614141.1000000003";
    private static final String ROMAINE = "urn:epc:class:lgtin:0614141.107346.R1";
    private static final String SPINACH = "urn:epc:class:lgtin:0614141.107346.S1";

    /** Of the day of the events without an hour. */
    private static final String[] MIDNIGHT = {
        "2026-03-02T00:00:00Z", "2026-03-02T00:00:00-07:00", "2026-03-02T00:00:00+09:00"
    };

    private static final String EARLY = "2026-03-02T08:00:00Z";
    private static final String LATE = "2026-03-02T16:00:00Z";

    /** When something is said, and in what words. */
    private record Told(String words, List<EventBuilder> events) {
        @Override
        public String toString() {
            return words;
        }
    }

    private static EventBuilder event(String time) {
        String offset = time.endsWith("Z") ? "+00:00" : time.substring(19);
        return EventBuilder.event("?").on(time).offset(offset);
    }

    private static Stream<Told> at(String[] times, String words, Function<String, EventBuilder> event) {
        return Stream.of(times).map(time -> new Told(words + " " + time, List.of(event.apply(time))));
    }

    private static String[] times(String... more) {
        return Stream.concat(Stream.of(MIDNIGHT), Stream.of(more)).toArray(String[]::new);
    }

    @Provide
    static Arbitrary<Told> receipt() {
        return Arbitraries.of(Stream.of(
                        at(
                                times(EARLY),
                                "received",
                                time -> event(time).step("receiving").epc(PALLET)),
                        at(
                                times(EARLY),
                                "accepted",
                                time -> event(time).step("accepting").epc(PALLET)),
                        at(
                                times(EARLY),
                                "received with its cases",
                                time -> event(time).step("receiving").epc(PALLET, CASE)),
                        at(
                                times(EARLY),
                                "shipped",
                                time -> event(time).step("shipping").epc(PALLET)),
                        at(
                                times(EARLY),
                                "seen with its cases",
                                time -> event(time).step("storing").epc(PALLET, CASE)),
                        at(
                                times(EARLY),
                                "its case seen",
                                time -> event(time).step("storing").epc(CASE)),
                        at(
                                times(EARLY),
                                "received with its amount",
                                time -> event(time)
                                        .step("receiving")
                                        .epc(PALLET)
                                        .of(some(ROMAINE, "40", "CS"))))
                .flatMap(one -> one)
                .toList());
    }

    @Provide
    static Arbitrary<Told> unloading() {
        return Arbitraries.of(Stream.of(
                        at(times(LATE), "unloaded", time -> event(time).step("unloading")),
                        at(
                                times(LATE),
                                "its pallet unloaded",
                                time -> event(time).step("unloading").epc(PALLET)),
                        at(
                                times(LATE),
                                "its pallet and the cases unloaded",
                                time -> event(time).step("unloading").epc(PALLET, CASE)))
                .flatMap(one -> one)
                .toList());
    }

    private static List<EventBuilder> loaded(boolean withCases) {
        EventBuilder load =
                EventBuilder.event("?").at(-29).step("loading").in(TRUCK).epc(PALLET);
        return List.of(
                EventBuilder.event("?").at(-31).in(CASE).of(some(ROMAINE, "40", "CS")),
                EventBuilder.event("?").at(-30).in(PALLET).epc(CASE),
                withCases ? load.epc(CASE) : load);
    }

    private static List<EventBuilder> loadedAnew() {
        return List.of(
                EventBuilder.event("?").at(40).in(OTHER_PALLET).of(some(SPINACH, "7", "CS")),
                EventBuilder.event("?").at(41).step("loading").in(TRUCK).epc(OTHER_PALLET));
    }

    /** Under IDs by chance, in any order. */
    private static final class Story {
        private final Random random;
        private final List<Integer> ids = new ArrayList<>();
        private final List<EpcisEvent> events = new ArrayList<>();

        Story(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 20; i++) ids.add(10 + i);
            Collections.shuffle(ids, random);
        }

        Story with(List<EventBuilder> some, io.lotledger.ingest.epcis.Action action) {
            for (EventBuilder one : some)
                events.add(one.named("event " + ids.get(events.size())).aggregation(action));
            return this;
        }

        PackingHistory tell() {
            Collections.shuffle(events, random);
            return history(events.toArray(EpcisEvent[]::new));
        }
    }

    private static List<EventBuilder> inTruck(Told told) {
        return told.events().stream().map(event -> event.in(TRUCK)).toList();
    }

    @Property
    void whatIsUnloadedOnTheDayOnWhichItIsSeenHasGone(
            @ForAll("receipt") Told receipt,
            @ForAll("unloading") Told unloading,
            @ForAll boolean withCases,
            @ForAll boolean isAdded,
            @ForAll long seed) {
        boolean states = isAdded && !receipt.words().contains("seen");

        PackingHistory history = new Story(seed)
                .with(loaded(withCases), ADD)
                .with(inTruck(receipt), states ? ADD : OBSERVE)
                .with(inTruck(unloading), DELETE)
                .with(loadedAnew(), ADD)
                .tell();

        assertThat(history.at(TRUCK, hour(45))).containsExactly(content(SPINACH, "7", "CS"));
        assertThat(history.at(PALLET, hour(45))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    /** As a spreadsheet tells it: the truck is unloaded and loaded again on one date. */
    @Property
    void palletThatIsLoadedAgainOnTheDateOfItsUnloadingStays(
            @ForAll("receipt") Told receipt,
            @ForAll("unloading") Told unloading,
            @ForAll boolean byHour,
            @ForAll long seed) {
        String time = byHour ? "2026-03-02T17:00:00Z" : MIDNIGHT[0];
        if (!unloading.words().endsWith("Z") || (!byHour && unloading.words().endsWith(LATE))) return;

        PackingHistory history = new Story(seed)
                .with(loaded(true), ADD)
                .with(inTruck(receipt), OBSERVE)
                .with(inTruck(unloading), DELETE)
                .with(List.of(event(time).step("loading").in(TRUCK).epc(PALLET)), ADD)
                .with(loadedAnew(), ADD)
                .tell();

        assertThat(history.at(TRUCK, hour(45)))
                .containsExactlyInAnyOrder(content(ROMAINE, "40", "CS"), content(SPINACH, "7", "CS"));
    }

    @Property
    void palletOfWhichOnlyTheReceiptTellsIsUnloadedToo(
            @ForAll("receipt") Told receipt,
            @ForAll("unloading") Told unloading,
            @ForAll boolean other,
            @ForAll long seed) {
        if (!receipt.words().contains("ceived") || receipt.words().contains("amount")) return;
        List<EventBuilder> before = other
                ? List.of(EventBuilder.event("?").at(-29).in(TRUCK).epc("urn:epc:id:sscc:0614141.1000000009"))
                : List.of();

        PackingHistory history = new Story(seed)
                .with(loaded(true).subList(0, 2), ADD)
                .with(before, ADD)
                .with(inTruck(receipt), OBSERVE)
                .with(inTruck(unloading), DELETE)
                .with(loadedAnew(), ADD)
                .tell();

        assertThat(history.at(TRUCK, hour(45))).containsExactly(content(SPINACH, "7", "CS"));
    }

    /** The sender's system knows the hour, the receiver's the date. */
    @Property
    void palletThatIsLoadedReceivedAndUnloadedOnOneDayHasGone(
            @ForAll("receipt") Told receipt, @ForAll("unloading") Told unloading, @ForAll long seed) {
        if (!receipt.words().contains("ceived") || receipt.words().contains("amount")) return;

        PackingHistory history = new Story(seed)
                .with(loaded(true).subList(0, 2), ADD)
                .with(List.of(event("2026-03-02T06:00:00Z").in(TRUCK).epc(PALLET)), ADD)
                .with(inTruck(receipt), OBSERVE)
                .with(inTruck(unloading), DELETE)
                .with(loadedAnew(), ADD)
                .tell();

        assertThat(history.at(TRUCK, hour(45))).containsExactly(content(SPINACH, "7", "CS"));
    }

    /** Nothing else was there to be unloaded. */
    @Property
    void palletThatIsLoadedByTheHourOnTheDateOfItsUnloadingHasGone(
            @ForAll("unloading") Told unloading,
            @ForAll boolean twoPallets,
            @ForAll boolean isOfLastWeek,
            @ForAll long seed) {
        EventBuilder lastWeek = EventBuilder.event("?").at(-100).in(TRUCK).epc(PALLET);
        List<EventBuilder> second =
                List.of(event("2026-03-02T06:30:00Z").in(TRUCK).epc(OTHER_PALLET));

        PackingHistory history = new Story(seed)
                .with(loaded(true).subList(0, 2), ADD)
                .with(isOfLastWeek ? List.of(lastWeek) : List.of(), ADD)
                .with(isOfLastWeek ? List.of(EventBuilder.event("?").at(-60).in(TRUCK)) : List.of(), DELETE)
                .with(List.of(event("2026-03-02T06:00:00Z").in(TRUCK).epc(PALLET)), ADD)
                .with(twoPallets && !unloading.words().contains("pallet") ? second : List.of(), ADD)
                .with(inTruck(unloading), DELETE)
                .with(loadedAnew().subList(0, 1), ADD)
                .tell();

        assertThat(history.at(TRUCK, hour(45))).isEmpty();
        assertThat(history.at(TRUCK, EventMoment.of(event(EARLY).object(OBSERVE))))
                .as("for a shipment of that day")
                .containsExactly(content(ROMAINE, "40", "CS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "40", "15"})
    void amountThatIsPackedByTheHourOnTheDateOfItsUnpackingHasGone(String taken) {
        EventBuilder unload = event(MIDNIGHT[0]).named("unload").in(TRUCK);
        PackingHistory history = history(
                event("2026-03-02T06:00:00Z")
                        .named("load")
                        .in(TRUCK)
                        .of(some(ROMAINE, "30", "CS"), some(ROMAINE, "10", "CS"))
                        .aggregation(ADD),
                (taken.isEmpty() ? unload : unload.of(some(ROMAINE, taken.equals("all") ? null : taken, "CS")))
                        .aggregation(DELETE));

        if (taken.equals("15")) assertThat(history.at(TRUCK, hour(45))).containsExactly(content(ROMAINE, "25", "CS"));
        else assertThat(history.at(TRUCK, hour(45))).isEmpty();
    }

    @Test
    void palletThatIsLoadedTwiceByTheHourOnTheDateOfItsUnloadingStays() {
        PackingHistory history = history(
                event(EARLY)
                        .named("pack")
                        .at(-30)
                        .in(PALLET)
                        .of(some(ROMAINE, "40", "CS"))
                        .aggregation(ADD),
                event(MIDNIGHT[0]).named("unload").in(TRUCK).epc(PALLET).aggregation(DELETE),
                event(EARLY).named("load").in(TRUCK).epc(PALLET).aggregation(ADD),
                event(LATE).named("again").in(TRUCK).epc(PALLET).aggregation(ADD));

        assertThat(history.at(TRUCK, hour(45))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Test
    void palletThatIsLoadedOnTheDateOnWhichAnotherIsUnloadedStays() {
        PackingHistory history = history(
                event(EARLY)
                        .named("pack")
                        .at(-30)
                        .in(PALLET)
                        .of(some(ROMAINE, "40", "CS"))
                        .aggregation(ADD),
                event(EARLY).named("other").at(-29).in(TRUCK).epc(OTHER_PALLET).aggregation(ADD),
                event(MIDNIGHT[0]).named("unload").in(TRUCK).aggregation(DELETE),
                event(EARLY).named("load").in(TRUCK).epc(PALLET).aggregation(ADD));

        assertThat(history.at(TRUCK, hour(45))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Test
    void palletThatIsSeenForTheFirstTimeMayHaveBeenLoadedAfterTheUnloading() {
        PackingHistory history = history(
                event(EARLY)
                        .named("pack")
                        .at(-30)
                        .in(PALLET)
                        .of(some(ROMAINE, "40", "CS"))
                        .aggregation(ADD),
                event(MIDNIGHT[0]).named("unload").in(TRUCK).aggregation(DELETE),
                event(EARLY)
                        .named("ship")
                        .step("shipping")
                        .in(TRUCK)
                        .epc(PALLET)
                        .aggregation(OBSERVE));

        assertThat(history.at(TRUCK, hour(45))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Test
    void unloadedPalletIsFoundByEventsOfTheDay() {
        PackingHistory history = history(
                event(EARLY)
                        .named("pack")
                        .at(-30)
                        .in(PALLET)
                        .of(some(ROMAINE, "40", "CS"))
                        .aggregation(ADD),
                event(MIDNIGHT[0]).named("unload").in(TRUCK).aggregation(DELETE),
                event(EARLY)
                        .named("receive")
                        .step("receiving")
                        .in(TRUCK)
                        .epc(PALLET)
                        .aggregation(OBSERVE));

        EpcisEvent late = event(LATE).object(OBSERVE);
        EpcisEvent dated = event(MIDNIGHT[0]).object(OBSERVE);
        assertThat(history.at(TRUCK, EventMoment.of(late))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(TRUCK, EventMoment.of(dated))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(TRUCK, EventMoment.of(event(EARLY).at(24).object(OBSERVE))))
                .isEmpty();
    }

    @Property
    void palletThatIsLoadedElsewhereOnTheDayOnWhichItIsSeenIsThereOnly(
            @ForAll("receipt") Told receipt, @ForAll boolean alone, @ForAll long seed) {
        PackingHistory history = new Story(seed)
                .with(loaded(true), ADD)
                .with(
                        alone
                                ? List.of()
                                : List.of(EventBuilder.event("?")
                                        .at(-28)
                                        .in(TRUCK)
                                        .of(some(SPINACH, "1", "CS"))),
                        ADD)
                .with(inTruck(receipt), OBSERVE)
                .with(List.of(event(MIDNIGHT[0]).step("loading").in(FERRY).epc(PALLET)), ADD)
                .with(loadedAnew(), ADD)
                .tell();

        assertThat(history.at(TRUCK, hour(45)))
                .extracting(ContainerContents.Content::lot)
                .doesNotContain(content(ROMAINE, "1", "CS").lot());
        assertThat(history.at(FERRY, hour(45))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Property
    void unitThatIsUsedOnTheDayOnWhichItIsSeenIsEmptyWhenItIsPackedAgain(
            @ForAll boolean receives, @ForAll boolean seenByDate, @ForAll boolean usedByDate, @ForAll long seed) {
        EventBuilder seen = event(seenByDate ? MIDNIGHT[0] : EARLY)
                .step(receives ? "receiving" : "storing")
                .in(PALLET)
                .of(some(ROMAINE, "40", "CS"));
        Story story = new Story(seed)
                .with(List.of(EventBuilder.event("?").at(-30).in(PALLET).of(some(ROMAINE, "40", "CS"))), ADD)
                .with(List.of(seen), OBSERVE)
                .with(List.of(EventBuilder.event("?").at(40).in(PALLET).of(some(SPINACH, "7", "CS"))), ADD);
        story.events.add(
                event(usedByDate ? MIDNIGHT[0] : LATE).named("0").epc(PALLET).transformation());

        assertThat(story.tell().at(PALLET, hour(45))).containsExactly(content(SPINACH, "7", "CS"));
    }

    @Test
    void whatIsReceivedAndUsedOnADateIsFoundThoughTheUnitIsPackedAgainThatDay() {
        EpcisEvent used = event(MIDNIGHT[0]).named("use").epc(PALLET).transformation();
        PackingHistory history = history(
                used,
                event(EARLY)
                        .named("receive")
                        .step("receiving")
                        .in(PALLET)
                        .epc(CASE)
                        .aggregation(OBSERVE),
                event(LATE)
                        .named("again")
                        .in(PALLET)
                        .of(some(SPINACH, "7", "CS"))
                        .aggregation(ADD));

        assertThat(history.unitsIn(PALLET, EventMoment.of(used))).containsExactly(LogisticUnit.name(CASE));
        assertThat(history.at(PALLET, hour(45))).containsExactly(content(SPINACH, "7", "CS"));
    }

    @Property
    void amountThatIsUnloadedOnTheDayOnWhichItIsSeenHasGone(
            @ForAll boolean receives,
            @ForAll boolean seenByDate,
            @ForAll boolean takenByDate,
            @ForAll("taken") String taken,
            @ForAll long seed) {
        EventBuilder seen = event(seenByDate ? MIDNIGHT[0] : EARLY)
                .step(receives ? "receiving" : "storing")
                .in(TRUCK)
                .of(some(ROMAINE, "40", "CS"));
        EventBuilder unload = event(takenByDate ? MIDNIGHT[0] : LATE).in(TRUCK);
        PackingHistory history = new Story(seed)
                .with(List.of(EventBuilder.event("?").at(-30).in(TRUCK).of(some(ROMAINE, "40", "CS"))), ADD)
                .with(List.of(seen), OBSERVE)
                .with(
                        List.of(
                                taken.isEmpty()
                                        ? unload
                                        : unload.of(some(ROMAINE, taken.equals("all") ? null : taken, "CS"))),
                        DELETE)
                .tell();

        if (taken.equals("15")) assertThat(history.at(TRUCK, hour(45))).containsExactly(content(ROMAINE, "25", "CS"));
        else assertThat(history.at(TRUCK, hour(45))).isEmpty();
    }

    @Provide
    static Arbitrary<String> taken() {
        return Arbitraries.of("", "all", "40", "15");
    }
}
