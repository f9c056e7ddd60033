package io.lotledger.projections.find;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lots of an organisation, of a product or of a place, newest first. */
public final class LotsOfKeys {
    static final String PAGE = """
            select lot_id, position, way
              from used_key_lot k
             where organisation = :organisation and kind = cast(:kind as smallint) and key = :key
               and (position, lot_id) < (:beforePosition, cast(:beforeLot as uuid))
               and (cast(:product as text) is null or exists (
                     select from used_key_lot p
                      where p.organisation = :organisation and p.kind = 2 and p.key = :product and p.lot_id = k.lot_id))
             order by position desc, lot_id desc
             limit :limit
            """;

    private static final Pattern CURSOR = Pattern.compile("\\d{1,18} [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String LAST_LOT = "ffffffff-ffff-ffff-ffff-ffffffffffff";

    private final JdbcClient jdbc;

    public LotsOfKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param position the first event that names the lot with the key
     * @param cameIn whether an event says that it came to the place
     */
    public record LotUse(UUID lot, long position, boolean cameIn, boolean wentOut, boolean wasHere) {
        /** Its place in the list. */
        public String cursor() {
            return position + " " + lot;
        }
    }

    /** Whether the text is a place that {@link LotUse#cursor} may give, or the beginning. */
    public static boolean isCursor(String text) {
        return text.isEmpty() || CURSOR.matcher(text).matches();
    }

    /**
     * @param product a GTIN; null for all lots
     * @param place a GLN, or the URI of a place without one; null for all lots
     * @param after a cursor; empty for the beginning
     */
    public List<LotUse> newest(
            UUID organisation, @Nullable String product, @Nullable String place, String after, int limit) {
        if (!isCursor(after)) throw new IllegalArgumentException("no place in a list of lots: " + after);
        SearchKind kind = place != null ? SearchKind.PLACE : product != null ? SearchKind.PRODUCT : SearchKind.LOT;
        String key = place != null ? place : product != null ? product : "";
        int space = after.indexOf(' ');
        return jdbc.sql(PAGE)
                .param("organisation", organisation)
                .param("kind", kind.code)
                .param("key", key)
                .param("product", place == null ? null : product)
                .param("beforePosition", space < 0 ? Long.MAX_VALUE : Long.parseLong(after.substring(0, space)))
                .param("beforeLot", space < 0 ? LAST_LOT : after.substring(space + 1))
                .param("limit", limit)
                .query((row, n) -> {
                    int way = row.getInt("way");
                    return new LotUse(
                            row.getObject("lot_id", UUID.class),
                            row.getLong("position"),
                            (way & SearchRows.CAME_IN) != 0,
                            (way & SearchRows.WENT_OUT) != 0,
                            (way & SearchRows.WAS_HERE) != 0);
                })
                .list();
    }
}
