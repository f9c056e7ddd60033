package io.lotledger.api.lots.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the layout, for graphs with cycles, loops and lots that no path joins to the seed. */
class LineageLayoutLawsTest {
    record Graph(int lots, int seed, List<Link> links) {}

    @Provide
    Arbitrary<Graph> graphs() {
        return Arbitraries.integers()
                .between(1, 40)
                .flatMap(lots -> Combinators.combine(
                                Arbitraries.integers().between(0, lots - 1),
                                Combinators.combine(lot(lots), lot(lots))
                                        .as(Link::new)
                                        .list()
                                        .ofMaxSize(90))
                        .as((seed, links) -> new Graph(lots, seed, links)));
    }

    private static Arbitrary<Integer> lot(int lots) {
        return Arbitraries.integers().between(0, lots - 1);
    }

    @Property(tries = 400)
    void noTwoBoxesOverlap(@ForAll("graphs") Graph graph) {
        LineageLayout layout = layout(graph);
        for (int one = 0; one < graph.lots(); one++) {
            for (int other = 0; other < one; other++) {
                if (layout.column(one) != layout.column(other)) continue;
                assertThat(Math.abs(layout.height(one) - layout.height(other)))
                        .as("distance of %s and %s", one, other)
                        .isGreaterThan(LineageLayout.BOX_HEIGHT);
            }
        }
    }

    @Property(tries = 400)
    void aLinkThatLeadsBackClosesACycleAndEveryOtherLeadsRightwards(@ForAll("graphs") Graph graph) {
        LineageLayout layout = layout(graph);
        for (Link link : graph.links()) {
            if (link.from() == link.to()) continue;
            assertThat(layout.column(link.from())).isNotEqualTo(layout.column(link.to()));
            if (layout.isReturn(link))
                assertThat(reaches(graph, link.to(), link.from())).isTrue();
        }
    }

    @Property(tries = 400)
    void everyColumnIsFollowedStepByStepFromTheSeed(@ForAll("graphs") Graph graph) {
        LineageLayout layout = layout(graph);
        for (int lot = 0; lot < graph.lots(); lot++) {
            int at = lot;
            if (layout.column(lot) == 0) continue;
            assertThat(graph.links())
                    .as("neighbour of %s in the next column", lot)
                    .anyMatch(link -> (link.to() == at && layout.column(link.from()) == layout.column(at) - 1)
                            || (link.from() == at && layout.column(link.to()) == layout.column(at) + 1));
        }
    }

    @Property(tries = 200)
    void theSamePictureComesFromAnyOrder(@ForAll("graphs") Graph graph, @ForAll Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, graph.lots()).boxed().toList());
        Collections.shuffle(order, random); // order.get(i) is the old number of the new box i
        List<Link> links = new ArrayList<>();
        for (Link link : graph.links()) links.add(new Link(order.indexOf(link.from()), order.indexOf(link.to())));
        Collections.shuffle(links, random);
        List<String> names = LineageLayoutTest.names(graph.lots());

        LineageLayout one = layout(graph);
        LineageLayout other =
                LineageLayout.of(order.stream().map(names::get).toList(), order.indexOf(graph.seed()), links);

        for (int box = 0; box < graph.lots(); box++) {
            assertThat(other.column(box)).isEqualTo(one.column(order.get(box)));
            assertThat(other.height(box)).isEqualTo(one.height(order.get(box)));
        }
        for (Link link : links) {
            assertThat(other.lanes(link)).isEqualTo(one.lanes(new Link(order.get(link.from()), order.get(link.to()))));
        }
    }

    @Property(tries = 400)
    void sweepsNeverAddCrossings(@ForAll("graphs") Graph graph) {
        LineageLayout swept = layout(graph);
        int[] columns = IntStream.range(0, graph.lots()).map(swept::column).toArray();
        LineageLayout unswept =
                LineageLayout.of(LineageLayoutTest.names(graph.lots()), columns, graph.seed(), graph.links(), 0);

        assertThat(swept.crossings()).isLessThanOrEqualTo(unswept.crossings());
    }

    @Property(tries = 200)
    void aLineThatPassesAColumnMeetsNoBoxThere(@ForAll("graphs") Graph graph) {
        LineageLayout layout = layout(graph);
        for (Link link : graph.links()) {
            int[] lanes = layout.lanes(link);
            for (int i = 0; i < lanes.length; i++) {
                for (int box = 0; box < graph.lots(); box++) {
                    if (layout.column(box) != layout.column(link.from()) + 1 + i) continue;
                    assertThat(Math.abs(layout.height(box) - lanes[i])).isGreaterThan(LineageLayout.BOX_HEIGHT / 2);
                }
            }
        }
    }

    private static LineageLayout layout(Graph graph) {
        return LineageLayout.of(LineageLayoutTest.names(graph.lots()), graph.seed(), graph.links());
    }

    private static boolean reaches(Graph graph, int from, int to) {
        boolean[] reached = new boolean[graph.lots()];
        reached[from] = true;
        for (int round = 0; round < graph.lots(); round++) {
            for (Link link : graph.links()) reached[link.to()] |= reached[link.from()];
        }
        return reached[to];
    }
}
