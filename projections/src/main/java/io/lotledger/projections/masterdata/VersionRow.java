package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.Statement;
import io.lotledger.ingest.capture.masterdata.Subject;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One captured version in the order of the log.
 *
 * @param sent by name as sent
 * @param stored what the table has for it and those before; {@code null} if it has no row yet
 */
record VersionRow(
        Key key,
        String vocabulary,
        String id,
        long since,
        Instant recordTime,
        Map<String, List<String>> sent,
        long said,
        boolean isWhole,
        @Nullable SubjectState stored) {
    private static final Set<String> USUAL_TYPES = Set.of("Location", "Party", "EPCClass");

    /** What the versions of one subject have in common. */
    record Key(UUID organisation, Subject subject) {}

    static VersionRow of(long position, MasterDataCaptured m) {
        Map<String, List<String>> sent = new TreeMap<>(m.attributes());
        sent.remove(MasterDataCaptured.WHOLE);
        sent.remove(MasterDataCaptured.EARLIER_MARK);
        return new VersionRow(
                new Key(m.organisation(), Subject.of(m.vocabulary(), m.id())),
                m.vocabulary(),
                m.id(),
                position,
                m.recordTime(),
                sent,
                Statement.date(m),
                m.isWhole(),
                null);
    }

    static VersionRow of(ResultSet row) throws SQLException {
        return new VersionRow(
                new Key(
                        row.getObject("organisation", UUID.class),
                        Subject.of(row.getString("vocabulary"), row.getString("id"))),
                row.getString("vocabulary"),
                row.getString("id"),
                row.getLong("since"),
                row.getObject("record_time", OffsetDateTime.class).toInstant(),
                AttributesJson.values(row.getString("sent")),
                row.getLong("said"),
                row.getBoolean("whole"),
                new SubjectState(
                        AttributesJson.description(row),
                        row.getObject("until", Long.class),
                        row.getBoolean("news"),
                        row.getBoolean("repeats"),
                        row.getBoolean("other_types")));
    }

    Statement statement() {
        return Statement.of(vocabulary, id, sent, said, isWhole);
    }

    Element element() {
        return new Element(vocabulary, id, since, Description.NONE);
    }

    boolean isOfOtherType() {
        return !USUAL_TYPES.contains(vocabulary);
    }
}
