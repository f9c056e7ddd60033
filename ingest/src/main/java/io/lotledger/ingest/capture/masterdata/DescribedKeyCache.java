package io.lotledger.ingest.capture.masterdata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What is described, asked of the directory once and remembered: nobody takes master data back. What this node captured is
 * remembered at once, so that it is known before it is projected. What is not described is asked again after a second.
 */
public final class DescribedKeyCache {
    private static final int MOST_REMEMBERED = 50_000;

    private final MasterDataDirectory directory;
    private final Cache<Described, Boolean> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Cache<Described, Boolean> missed;

    private record Described(UUID organisation, String key) {}

    public DescribedKeyCache(MasterDataDirectory directory) {
        this(directory, Ticker.systemTicker());
    }

    DescribedKeyCache(MasterDataDirectory directory, Ticker ticker) {
        this.directory = directory;
        this.missed = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(Duration.ofSeconds(1))
                .ticker(ticker)
                .build();
    }

    /**
     * What one vocabulary element speaks of: a place by its GLN, a product by its GTIN, one lot of it by the lot's URI and as
     * {@link #someLotOf} it, anything else by its own. Thirteen bare digits may be either number.
     */
    public static List<String> of(String id) {
        String uri = id.strip();
        boolean lot = DigitalLink.parse(uri).map(link -> link.get("10") != null).orElse(false);
        List<String> keys = new ArrayList<>();
        Gln.of(uri).ifPresent(gln -> keys.add(gln.value()));
        Gtin.of(uri).ifPresent(gtin -> keys.add(lot ? someLotOf(gtin.value()) : gtin.value()));
        if (lot || keys.isEmpty()) keys.add(canonical(uri));
        return keys;
    }

    /**
     * The key of any lot of a product. Each event names a lot of its own, and hardly anybody describes one: whether there is
     * any is asked once for all of them.
     */
    static String someLotOf(String gtin) {
        return "https://id.gs1.org/01/" + gtin + "/10/";
    }

    static String canonical(String uri) {
        return CanonicalUri.of(uri);
    }

    /** Those of the keys that are described. */
    Set<String> among(UUID organisation, Collection<String> keys) {
        Set<String> described = new HashSet<>();
        Set<String> unknown = new HashSet<>();
        for (String key : keys) {
            Described asked = new Described(organisation, key);
            if (remembered.getIfPresent(asked) != null) described.add(key);
            else if (missed.getIfPresent(asked) == null) unknown.add(key);
        }
        if (unknown.isEmpty()) return described;
        Set<String> found = directory.described(organisation, unknown);
        remember(organisation, found);
        described.addAll(found);
        unknown.removeAll(found);
        unknown.forEach(key -> missed.put(new Described(organisation, key), true));
        return described;
    }

    public void remember(UUID organisation, Collection<String> keys) {
        keys.forEach(key -> remembered.put(new Described(organisation, key), true));
    }
}
