package io.lotledger.export.link;

import io.lotledger.export.job.LinkOpened;
import io.lotledger.export.lifecycle.ExportJobCommand.MakeLink;
import io.lotledger.export.lifecycle.ExportJobCommand.OpenByLink;
import io.lotledger.export.lifecycle.ExportJobCommand.RevokeLink;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.export.lifecycle.RegulatorLink;
import io.lotledger.export.request.ExportRequests;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Makes, opens and revokes the links of delivered exports. What another node does takes effect at once: the log decides. */
public class RegulatorLinks {
    private static final int TRIES = 20;
    private static final int ID_LENGTH = 12;
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LinkIndex index;
    private final JobHistory history;
    private final ExportRequests requests;
    private final CommandGateway commands;
    private final Clock clock;

    public RegulatorLinks(
            LinkIndex index, JobHistory history, ExportRequests requests, CommandGateway commands, Clock clock) {
        this.index = index;
        this.history = history;
        this.requests = requests;
        this.commands = commands;
        this.clock = clock;
    }

    /** A link that was just made, with the secret that is shown this once. */
    public record Made(RegulatorLink link, LinkSecret secret) {}

    /** A job as a link opens it. */
    public record Opened(RegulatorLink link, JobState job, List<RecordedEvent> events) {
        public Opened {
            events = List.copyOf(events);
        }
    }

    /**
     * Makes a link; empty when the job has {@link RegulatorLink#MOST_LINKS} already.
     *
     * @param job delivered
     */
    public Optional<Made> make(JobState job, Duration lifetime, @Nullable String note, String keyId) {
        LinkSecret secret = LinkSecret.random();
        String id = randomId();
        Instant expiresAt = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        // the row comes first: after a crash between the two it leads to a link that the log does not know, which opens
        // nothing
        index.add(job.request().organisation(), job.request().jobId(), id, secret.sha256(), expiresAt);
        if (!isTrue(new MakeLink(job.request().jobId(), id, secret.sha256(), note, expiresAt, keyId))) {
            index.remove(job.request().jobId(), id);
            return Optional.empty();
        }
        RegulatorLink link = history.find(job.request().jobId())
                .flatMap(now -> now.link(id))
                .orElseThrow(() -> new IllegalStateException("link " + id + " is not in the log"));
        return Optional.of(new Made(link, secret));
    }

    /** A repeated revocation changes nothing. */
    public void revoke(JobState job, RegulatorLink link, String keyId) {
        send(new RevokeLink(job.request().jobId(), link.id(), keyId));
        index.revoke(job.request().jobId(), link.id(), clock.instant());
    }

    /**
     * The job that the secret opens, without a record of it; empty for an unknown, expired, revoked or used up link, of which nobody
     * learns which it is.
     */
    public Optional<Opened> find(LinkSecret secret) {
        Instant now = clock.instant();
        return index.find(secret, now).flatMap(found -> load(found, link -> link.opens(now)));
    }

    private Optional<Opened> load(LinkIndex.Found found, Predicate<RegulatorLink> shows) {
        List<RecordedEvent> events = history.events(found.jobId());
        Optional<JobState> job = JobHistory.fold(events);
        return job.flatMap(state -> state.link(found.linkId()))
                .filter(shows)
                .map(link -> new Opened(link, job.orElseThrow(), events));
    }

    /** The job that the secret opens; the opening is recorded. */
    public Optional<Opened> open(LinkSecret secret, String part) {
        Instant now = clock.instant();
        return index.find(secret, now)
                .filter(found -> isTrue(new OpenByLink(found.jobId(), found.linkId(), part)))
                // the last opening that the link had left is shown too
                .flatMap(found -> load(found, link -> link.status(now) == RegulatorLink.Status.ACTIVE));
    }

    /** Counts a download of the workbook by the link. */
    public void downloaded(Opened opened) {
        requests.downloaded(
                opened.job().request().jobId(), LinkOpened.reader(opened.link().id()));
    }

    private boolean isTrue(Object command) {
        return Boolean.TRUE.equals(send(command));
    }

    /** Concurrent openings on any node each count. */
    private @Nullable Object send(Object command) {
        Supplier<@Nullable Object> sending = () -> commands.sendAndWait(command);
        for (int attempt = 1; ; attempt++) {
            try {
                return sending.get();
            } catch (ConcurrencyException e) { // something else happened to the job at the same time
                if (attempt == TRIES) throw e;
            }
        }
    }

    private static String randomId() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        return id.toString();
    }
}
