package io.lotledger.projections.find;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The products and places that events name or master data describes, those of most lots first. */
public final class KnownKeys {
    static final String PAGE = """
            select key, lots, events, described
              from used_key
             where organisation = :organisation and kind = cast(:kind as smallint)
               and lots <= :lots and (lots < :lots or events < :events or (events = :events and key > :key))
             order by lots desc, events desc, key
             limit :limit
            """;

    private final JdbcClient jdbc;

    public KnownKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param key GTIN; GLN, or URI of a place without one
     * @param lots that events name together with it; lots inside the pallets of an event are not counted
     * @param events that name it
     * @param described whether master data has ever described it
     */
    public record KnownKey(String key, long lots, long events, boolean described) {
        /** Its place in the list. */
        public String cursor() {
            return lots + " " + events + " " + key;
        }
    }

    /** @param after a cursor; empty for the beginning */
    public List<KnownKey> products(UUID organisation, String after, int limit) {
        return page(organisation, SearchKind.PRODUCT, after, limit);
    }

    /** @param after a cursor; empty for the beginning */
    public List<KnownKey> places(UUID organisation, String after, int limit) {
        return page(organisation, SearchKind.PLACE, after, limit);
    }

    private List<KnownKey> page(UUID organisation, SearchKind kind, String after, int limit) {
        String[] place = after.isEmpty()
                ? new String[] {Long.toString(Long.MAX_VALUE), Long.toString(Long.MAX_VALUE), ""}
                : after.split(" ", 3);
        return jdbc.sql(PAGE)
                .param("organisation", organisation)
                .param("kind", kind.code)
                .param("lots", Long.parseLong(place[0]))
                .param("events", Long.parseLong(place[1]))
                .param("key", place[2])
                .param("limit", limit)
                .query(KnownKey.class)
                .list();
    }

    /** Those of the keys that events name or master data describes. */
    public Map<String, KnownKey> among(UUID organisation, SearchKind kind, Collection<String> keys) {
        Map<String, KnownKey> known = new HashMap<>();
        jdbc.sql("""
                        select key, lots, events, described
                          from used_key
                         where organisation = :organisation and kind = cast(:kind as smallint) and key = any(:keys)
                        """)
                .param("organisation", organisation)
                .param("kind", kind.code)
                .param("keys", keys.toArray(String[]::new))
                .query(KnownKey.class)
                .list()
                .forEach(one -> known.put(one.key(), one));
        return known;
    }

    /** Empty when neither an event nor master data names the product. */
    public Optional<KnownKey> product(UUID organisation, String gtin) {
        return one(organisation, SearchKind.PRODUCT, gtin);
    }

    /** Empty when neither an event nor master data names the place. */
    public Optional<KnownKey> place(UUID organisation, String key) {
        return one(organisation, SearchKind.PLACE, key);
    }

    private Optional<KnownKey> one(UUID organisation, SearchKind kind, String key) {
        return jdbc.sql("""
                        select key, lots, events, described
                          from used_key
                         where organisation = :organisation and kind = cast(:kind as smallint) and key = :key
                        """)
                .param("organisation", organisation)
                .param("kind", kind.code)
                .param("key", key)
                .query(KnownKey.class)
                .optional();
    }
}
