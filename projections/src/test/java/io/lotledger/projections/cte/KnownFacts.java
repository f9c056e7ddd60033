package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Master data in memory, for tests. */
public final class KnownFacts implements MasterData {
    private final Map<String, Attributes> places = new LinkedHashMap<>();
    private final Map<String, Attributes> products = new HashMap<>();

    public static KnownFacts none() {
        return new KnownFacts();
    }

    /** @param namesAndValues alternating */
    public KnownFacts place(String uri, String... namesAndValues) {
        places.put(uri, attributes(namesAndValues));
        return this;
    }

    KnownFacts product(Food food, String... namesAndValues) {
        products.put(gtin(food.key()), attributes(namesAndValues));
        return this;
    }

    @Override
    public Attributes location(String uri) {
        Attributes own = ownLocation(uri);
        if (!own.equals(Attributes.NONE)) return own;
        return places.keySet().stream()
                .filter(known -> Endpoints.same(known, uri))
                .findFirst()
                .map(places::get)
                .orElse(Attributes.NONE);
    }

    @Override
    public Attributes ownLocation(String uri) {
        return places.getOrDefault(uri, Attributes.NONE);
    }

    @Override
    public Attributes product(LotKey lot) {
        return products.getOrDefault(gtin(lot), Attributes.NONE);
    }

    private static String gtin(LotKey lot) {
        return lot.gtin() == null ? lot.uri() : lot.gtin().value();
    }

    private static Attributes attributes(String... namesAndValues) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return new Attributes(values);
    }
}
