package io.lotledger.api.find;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.find.KnownKeys;
import io.lotledger.projections.find.KnownKeys.KnownKey;
import io.lotledger.projections.find.SearchIndex;
import io.lotledger.projections.find.SearchIndex.Hit;
import io.lotledger.projections.find.SearchKind;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Products and places as results of a search. */
@Component
class FoundKeys {
    private final SearchIndex index;
    private final KnownKeys keys;
    private final MasterDataVersions masterData;

    FoundKeys(SearchIndex index, KnownKeys keys, MasterDataVersions masterData) {
        this.index = index;
        this.keys = keys;
        this.masterData = masterData;
    }

    /** Empty when the organisation has nothing of the product. */
    Optional<KnownKey> product(UUID organisation, Gtin gtin) {
        return keys.product(organisation, gtin.value());
    }

    /** Empty when the organisation has nothing of the place. */
    Optional<KnownKey> place(UUID organisation, String key) {
        return keys.place(organisation, key);
    }

    FindSection productsByText(UUID organisation, String text) {
        return section(FoundKind.PRODUCT, SearchKind.PRODUCT, organisation, text);
    }

    FindSection placesByText(UUID organisation, String text) {
        return section(FoundKind.PLACE, SearchKind.PLACE, organisation, text);
    }

    FindSection one(FoundKind kind, UUID organisation, KnownKey key) {
        return FindSection.of(
                kind, List.of(describe(kind, organisation, List.of(key.key())).get(0)));
    }

    private FindSection section(FoundKind found, SearchKind kind, UUID organisation, String text) {
        return new FindSection(
                found,
                (after, limit) -> {
                    List<Hit> hits = index.search(organisation, kind, text, after, limit);
                    List<Found> described = describe(
                            found, organisation, hits.stream().map(Hit::target).toList());
                    List<FindSection.Item> items = new ArrayList<>();
                    for (int i = 0; i < hits.size(); i++)
                        items.add(new FindSection.Item(
                                Optional.of(described.get(i)), hits.get(i).cursor()));
                    return items;
                },
                most -> index.count(organisation, kind, text, most));
    }

    private List<Found> describe(FoundKind kind, UUID organisation, List<String> keys) {
        if (keys.isEmpty()) return List.of();
        boolean isProduct = kind == FoundKind.PRODUCT;
        MasterData known = masterData.ofKeys(
                organisation,
                Long.MAX_VALUE,
                isProduct ? List.of() : keys.stream().map(FoundKeys::uri).toList(),
                isProduct ? keys.stream().map(Gtin::new).toList() : List.of());
        Map<String, KnownKey> uses =
                this.keys.among(organisation, isProduct ? SearchKind.PRODUCT : SearchKind.PLACE, keys);
        return keys.stream()
                .map(key -> isProduct ? product(key, known, uses.get(key)) : place(key, known, uses.get(key)))
                .toList();
    }

    private static Found product(String gtin, MasterData known, @Nullable KnownKey use) {
        Attributes attributes = known.product(new LotKey(MasterDataVersions.uri(new Gtin(gtin)), new Gtin(gtin), null));
        String name = attributes.first(DescribedColumn.PRODUCT_NAME).orElse(null);
        return new Found(
                FoundKind.PRODUCT,
                gtin,
                name == null ? "GTIN " + gtin : name,
                FoundWords.joined(name == null ? "nobody has described it" : "GTIN " + gtin, use(use)),
                false);
    }

    private static Found place(String key, MasterData known, @Nullable KnownKey use) {
        Attributes attributes = known.location(uri(key));
        String name = attributes.first(DescribedColumn.BUSINESS_NAME).orElse(null);
        String identifier = Gln.of(key).isPresent() ? "GLN " + key : key;
        return new Found(
                FoundKind.PLACE,
                key,
                name == null ? identifier : name,
                FoundWords.joined(
                        name == null ? "nobody has described it" : identifier,
                        attributes.first(DescribedColumn.CITY).orElse(null),
                        attributes.first(DescribedColumn.STATE).orElse(null),
                        use(use)),
                false);
    }

    private static @Nullable String use(@Nullable KnownKey use) {
        if (use == null) return null;
        return use.lots() > 0 || use.events() == 0
                ? FoundWords.count(use.lots(), "lot")
                : FoundWords.count(use.events(), "event");
    }

    private static String uri(String place) {
        return place.matches("\\d{13}") ? MasterDataVersions.uri(new Gln(place)) : place;
    }
}
