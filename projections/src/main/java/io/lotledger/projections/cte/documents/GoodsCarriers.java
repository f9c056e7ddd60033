package io.lotledger.projections.cte.documents;

import io.lotledger.projections.cte.reading.DocumentKeys;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.NamedEnd;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.records.RecordedAmounts;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The events that carry goods of one lot, by what they carry, by document and by the place at the other end: a transaction
 * event is compared with those only whose goods it may mean.
 */
final class GoodsCarriers {
    private static final String ANY_END = "*";
    private static final String NO_PLACE = "";

    private final Map<List<String>, Set<LotEvent>> found = new HashMap<>();

    /** @param goods all that it carries, also what other events take over later */
    void add(LotEvent carrier, List<LotAmount> goods, NamedEnd end) {
        List<String> ends = new ArrayList<>(end.byType().get(0));
        if (ends.isEmpty()) ends.add(NO_PLACE);
        ends.add(ANY_END);
        Stream.of(units(goods), documents(carrier), RecordedAmounts.inWords(goods))
                .flatMap(List::stream)
                .forEach(name ->
                        ends.forEach(place -> found.computeIfAbsent(List.of(place, name), n -> new LinkedHashSet<>())
                                .add(carrier)));
    }

    /** Those that share a unit or document with the event, or carry one of its amounts. */
    Stream<LotEvent> alike(LotEvent event, List<LotAmount> goods, NamedEnd end) {
        List<String> ends = new ArrayList<>(end.byType().get(0));
        ends.add(ends.isEmpty() ? ANY_END : NO_PLACE);
        return Stream.of(units(goods), documents(event), RecordedAmounts.inWords(goods))
                .flatMap(List::stream)
                .flatMap(name ->
                        ends.stream().flatMap(place -> found.getOrDefault(List.of(place, name), Set.of()).stream()))
                .distinct();
    }

    private static List<String> units(List<LotAmount> goods) {
        return goods.stream()
                .flatMap(amount -> Stream.ofNullable(amount.unit()))
                .map(unit -> "unit " + LogisticUnit.name(unit))
                .toList();
    }

    private static List<String> documents(LotEvent event) {
        DocumentKeys keys = ReferenceDocumentReader.keys(event.event());
        return Stream.concat(keys.uris().stream(), keys.numbers().stream())
                .map(document -> "document " + document)
                .toList();
    }
}
