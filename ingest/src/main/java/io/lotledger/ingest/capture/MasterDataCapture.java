package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.masterdata.DescribedKeyCache;
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
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Master data that an organisation says itself, outside of any document. It goes the way of a document's: a version in the log. */
public final class MasterDataCapture {
    private static final int MOST_ATTEMPTS = 10;

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
     * @param first nothing had been said of the id before
     * @param changed it is a new version; false when the last one says the same
     * @param logPosition what was said is at or below it
     * @param attributes all that the newest version says
     * @param removed local names that the version before it had and the newest has not, in order
     */
    public record Said(
            boolean first,
            boolean changed,
            long logPosition,
            Map<String, List<String>> attributes,
            List<String> removed) {}

    /**
     * Makes a new version of what is said of the id out of the last one; durable on return. The same said again makes no
     * version.
     *
     * @param captureID who says it
     * @param vocabulary {@code Location} or {@code EPCClass}
     * @param id the URI it is about
     * @param change the attributes of the last version by local name, none where there is no version, to those of the next, which
     *     {@link MasterDataRules} finds no fault with; it may run more than once, and what it throws leaves everything as it was
     */
    public Said say(
            UUID organisation,
            String captureID,
            String vocabulary,
            String id,
            UnaryOperator<Map<String, List<String>>> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                Said said = Objects.requireNonNull(
                        transaction.execute(status -> append(organisation, captureID, vocabulary, id, change)));
                if (said.changed()) log.wake();
                described.remember(organisation, DescribedKeyCache.of(id));
                return said;
            } catch (LogConflictException e) { // in Axon Server, where something else appended to the stream
                if (attempt == MOST_ATTEMPTS) throw e;
            }
        }
    }

    private Said append(
            UUID organisation,
            String captureID,
            String vocabulary,
            String id,
            UnaryOperator<Map<String, List<String>>> change) {
        log.holdWriters();
        UUID stream = LogStreams.masterData(organisation, vocabulary, id);
        @Nullable LogEntry last = log.latest(List.of(stream)).get(stream);
        Map<String, List<String>> before =
                last != null && last.payload() instanceof MasterDataCaptured known ? known.attributes() : Map.of();
        Map<String, List<String>> beforeByName = MasterDataRules.byLocalName(before);
        Map<String, List<String>> attributes = change.apply(beforeByName);
        List<String> removed = beforeByName.keySet().stream()
                .filter(name -> !attributes.containsKey(name))
                .sorted()
                .toList();
        if (last != null && (before.equals(attributes) || beforeByName.equals(attributes))) {
            return new Said(false, false, log.head(), attributes, removed);
        }
        Instant now = log.recordTime(clock.instant());
        log.append(List.of(new LogEntry(
                stream,
                last == null ? 0 : last.sequence() + 1,
                now,
                new MasterDataCaptured(organisation, captureID, now, vocabulary, id, attributes))));
        return new Said(last == null, true, log.head(), attributes, removed);
    }
}
