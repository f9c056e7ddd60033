package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.masterdata.DescribedKeyCache;
import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.rules.MasterDataRules;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogConflictException;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Captures master data that an organisation maintains outside of documents. Each change appends a version to the log,
 * as master data in a document does.
 */
public final class MasterDataCapture {
    private static final int MAX_ATTEMPTS = 10;

    private final EventLog log;
    private final TransactionTemplate transaction;
    private final DescribedKeyCache described;
    private final Clock clock;

    public MasterDataCapture(
            EventLog log, PlatformTransactionManager transactions, DescribedKeyCache described, Clock clock) {
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
        this.described = described;
        this.clock = clock;
    }

    /**
     * @param first whether this is the first version for the id
     * @param changed whether a new version was appended; false when the last version has the same attributes
     * @param logPosition the version is at or below this position
     * @param attributes all attributes of the newest version
     * @param removed local names that the previous version had and the newest has not, sorted
     */
    public record Result(
            boolean first,
            boolean changed,
            long logPosition,
            Map<String, List<String>> attributes,
            List<String> removed) {}

    /**
     * Derives a new version of an element's attributes from the last one. The version is durable when this method
     * returns. An unchanged result appends no version.
     *
     * @param captureID the source of the change
     * @param vocabulary {@code Location} or {@code EPCClass}
     * @param id URI of the location or product
     * @param change maps the attributes of the last version, by local name, to those of the next. The input is empty
     *     when there is no version. {@link MasterDataRules} must accept the result. The function may run more than
     *     once; an exception from it leaves everything unchanged
     */
    public Result update(
            UUID organisation,
            String captureID,
            String vocabulary,
            String id,
            UnaryOperator<Map<String, List<String>>> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                Result result = Objects.requireNonNull(
                        transaction.execute(status -> append(organisation, captureID, vocabulary, id, change)));
                if (result.changed()) log.wake();
                described.remember(organisation, DescribedKeyCache.keysOf(id));
                return result;
            } catch (LogConflictException e) { // only in Axon Server: another writer appended to the stream
                if (attempt == MAX_ATTEMPTS) throw e;
            }
        }
    }

    private Result append(
            UUID organisation,
            String captureID,
            String vocabulary,
            String id,
            UnaryOperator<Map<String, List<String>>> change) {
        log.holdWriters();
        UUID stream = LogStreams.masterData(organisation, vocabulary, id);
        @Nullable LogEntry last = log.latest(List.of(stream)).get(stream);
        Map<String, List<String>> beforeByName = new TreeMap<>(
                last == null
                        ? Map.of()
                        : Description.of(log.entries(List.of(stream)).getOrDefault(stream, List.of()))
                                .attributes());
        beforeByName.values().removeIf(List::isEmpty);
        Map<String, List<String>> attributes = change.apply(beforeByName);
        List<String> removed = beforeByName.keySet().stream()
                .filter(name -> !attributes.containsKey(name))
                .sorted()
                .toList();
        if (last != null && beforeByName.equals(attributes)) {
            return new Result(false, false, log.head(), attributes, removed);
        }
        Instant now = log.recordTime(clock.instant());
        log.append(List.of(new LogEntry(
                stream,
                last == null ? 0 : last.sequence() + 1,
                now,
                new MasterDataCaptured(organisation, captureID, now, vocabulary, id, attributes, null))));
        return new Result(last == null, true, log.head(), attributes, removed);
    }
}
