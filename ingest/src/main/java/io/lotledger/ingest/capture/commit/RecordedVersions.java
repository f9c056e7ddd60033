package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.masterdata.Statement;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The last versions of one element in the log.
 *
 * @param next the sequence number of the next version
 * @param versions in order
 */
record RecordedVersions(long next, List<MasterDataCaptured> versions) {
    /** How many a new one is compared with. */
    static final int MOST = 20;

    static final RecordedVersions NONE = new RecordedVersions(0, List.of());

    RecordedVersions {
        versions = List.copyOf(versions);
    }

    static RecordedVersions of(List<LogEntry> entries) {
        List<MasterDataCaptured> versions = new ArrayList<>();
        for (LogEntry entry : entries) {
            if (entry.payload() instanceof MasterDataCaptured version) versions.add(version);
        }
        return new RecordedVersions(entries.get(entries.size() - 1).sequence() + 1, versions);
    }

    RecordedVersions and(MasterDataCaptured version) {
        List<MasterDataCaptured> all =
                new ArrayList<>(versions.subList(Math.max(0, versions.size() - MOST), versions.size()));
        all.add(version);
        return new RecordedVersions(next + 1, all);
    }

    /**
     * Whether a version adds nothing. It adds its date to what is known already: a value that is sent again by a newer document is
     * newer than one of a document in between, which may arrive later. Without a date it adds nothing if the last version said the
     * same without one.
     */
    boolean say(MasterDataCaptured version) {
        if (versions.isEmpty()) return false;
        MasterDataCaptured last = versions.get(versions.size() - 1);
        if (!isDated(version) && !isDated(last) && last.attributes().equals(version.attributes())) return true;
        long date = Statement.date(version);
        if (isMarked(version))
            return versions.stream()
                    .anyMatch(one -> one.attributes().equals(version.attributes()) && Statement.date(one) == date);
        return version.attributes().entrySet().stream()
                .allMatch(attribute -> isSaid(attribute.getKey(), attribute.getValue(), date));
    }

    /** Of equal dates, what was captured last counts. */
    private boolean isSaid(String name, List<String> values, long date) {
        boolean isSaid = false;
        for (MasterDataCaptured one : versions) {
            List<String> known = one.attributes().get(name);
            if (known == null || Statement.date(one) < date) continue;
            if (known.equals(values) && Statement.date(one) > date) return true;
            if (Statement.date(one) == date) isSaid = known.equals(values);
        }
        return isSaid;
    }

    private static boolean isDated(MasterDataCaptured version) {
        Instant created = version.creationDate();
        return created != null && !created.isAfter(version.recordTime());
    }

    private static boolean isMarked(MasterDataCaptured version) {
        return version.isWhole() || version.attributes().containsKey(MasterDataCaptured.REMOVED);
    }
}
