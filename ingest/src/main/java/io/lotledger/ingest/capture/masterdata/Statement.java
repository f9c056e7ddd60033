package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.epcis.vocabulary.DescribedColumn.Of;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one version of an element says.
 *
 * @param of what the names are of
 * @param attributes values by local name, as {@link AttributeNames} reads them
 * @param date when it was said, in milliseconds since 1970: when its document was created, but not after the capture
 * @param isWhole whether it replaces all that was known
 * @param removed local names that a change removes; {@code null} if it is not a change
 */
public record Statement(
        Of of,
        Map<String, List<String>> attributes,
        long date,
        boolean isWhole,
        @Nullable Set<String> removed) {

    public static Statement of(MasterDataCaptured version) {
        return of(version.vocabulary(), version.id(), version.attributes(), date(version), version.isWhole());
    }

    /**
     * Of a location and a party of one GLN and one date, as documents have them, the location counts: the party's statement is a
     * millisecond older.
     *
     * @param recorded attributes by name as sent, with what {@link MasterDataCaptured} marks them by
     * @param date as {@link #date(MasterDataCaptured)} gives it
     */
    public static Statement of(
            String vocabulary, String id, Map<String, List<String>> recorded, long date, boolean isWhole) {
        List<String> removed = recorded.get(MasterDataCaptured.REMOVED);
        return new Statement(
                Subject.of(vocabulary, id).of(),
                AttributeNames.byLocalName(asSent(recorded)),
                vocabulary.equals("Party") ? date - 1 : date,
                isWhole,
                isWhole || removed == null ? null : new LinkedHashSet<>(removed));
    }

    /** The attributes without marks. */
    public static Map<String, List<String>> asSent(Map<String, List<String>> recorded) {
        Map<String, List<String>> sent = new LinkedHashMap<>(recorded);
        sent.remove(MasterDataCaptured.WHOLE);
        sent.remove(MasterDataCaptured.EARLIER_MARK);
        sent.remove(MasterDataCaptured.REMOVED);
        return sent;
    }

    /** Whether it sets and removes attributes and leaves the others, as a PATCH does. */
    boolean isChange() {
        return removed != null;
    }

    /** When a version was said, in milliseconds since 1970. */
    public static long date(MasterDataCaptured version) {
        Instant created = version.creationDate();
        Instant captured = version.recordTime();
        return (created == null || created.isAfter(captured) ? captured : created).toEpochMilli();
    }
}
