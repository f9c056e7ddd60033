package io.lotledger.export.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.UsedEvent;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.proof.Verification.Digests;
import io.lotledger.export.proof.Verification.Events;
import io.lotledger.export.proof.Verification.Stored;
import io.lotledger.export.proof.Verification.Verdict;
import io.lotledger.export.retention.ObjectNames;
import io.lotledger.export.source.ReservedOutput;
import io.lotledger.export.source.WorkFolder;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.export.source.WorkbookSource.Rendering;
import io.lotledger.export.source.WorkbookSource.Rendering.Written;
import io.lotledger.export.workbook.WorkbookDifferences;
import io.lotledger.export.workbook.content.Sha256;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders a delivered workbook again from the log, at the position of its request, and compares. It stores nothing. A node verifies
 * at most as many workbooks concurrently as it exports.
 */
public class Verifications {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final WorkbookSource source;
    private final WorkbookStore store;
    private final ManifestKey key;
    private final LoggedDocuments documents;
    private final WorkFolder folder;
    private final Semaphore turns;
    private final DiskReserve reserve;

    public Verifications(
            WorkbookSource source,
            WorkbookStore store,
            ManifestKey key,
            LoggedDocuments documents,
            WorkFolder folder,
            ExportPolicy policy,
            DiskReserve reserve) {
        this.source = source;
        this.store = store;
        this.key = key;
        this.documents = documents;
        this.folder = folder;
        this.reserve = reserve;
        this.turns = new Semaphore(policy.workers(), true);
    }

    /**
     * @param delivery of this job
     * @return empty when this node has no free slot
     */
    public Optional<Verification> of(ExportRequested export, WorkbookDelivered delivery)
            throws IOException, InterruptedException {
        if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) return Optional.empty();
        try {
            return Optional.of(verified(export, delivery));
        } finally {
            turns.release();
        }
    }

    private Verification verified(ExportRequested export, WorkbookDelivered delivery) throws IOException {
        Digests delivered = new Digests(delivery.sha256(), delivery.contentSha256(), delivery.maker());
        MessageDigest sha256 = Sha256.digest();
        Rendering rendering;
        try (OutputStream out =
                new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256), 1 << 16)) {
            rendering = source.render(export, delivery.maker(), out, (done, total) -> {});
        }
        Stored file = storedFile(delivery);
        Optional<SignedManifest.Read> manifest = manifest(delivery);
        Stored signed = manifestState(delivery, manifest);
        if (rendering instanceof Rendering.Refused refused) {
            return new Verification(
                    Verdict.NOT_MADE, refused.message(), delivered, null, file, signed, Events.NONE, null);
        }
        Written written = (Written) rendering;
        Digests now = new Digests(HexFormat.of().formatHex(sha256.digest()), written.contentSha256(), source.maker());
        // a manifest without our signature proves nothing
        Events events = manifest.filter(SignedManifest.Read::signedByUs)
                .map(read -> compare(read.manifest().events(), written.events()))
                .orElse(Events.NONE);
        Verdict found = verdict(delivered, now, events);
        boolean isReadOtherwise = signed == Stored.AS_RECORDED
                && mayBeOfRules(found, events, delivery, written)
                && areLogged(manifest.orElseThrow().manifest().events());
        Verdict verdict = isReadOtherwise ? Verdict.READ_OTHERWISE : found;
        @Nullable
        WorkbookDifferences cells = verdict.isSame() || file != Stored.AS_RECORDED ? null : cells(export, delivery);
        return new Verification(
                verdict, message(verdict, delivered, now, file), delivered, now, file, signed, events, cells);
    }

    /** Renders the workbook once more into a file, only when the digests differ. */
    private WorkbookDifferences cells(ExportRequested export, WorkbookDelivered delivery) throws IOException {
        Path delivered = folder.file(".xlsx");
        Path now = folder.file(".xlsx");
        try {
            try (OutputStream out = new BufferedOutputStream(ReservedOutput.to(delivered, reserve), 1 << 16)) {
                store.copy(delivery.objectKey(), out);
            }
            try (OutputStream out = new BufferedOutputStream(ReservedOutput.to(now, reserve), 1 << 16)) {
                source.render(export, delivery.maker(), out, (done, total) -> {});
            }
            return WorkbookDifferences.between(delivered, now);
        } finally {
            Files.deleteIfExists(delivered);
            Files.deleteIfExists(now);
        }
    }

    private static Verdict verdict(Digests delivered, Digests now, Events events) {
        if (events.differ()) return Verdict.EVENTS_DIFFER;
        if (delivered.sha256().equals(now.sha256())) return Verdict.IDENTICAL;
        if (delivered.contentSha256().equals(now.contentSha256())) return Verdict.SAME_CONTENT;
        return delivered.maker().equals(now.maker()) ? Verdict.CONTENT_DIFFERS : Verdict.RENDERED_OTHERWISE;
    }

    /** Whether other rules alone may make the difference: none changes an event, and the same ones give the same workbook. */
    private static boolean mayBeOfRules(Verdict found, Events events, WorkbookDelivered delivery, Written written) {
        Optional<WorkbookRules> made = delivery.rules();
        if (made.filter(written.rules()::equals).isPresent()) return false;
        return found == Verdict.EVENTS_DIFFER
                ? events.changed().isEmpty()
                : found == Verdict.CONTENT_DIFFERS && made.isPresent();
    }

    /** Whether the log holds each of these events as the workbook was drawn from it. */
    private boolean areLogged(List<UsedEvent> events) {
        Map<Long, UsedEvent> drawn = byPosition(events);
        AtomicBoolean same = new AtomicBoolean(true);
        try {
            documents.each(drawn.keySet(), logged -> {
                UsedEvent event = drawn.get(logged.position());
                if (event == null
                        || !event.sha256().equals(Sha256.hex(logged.document().getBytes(UTF_8)))) same.set(false);
            });
        } catch (DamagedEntryException e) {
            return false;
        }
        return same.get();
    }

    private static String message(Verdict verdict, Digests delivered, Digests now, Stored file) {
        return switch (verdict) {
            case IDENTICAL -> "The log gives the delivered workbook again, byte for byte.";
            case SAME_CONTENT ->
                "The log gives the delivered workbook again; only its compression differs, as it does between Java runtimes.";
            case RENDERED_OTHERWISE ->
                "The events are the same, and another build renders them otherwise: the workbook was delivered by "
                        + delivered.maker() + ", and made again now by " + now.maker()
                        + ". Ask for the export again to have it as this build renders it.";
            case READ_OTHERWISE ->
                (file == Stored.AS_RECORDED ? "The workbook is as it was stored, and the" : "The")
                        + " log holds unchanged every event that it was drawn from. It was made under other rules, "
                        + (delivered.maker().equals(now.maker())
                                ? "by an earlier build or from tables that were filled anew since"
                                : "by " + delivered.maker() + ", and " + now.maker() + " reads the same log otherwise")
                        + ". Ask for the export again.";
            case EVENTS_DIFFER -> "The workbook was not drawn from the events the log has now at its position.";
            case CONTENT_DIFFERS ->
                now.maker().build() == null
                        ? "The events are the same, and the log gives another workbook. Which builds of "
                                + now.maker().productVersion() + " made the two is not known: another build may render"
                                + " the events otherwise, or what is known of them is not what it was."
                        : "The events are the same, and the log gives another workbook, by the same build. What is known"
                                + " of the events, such as master data or configuration, is not what it was, or one of"
                                + " the two was changed.";
            case NOT_MADE -> "The workbook cannot be made now.";
        };
    }

    private Stored storedFile(WorkbookDelivered delivery) throws IOException {
        MessageDigest sha256 = Sha256.digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            if (!store.copy(delivery.objectKey(), out)) return Stored.MISSING;
        }
        boolean same = HexFormat.of().formatHex(sha256.digest()).equals(delivery.sha256());
        return same ? Stored.AS_RECORDED : Stored.DIFFERS;
    }

    private Optional<SignedManifest.Read> manifest(WorkbookDelivered delivery) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!store.copy(ObjectNames.manifestKey(delivery.objectKey()), bytes)) return Optional.empty();
        try {
            return Optional.of(SignedManifest.read(bytes.toByteArray(), key));
        } catch (IOException e) {
            return Optional.of(new SignedManifest.Read(Manifest.UNREADABLE, false));
        }
    }

    /** A manifest without our signature, or of another file, differs. */
    private static Stored manifestState(WorkbookDelivered delivery, Optional<SignedManifest.Read> manifest) {
        if (manifest.isEmpty()) return delivery.manifestKey() == null ? Stored.NEVER_MADE : Stored.MISSING;
        boolean ours = manifest.get().signedByUs()
                && manifest.get().manifest().sha256().equals(delivery.sha256());
        return ours ? Stored.AS_RECORDED : Stored.DIFFERS;
    }

    private static Events compare(List<UsedEvent> delivered, List<UsedEvent> now) {
        Map<Long, UsedEvent> then = byPosition(delivered);
        Map<Long, UsedEvent> today = byPosition(now);
        List<String> changed = new ArrayList<>();
        for (UsedEvent event : delivered) {
            @Nullable UsedEvent same = today.get(event.position());
            if (same != null && !same.equals(event)) changed.add(event.eventId());
        }
        return new Events(missing(now, then), missing(delivered, today), changed);
    }

    private static List<String> missing(List<UsedEvent> events, Map<Long, UsedEvent> from) {
        return events.stream()
                .filter(event -> !from.containsKey(event.position()))
                .map(UsedEvent::eventId)
                .toList();
    }

    private static Map<Long, UsedEvent> byPosition(List<UsedEvent> events) {
        return events.stream().collect(Collectors.toMap(UsedEvent::position, event -> event));
    }
}
