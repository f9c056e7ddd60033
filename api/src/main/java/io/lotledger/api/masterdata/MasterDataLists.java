package io.lotledger.api.masterdata;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.cte.answers.MissingDescription;
import io.lotledger.projections.find.KnownKeys;
import io.lotledger.projections.find.KnownKeys.KnownKey;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The places and products of an organisation with what the rule still needs of each, those of most lots first. */
@Component
public class MasterDataLists {
    private final KnownKeys keys;
    private final MasterDataVersions masterData;

    MasterDataLists(KnownKeys keys, MasterDataVersions masterData) {
        this.keys = keys;
        this.masterData = masterData;
    }

    /**
     * A place or product, as it is described now.
     *
     * @param key GTIN; GLN, or URI of a place without one, which only documents can describe
     * @param name null while nobody has named it
     * @param use how many lots and events name it
     * @param missing empty when the rule needs nothing more
     */
    public record Described(String key, @Nullable String name, KnownKey use, List<MissingDescription> missing) {}

    /** @param after {@link KnownKey#cursor}; empty for the beginning */
    public List<Described> places(UUID organisation, String after, int limit) {
        List<KnownKey> page = keys.places(organisation, after, limit);
        MasterData known = masterData.ofKeys(
                organisation,
                Long.MAX_VALUE,
                page.stream().map(key -> uri(key.key())).toList(),
                List.of());
        return page.stream().map(key -> place(key, known)).toList();
    }

    /** @param after {@link KnownKey#cursor}; empty for the beginning */
    public List<Described> products(UUID organisation, String after, int limit) {
        List<KnownKey> page = keys.products(organisation, after, limit);
        MasterData known = masterData.ofKeys(
                organisation,
                Long.MAX_VALUE,
                List.of(),
                page.stream().map(key -> new Gtin(key.key())).toList());
        return page.stream().map(key -> product(key, known)).toList();
    }

    /**
     * A place that may be unknown.
     *
     * @param gln or the URI of a place without one
     */
    public Described place(UUID organisation, String gln) {
        MasterData known = masterData.ofKeys(organisation, Long.MAX_VALUE, List.of(uri(gln)), List.of());
        return place(keys.place(organisation, gln).orElseGet(() -> new KnownKey(gln, 0, 0, false)), known);
    }

    /**
     * A product that may be unknown.
     *
     * @param gtin 14 digits
     */
    public Described product(UUID organisation, String gtin) {
        MasterData known = masterData.ofKeys(organisation, Long.MAX_VALUE, List.of(), List.of(new Gtin(gtin)));
        return product(keys.product(organisation, gtin).orElseGet(() -> new KnownKey(gtin, 0, 0, false)), known);
    }

    private static Described place(KnownKey key, MasterData known) {
        Attributes attributes = known.location(uri(key.key()));
        return new Described(
                key.key(),
                attributes.first(DescribedColumn.BUSINESS_NAME).orElse(null),
                key,
                MissingDescription.ofPlace(known, uri(key.key())));
    }

    private static Described product(KnownKey key, MasterData known) {
        Gtin gtin = new Gtin(key.key());
        Attributes attributes = known.product(new LotKey(MasterDataVersions.uri(gtin), gtin, null));
        return new Described(
                key.key(),
                attributes.first(DescribedColumn.PRODUCT_NAME).orElse(null),
                key,
                MissingDescription.ofProduct(known, gtin));
    }

    private static String uri(String place) {
        return place.matches("\\d{13}") ? MasterDataVersions.uri(new Gln(place)) : place;
    }
}
