package io.lotledger.projections.masterdata;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of the keys under which master data of events is looked up, and of the keys of an element: an element that
 * describes anything the events mention shares a hash with them. Equal hashes of different keys are possible and rare.
 */
public final class MentionKeys {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private MentionKeys() {}

    /** Everything that the events and lots mention. Serials have no master data of their own, only their products. */
    public static Set<Long> of(UUID organisation, Collection<EpcisEvent> events, Collection<LotKey> lots) {
        Mentions mentions = new Mentions();
        for (EpcisEvent event : events) {
            mentions.addPlaces(event);
            addProducts(mentions, event.quantities(), event.epcs());
        }
        lots.forEach(lot -> mentions.product(lot.uri()));
        return keys(organisation, mentions);
    }

    /** The same of an event, without what a transformation made. */
    public static Set<Long> withoutOutputs(UUID organisation, EpcisEvent event) {
        if (!(event instanceof TransformationEvent made)) return of(organisation, List.of(event), List.of());
        Mentions mentions = new Mentions();
        mentions.addPlaces(event);
        addProducts(mentions, made.inputQuantityList(), made.inputEPCList());
        return keys(organisation, mentions);
    }

    private static void addProducts(Mentions mentions, List<QuantityElement> quantities, List<String> epcs) {
        quantities.forEach(quantity -> mentions.product(quantity.epcClass()));
        for (String epc : epcs) {
            DigitalLink.parse(epc).flatMap(DigitalLink::tradeItem).ifPresent(gtin -> mentions.gtins.add(gtin.value()));
            LotKey.ofSerial(epc).ifPresent(lot -> mentions.product(lot.uri()));
        }
    }

    private static Set<Long> keys(UUID organisation, Mentions mentions) {
        Set<Long> keys = new LinkedHashSet<>();
        mentions.uris.forEach(uri -> keys.add(hash(organisation, "uri", uri)));
        mentions.glns.forEach(gln -> keys.add(hash(organisation, "gln", gln)));
        mentions.gtins.forEach(gtin -> keys.add(hash(organisation, "gtin", gtin)));
        return keys;
    }

    /** The keys of one element. */
    public static Stream<Long> ofElement(UUID organisation, String uri, @Nullable String gln, @Nullable String gtin) {
        return Stream.of(
                        Stream.of(hash(organisation, "uri", uri)),
                        Stream.ofNullable(gln).map(key -> hash(organisation, "gln", key)),
                        Stream.ofNullable(gtin).map(key -> hash(organisation, "gtin", key)))
                .flatMap(keys -> keys);
    }

    /** FNV-1a, with a last step that spreads the bits. */
    private static long hash(UUID organisation, String kind, String key) {
        long hash = OFFSET ^ organisation.getMostSignificantBits();
        hash = (hash * PRIME) ^ organisation.getLeastSignificantBits();
        for (String part : new String[] {kind, ":", key}) {
            for (int i = 0; i < part.length(); i++) hash = (hash ^ part.charAt(i)) * PRIME;
        }
        hash ^= hash >>> 32;
        hash *= 0xd6e8feb86659fd93L;
        return hash ^ (hash >>> 32);
    }
}
