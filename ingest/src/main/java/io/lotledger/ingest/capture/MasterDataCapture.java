package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.masterdata.CurrentDescriptions;
import io.lotledger.ingest.capture.masterdata.DescribedKeyCache;
import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.Subject;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
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
    private final CurrentDescriptions descriptions;
    private final DescribedKeyCache described;
    private final Clock clock;

    public MasterDataCapture(
            EventLog log,
            PlatformTransactionManager transactions,
            CurrentDescriptions descriptions,
            DescribedKeyCache described,
            Clock clock) {
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
        this.descriptions = descriptions;
        this.described = described;
        this.clock = clock;
    }

    /**
     * @param captureID the source of the change
     * @param vocabulary {@code Location} or {@code EPCClass}
     * @param id URI of the location or product
     */
    public record Target(UUID organisation, String captureID, String vocabulary, String id) {
        Subject subject() {
            return Subject.of(vocabulary, id);
        }

        MasterDataCaptured version(Instant time, Map<String, List<String>> attributes) {
            return new MasterDataCaptured(organisation, captureID, time, vocabulary, id, attributes, null);
        }
    }

    /**
     * @param first whether nothing described the place or product before
     * @param changed whether what is known is another now
     * @param logPosition the version is at or below this position
     * @param attributes all that is known now, by local name, under whatever spelling of the id it was captured
     * @param removed local names that were known before and are not now, sorted
     */
    public record Result(
            boolean first,
            boolean changed,
            long logPosition,
            Map<String, List<String>> attributes,
            List<String> removed) {}

    /**
     * Replaces all that is known. The version is durable when this method returns.
     *
     * @param attributes by local name; {@link MasterDataRules} must accept them
     */
    public Result replace(Target target, Map<String, List<String>> attributes) {
        Map<String, List<String>> whole = new TreeMap<>(attributes);
        whole.put(MasterDataCaptured.WHOLE, List.of("true"));
        return append(target, whole, known -> {});
    }

    /**
     * Sets and removes attributes, and leaves the others.
     *
     * @param set by local name
     * @param removed local names
     * @param review of all that would be known. It may run more than once; an exception from it leaves everything unchanged
     */
    public Result change(
            Target target,
            Map<String, List<String>> set,
            Set<String> removed,
            Consumer<Map<String, List<String>>> review) {
        Map<String, List<String>> attributes = new TreeMap<>(set);
        attributes.put(
                MasterDataCaptured.REMOVED,
                removed.stream().filter(name -> !set.containsKey(name)).sorted().toList());
        return append(target, attributes, review);
    }

    private Result append(
            Target target, Map<String, List<String>> attributes, Consumer<Map<String, List<String>>> review) {
        for (int attempt = 1; ; attempt++) {
            try {
                // reads most of it before other writers have to wait
                CurrentDescriptions.Reading known = descriptions.read(target.organisation(), Set.of(target.subject()));
                Result result = Objects.requireNonNull(
                        transaction.execute(status -> append(target, attributes, review, known)));
                log.wake();
                described.remember(target.organisation(), DescribedKeyCache.keysOf(target.id()));
                return result;
            } catch (LogConflictException e) { // only in Axon Server: another writer appended to the stream
                if (attempt == MAX_ATTEMPTS) throw e;
            }
        }
    }

    private Result append(
            Target target,
            Map<String, List<String>> attributes,
            Consumer<Map<String, List<String>>> review,
            CurrentDescriptions.Reading known) {
        log.holdWriters();
        known.catchUp();
        Instant now = log.recordTime(clock.instant());
        MasterDataCaptured version = target.version(now, attributes);
        Description before = known.of(target.subject());
        Description after = before.and(version);
        Map<String, List<String>> was = withValues(before);
        Map<String, List<String>> is = withValues(after);
        review.accept(is);
        List<String> removed =
                was.keySet().stream().filter(name -> !is.containsKey(name)).toList();
        // what is said again changes the dates
        if (before.equals(after)) return new Result(false, false, log.head(), is, removed);
        UUID stream = LogStreams.masterData(target.organisation(), target.vocabulary(), target.id());
        @Nullable LogEntry last = log.latest(List.of(stream)).get(stream);
        log.append(List.of(new LogEntry(stream, last == null ? 0 : last.sequence() + 1, now, version)));
        return new Result(before.equals(Description.NONE), !was.equals(is), log.head(), is, removed);
    }

    private static Map<String, List<String>> withValues(Description description) {
        Map<String, List<String>> withValues = new TreeMap<>(description.attributes());
        withValues.values().removeIf(List::isEmpty);
        return withValues;
    }
}
