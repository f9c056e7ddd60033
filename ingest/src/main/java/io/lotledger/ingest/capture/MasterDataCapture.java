package io.lotledger.ingest.capture;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogConflictException;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Master data that an organisation says itself, outside of any document. It goes the way of a document's: a version in the log. */
public final class MasterDataCapture {
    private static final int MOST_ATTEMPTS = 10;

    private final EventLog log;
    private final TransactionTemplate transaction;
    private final DescribedKeys described;
    private final Clock clock;

    public MasterDataCapture(
            EventLog log, PlatformTransactionManager transactions, DescribedKeys described, Clock clock) {
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
        this.described = described;
        this.clock = clock;
    }

    /**
     * @param first nothing had been said of the id before
     * @param changed it is a new version; false when the last one says the same
     * @param logPosition what was said is at or below it
     */
    public record Said(boolean first, boolean changed, long logPosition) {}

    /**
     * Makes this the newest version of what is known of the id, in place of all that was said of it before; durable on return.
     * The same said again makes no version.
     *
     * @param captureID who says it
     * @param vocabulary {@code Location} or {@code EPCClass}
     * @param id the URI it is about
     * @param attributes that {@link MasterDataRules} finds no fault with
     */
    public Said say(
            UUID organisation, String captureID, String vocabulary, String id, Map<String, List<String>> attributes) {
        for (int attempt = 1; ; attempt++) {
            try {
                Said said = Objects.requireNonNull(
                        transaction.execute(status -> append(organisation, captureID, vocabulary, id, attributes)));
                if (said.changed()) log.wake();
                described.remember(organisation, DescribedKeys.of(id));
                return said;
            } catch (LogConflictException e) { // in Axon Server, where something else appended to the stream
                if (attempt == MOST_ATTEMPTS) throw e;
            }
        }
    }

    private Said append(
            UUID organisation, String captureID, String vocabulary, String id, Map<String, List<String>> attributes) {
        log.holdWriters();
        UUID stream = LogStreams.masterData(organisation, vocabulary, id);
        @Nullable LogEntry last = log.latest(List.of(stream)).get(stream);
        if (last != null
                && last.payload() instanceof MasterDataCaptured known
                && known.attributes().equals(attributes)) {
            return new Said(false, false, log.head());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        log.append(List.of(new LogEntry(
                stream,
                last == null ? 0 : last.sequence() + 1,
                now,
                new MasterDataCaptured(organisation, captureID, now, vocabulary, id, attributes))));
        return new Said(last == null, true, log.head());
    }
}
