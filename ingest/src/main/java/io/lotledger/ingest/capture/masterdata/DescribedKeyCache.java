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
 * Caches which keys have master data. Master data is never withdrawn, so a positive answer stays valid. Keys that this
 * node captures are added at once, before they are projected. A negative answer expires after one second.
 */
public final class DescribedKeyCache {
    private static final int MAX_CACHED = 50_000;

    private final MasterDataDirectory directory;
    private final Cache<OrganisationKey, Boolean> describedKeys =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();
    private final Cache<OrganisationKey, Boolean> undescribedKeys;

    private record OrganisationKey(UUID organisation, String key) {}

    public DescribedKeyCache(MasterDataDirectory directory) {
        this(directory, Ticker.systemTicker());
    }

    DescribedKeyCache(MasterDataDirectory directory, Ticker ticker) {
        this.directory = directory;
        this.undescribedKeys = Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .expireAfterWrite(Duration.ofSeconds(1))
                .ticker(ticker)
                .build();
    }

    /**
     * The keys that one vocabulary element describes: a place by its GLN, a product by its GTIN, a lot by its URI and
     * by {@link #someLotOf}, anything else by its canonical URI. Thirteen bare digits may be a GLN or a GTIN.
     */
    public static List<String> keysOf(String id) {
        String uri = id.strip();
        boolean lot = DigitalLink.parse(uri).map(link -> link.get("10") != null).orElse(false);
        List<String> keys = new ArrayList<>();
        Gln.of(uri).ifPresent(gln -> keys.add(gln.value()));
        Gtin.of(uri).ifPresent(gtin -> keys.add(lot ? someLotOf(gtin.value()) : gtin.value()));
        if (lot || keys.isEmpty()) keys.add(canonical(uri));
        return keys;
    }

    /**
     * The key for any lot of a product. Each event names a new lot, and few lots are described. One look-up per product
     * therefore covers all its lots.
     */
    static String someLotOf(String gtin) {
        return "https://id.gs1.org/01/" + gtin + "/10/";
    }

    static String canonical(String uri) {
        return CanonicalUri.of(uri);
    }

    /** The keys that are described. */
    Set<String> describedAmong(UUID organisation, Collection<String> keys) {
        Set<String> described = new HashSet<>();
        Set<String> unknown = new HashSet<>();
        for (String key : keys) {
            OrganisationKey cacheKey = new OrganisationKey(organisation, key);
            if (describedKeys.getIfPresent(cacheKey) != null) described.add(key);
            else if (undescribedKeys.getIfPresent(cacheKey) == null) unknown.add(key);
        }
        if (unknown.isEmpty()) return described;
        Set<String> found = directory.described(organisation, unknown);
        remember(organisation, found);
        described.addAll(found);
        unknown.removeAll(found);
        unknown.forEach(key -> undescribedKeys.put(new OrganisationKey(organisation, key), true));
        return described;
    }

    public void remember(UUID organisation, Collection<String> keys) {
        keys.forEach(key -> describedKeys.put(new OrganisationKey(organisation, key), true));
    }
}
