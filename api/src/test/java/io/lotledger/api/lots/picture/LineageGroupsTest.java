package io.lotledger.api.lots.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.lots.picture.LineageGraph.GraphLot;
import io.lotledger.api.lots.picture.LineageGraph.Line;
import io.lotledger.api.lots.picture.LineageGraph.Use;
import io.lotledger.api.lots.picture.LineagePicture.Placed;
import io.lotledger.api.lots.picture.LineagePicture.PlacedLine;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineageGroupsTest {
    private final List<GraphLot> lots = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    @Test
    void aWideColumnIsGroupedByProductAndPlace() {
        chain(22, lot -> "Salad", lot -> "Store " + lot % 2);

        LineagePicture picture = LineagePicture.grouped(graph(), Set.of(), null);

        assertThat(groups(picture)).hasSize(2).allSatisfy(group -> {
            assertThat(group.lots()).hasSize(11);
            assertThat(group.distinct(GraphLot::place)).isEqualTo(1);
        });
        assertThat(picture.boxes()).hasSize(4);
    }

    @Test
    void aProductAtManyPlacesIsOneGroup() {
        chain(22, lot -> "Salad", lot -> "Store " + lot % 9);

        assertThat(groups(LineagePicture.grouped(graph(), Set.of(), null)))
                .hasSize(1)
                .allSatisfy(group -> {
                    assertThat(group.lots()).hasSize(22);
                    assertThat(group.distinct(GraphLot::place)).isEqualTo(9);
                });
    }

    @Test
    void twelveLotsAreNotGrouped() {
        chain(12, lot -> "Salad", lot -> "Store");

        assertThat(groups(LineagePicture.grouped(graph(), Set.of(), null))).isEmpty();
    }

    @Test
    void lotsWithErrorsAndTheLotSearchedForStandAlone() {
        chain(22, lot -> "Salad", lot -> "Store");
        lots.set(5, withError(lots.get(5)));

        LineagePicture picture =
                LineagePicture.grouped(graph(), Set.of(), lots.get(9).uri());

        assertThat(picture.boxes().stream()
                        .filter(box -> !box.isGroup())
                        .map(box -> box.first().uri()))
                .containsExactlyInAnyOrder(
                        lots.get(0).uri(),
                        lots.get(1).uri(),
                        lots.get(5).uri(),
                        lots.get(9).uri());
        assertThat(groups(picture)).hasSize(1).allMatch(group -> group.lots().size() == 20);
    }

    @Test
    void neighboursOfTheSeedStandAloneWhileTheyAreFew() {
        star(40);
        assertThat(groups(LineagePicture.grouped(graph(), Set.of(), null))).isEmpty();

        lots.clear();
        lines.clear();
        star(500);
        assertThat(groups(LineagePicture.grouped(graph(), Set.of(), null))).hasSize(1);
    }

    @Test
    void anOpenedGroupShowsItsLotsAndTheSeedStays() {
        chain(22, lot -> "Salad", lot -> "Store " + lot % 2);
        LineagePicture closed = LineagePicture.grouped(graph(), Set.of(), null);
        String key = Objects.requireNonNull(groups(closed).get(0).key());

        LineagePicture open = LineagePicture.grouped(graph(), Set.of(key), null);

        assertThat(groups(open))
                .extracting(Placed::key)
                .containsExactly(groups(closed).get(1).key());
        assertThat(open.boxes()).hasSize(14);
        assertThat(open.boxes().get(open.seed()))
                .isEqualTo(closed.boxes().get(closed.seed()))
                .matches(box -> box.column() == 0 && box.y() == 0);
    }

    @Test
    void farColumnsAreOneGroupAndOpenTwelveAtATime() {
        for (int lot = 0; lot <= 300; lot++) add(lot, "Product " + lot, "Place");
        for (int lot = 0; lot < 300; lot++) link(lot, lot + 1, 1);

        LineagePicture picture = LineagePicture.grouped(graph(), Set.of(), null);
        assertThat(picture.boxes()).hasSize(60);
        Placed far = groups(picture).get(0);
        assertThat(far.isFar()).isTrue();
        assertThat(far.lots()).hasSize(301 - 59);

        LineagePicture opened = LineagePicture.grouped(graph(), Set.of(Objects.requireNonNull(far.key())), null);
        assertThat(opened.boxes()).hasSize(72);
    }

    @Test
    void theLotSearchedForDividesTheFarGroup() {
        for (int lot = 0; lot <= 300; lot++) add(lot, "Product", "Place");
        for (int lot = 0; lot < 300; lot++) link(lot, lot + 1, 1);

        LineagePicture picture =
                LineagePicture.grouped(graph(), Set.of(), lots.get(200).uri());

        assertThat(groups(picture)).hasSize(2);
        assertThat(picture.lines()).noneMatch(PlacedLine::isReturn);
        assertThat(picture.boxes()).hasSizeLessThanOrEqualTo(61);
    }

    @Test
    void anEventThatMakesManyLotsOfAGroupUsesItsInputOnce() {
        add(0, "Hearts", "Packer");
        add(1, "Cut", "Kitchen");
        for (int lot = 2; lot < 20; lot++) add(lot, "Salad", "Store");
        link(0, 1, 5);
        for (int lot = 2; lot < 20; lot++) {
            lines.add(new Line(new Link(1, lot), List.of(new Use("urn:event:one", pounds(700))), null));
        }

        LineagePicture picture = LineagePicture.grouped(graph(), Set.of(), null);

        assertThat(picture.lines()).extracting(PlacedLine::label).containsExactly("5 lb", "700 lb");
    }

    @Provide
    Arbitrary<LineageGraph> graphs() {
        return Arbitraries.integers().between(1, 400).flatMap(size -> {
            Arbitrary<Integer> lot = Arbitraries.integers().between(0, size - 1);
            return Combinators.combine(
                            Combinators.combine(lot, lot).as(Link::new).set().ofMaxSize(900),
                            lot,
                            Arbitraries.integers().between(1, 40))
                    .as((links, seed, products) -> {
                        LineageGroupsTest made = new LineageGroupsTest();
                        for (int i = 0; i < size; i++) made.add(i, "P" + i % products, "L" + i % 7);
                        links.forEach(link -> made.link(link.from(), link.to(), 1));
                        return new LineageGraph(made.lots, seed, made.lines);
                    });
        });
    }

    @Property(tries = 150)
    void theFirstViewHasEveryLotOnceInAtMostSixtyBoxes(@ForAll("graphs") LineageGraph graph) {
        LineagePicture picture = LineagePicture.grouped(graph, Set.of(), null);

        assertThat(picture.boxes()).hasSizeLessThanOrEqualTo(60);
        assertThat(picture.boxes().stream().flatMap(box -> box.lots().stream()))
                .containsExactlyInAnyOrderElementsOf(graph.lots());
        assertThat(picture.boxes().get(picture.seed()).lots())
                .containsExactly(graph.lots().get(graph.seed()));
        assertThat(picture.boxes().get(picture.seed()).y()).isZero();
    }

    @Property(tries = 100)
    void groupingTurnsNoLineRound(@ForAll("graphs") LineageGraph graph) {
        LineagePicture all = LineagePicture.ungrouped(graph);
        long returns = all.lines().stream().filter(PlacedLine::isReturn).count();

        assertThat(LineagePicture.grouped(graph, Set.of(), null).lines().stream()
                        .filter(PlacedLine::isReturn)
                        .count())
                .isLessThanOrEqualTo(returns);
    }

    private void chain(
            int wide, java.util.function.IntFunction<String> product, java.util.function.IntFunction<String> place) {
        add(0, "Hearts", "Packer");
        add(1, "Cut", "Kitchen");
        link(0, 1, 9_000);
        for (int lot = 2; lot < wide + 2; lot++) {
            add(lot, product.apply(lot), place.apply(lot));
            link(1, lot, 10);
        }
    }

    private void star(int wide) {
        add(0, "Hearts", "Packer");
        for (int lot = 1; lot <= wide; lot++) {
            add(lot, "Salad", "Store");
            link(0, lot, 10);
        }
    }

    private void add(int lot, String product, String place) {
        lots.add(new GraphLot(
                "urn:lot:%06d".formatted(lot),
                "L" + lot,
                product,
                place,
                lot == 0 ? Role.SEED : Role.DOWNSTREAM,
                0,
                null));
    }

    private static GraphLot withError(GraphLot lot) {
        return new GraphLot(lot.uri(), lot.code(), lot.product(), lot.place(), lot.role(), 1, Severity.ERROR);
    }

    private void link(int from, int to, long pounds) {
        lines.add(new Line(new Link(from, to), List.of(new Use("urn:event:" + from + "-" + to, pounds(pounds))), null));
    }

    private static Amount pounds(long pounds) {
        return new Amount(BigDecimal.valueOf(pounds), "LBR");
    }

    private LineageGraph graph() {
        return new LineageGraph(lots, 0, lines);
    }

    private static List<Placed> groups(LineagePicture picture) {
        return picture.boxes().stream().filter(Placed::isGroup).toList();
    }
}
