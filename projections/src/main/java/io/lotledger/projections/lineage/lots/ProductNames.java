package io.lotledger.projections.lineage.lots;

import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The names of products, as the latest master data gives them. */
public final class ProductNames {
    private final MasterDataVersions masterData;

    public ProductNames(MasterDataVersions masterData) {
        this.masterData = masterData;
    }

    /** A product without a name is absent. */
    public Map<Gtin, String> of(UUID organisation, Collection<Gtin> gtins) {
        if (gtins.isEmpty()) return Map.of();
        List<LotKey> products = gtins.stream()
                .map(gtin -> new LotKey(MasterDataVersions.uri(gtin), gtin, null))
                .toList();
        MasterData known = masterData.knownAt(organisation, Long.MAX_VALUE, List.of(), products);
        Map<Gtin, String> names = new HashMap<>();
        for (LotKey product : products) {
            Gtin gtin = product.gtin();
            if (gtin != null) of(known, product).ifPresent(name -> names.put(gtin, name));
        }
        return names;
    }

    static Optional<String> of(MasterData known, LotKey product) {
        return known.product(product).first(DescribedColumn.PRODUCT_NAME);
    }
}
