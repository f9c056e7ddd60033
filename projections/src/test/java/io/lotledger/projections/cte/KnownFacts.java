package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Master data in memory, for tests. */
public final class KnownFacts implements MasterData {
    private final Map<String, Attributes> places = new HashMap<>();
    private final Map<String, Attributes> products = new HashMap<>();

    public static KnownFacts none() {
        return new KnownFacts();
    }

    /** @param namesAndValues alternating */
    public KnownFacts place(String uri, String... namesAndValues) {
        places.put(Gln.of(uri).map(Gln::value).orElse(uri), attributes(namesAndValues));
        return this;
    }

    KnownFacts product(Food food, String... namesAndValues) {
        products.put(gtin(food.key()), attributes(namesAndValues));
        return this;
    }

    @Override
    public Attributes location(String uri) {
        return places.getOrDefault(Gln.of(uri).map(Gln::value).orElse(uri), Attributes.NONE);
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
