package io.lotledger.ingest.capture;

import io.lotledger.ingest.epcis.DigitalLink;
import io.lotledger.ingest.epcis.Gln;
import io.lotledger.ingest.epcis.Gtin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is described, asked of the directory once and remembered: nobody takes master data back. What this node captured is
 * remembered at once, so that it is known before it is projected.
 */
public final class DescribedKeys {
    private static final int MOST_REMEMBERED = 50_000;

    private final MasterDataDirectory directory;
    private final Map<Described, Boolean> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Described, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Described(UUID organisation, String key) {}

    public DescribedKeys(MasterDataDirectory directory) {
        this.directory = directory;
    }

    /**
     * What one vocabulary element speaks of: a place by its GLN, a product by its GTIN, one lot of it by the lot's URI, anything
     * else by its own. Thirteen bare digits may be either number.
     */
    static List<String> of(String id) {
        String uri = id.strip();
        boolean lot = DigitalLink.parse(uri).map(link -> link.get("10") != null).orElse(false);
        List<String> keys = new ArrayList<>();
        Gln.of(uri).ifPresent(gln -> keys.add(gln.value()));
        if (!lot) Gtin.of(uri).ifPresent(gtin -> keys.add(gtin.value()));
        return keys.isEmpty() ? List.of(canonical(uri)) : keys;
    }

    static String canonical(String uri) {
        return DigitalLink.parse(uri).map(DigitalLink::canonical).orElse(uri);
    }

    /** Those of the keys that are described. */
    Set<String> among(UUID organisation, Collection<String> keys) {
        Set<String> described = new HashSet<>();
        Set<String> unknown = new HashSet<>();
        synchronized (remembered) {
            for (String key : keys) {
                boolean known = remembered.get(new Described(organisation, key)) != null;
                (known ? described : unknown).add(key);
            }
        }
        if (unknown.isEmpty()) return described;
        Set<String> found = directory.described(organisation, unknown);
        remember(organisation, found);
        described.addAll(found);
        return described;
    }

    void remember(UUID organisation, Collection<String> keys) {
        synchronized (remembered) {
            keys.forEach(key -> remembered.put(new Described(organisation, key), true));
        }
    }
}
