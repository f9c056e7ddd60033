package io.lotledger.api.dashboard.system;

import static java.util.Objects.requireNonNull;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.dashboard.system.SystemPage.Database;
import io.lotledger.api.dashboard.system.SystemPage.Parked;
import io.lotledger.api.dashboard.system.SystemPage.Paused;
import io.lotledger.api.dashboard.system.SystemPage.Rebuild;
import io.lotledger.api.dashboard.system.SystemPage.Storage;
import io.lotledger.api.dashboard.system.SystemPage.Table;
import io.lotledger.api.discovery.Product;
import io.lotledger.api.operations.Build;
import io.lotledger.api.security.Caller;
import io.lotledger.api.summary.LogLag;
import io.lotledger.api.summary.Summaries;
import io.lotledger.export.source.KeyNames;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import io.lotledger.projections.processor.ParkedEvent;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.processor.ProjectionProgress;
import io.lotledger.projections.processor.ProjectionVersion;
import io.lotledger.projections.rebuild.RebuildProgress;
import io.lotledger.projections.rebuild.Rebuilds;
import io.lotledger.projections.tally.TallyFollower;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Puts the system page together. */
@Component
final class SystemPages {
    private static final int PARKED = 25;

    /** What each table is for, by the name of its projection. */
    private static final Map<String, String> WHAT = Map.of(
            "event-index", "Events and error declarations",
            "lineage", "Lots and what became of what",
            "cte", "Critical tracking events",
            "master-data", "Places and products",
            "company-prefix", "Length of GS1 company prefixes",
            "query-index", "Index of event queries",
            "event-resources", "Lists of identifiers and words",
            "find", "Index of the search box");

    private final ProjectionProgress progress;
    private final Rebuilds rebuilds;
    private final ProjectionPauses pauses;
    private final ParkedEvents parked;
    private final Summaries summaries;
    private final LogLag lag;
    private final TallyFollower tally;
    private final KeyNames keys;
    private final HealthIndicator storage;

    SystemPages(
            ProjectionProgress progress,
            Rebuilds rebuilds,
            ProjectionPauses pauses,
            ParkedEvents parked,
            Summaries summaries,
            LogLag lag,
            TallyFollower tally,
            KeyNames keys,
            @Qualifier("s3") HealthIndicator storage) {
        this.progress = progress;
        this.rebuilds = rebuilds;
        this.pauses = pauses;
        this.parked = parked;
        this.summaries = summaries;
        this.lag = lag;
        this.tally = tally;
        this.keys = keys;
        this.storage = storage;
    }

    /** @param after place of the last parked event of the page before; null for the first page */
    SystemPage of(Caller caller, ParkedEvents.@Nullable Place after) {
        long began = System.nanoTime();
        LogLag.Lag behind = summaries.lag();
        long millis = (System.nanoTime() - began) / 1_000_000;
        List<UUID> owners = ParkedEvents.ownersSeenBy(caller.organisation(), caller.isOperator());
        List<ParkedEvent> events =
                parked.of(owners, after == null ? new ParkedEvents.Place(0, null) : after, PARKED + 1);
        List<ParkedEvent> shown = events.size() > PARKED ? events.subList(0, PARKED) : events;
        Throwable failure = tally.failure();
        return new SystemPage(
                caller.isOperator(),
                behind,
                summaries.counted(),
                failure == null ? null : failure.getClass().getSimpleName(),
                tables(caller),
                shown.stream().map(SystemPages::parked).toList(),
                parked.count(owners),
                events.size() > PARKED ? older(shown.get(PARKED - 1)) : null,
                after == null,
                new Database("PostgreSQL", millis),
                new Storage(fault()),
                Product.VERSION,
                Build.id().orElse(null));
    }

    /** Other organisations learn no key of an operator. */
    List<Table> tables(Caller caller) {
        UnaryOperator<String> keyNames = caller.isOperator() ? this::keyName : id -> "an operator of the server";
        Map<String, RebuildProgress> known = rebuilds.progress().stream()
                .collect(Collectors.toMap(RebuildProgress::projection, Function.identity()));
        Map<String, ProjectionPauses.Pause> paused = pauses.all();
        Map<String, ProjectionVersion> versions = rebuilds.versions();
        Map<String, Long> positions = progress.positionsOf(versions.keySet());
        LogLag.Lags lags = lag.behind(positions);
        return versions.entrySet().stream()
                .map(of -> table(
                        of.getKey(),
                        requireNonNull(positions.get(of.getKey())),
                        lags,
                        of.getValue(),
                        paused.get(of.getKey()),
                        known.get(of.getKey()),
                        keyNames))
                .toList();
    }

    private Table table(
            String name,
            long position,
            LogLag.Lags lags,
            ProjectionVersion version,
            ProjectionPauses.@Nullable Pause pause,
            @Nullable RebuildProgress rebuild,
            UnaryOperator<String> keyNames) {
        LogLag.Lag behind = requireNonNull(lags.of().get(name));
        return new Table(
                name,
                WHAT.getOrDefault(name, name),
                position,
                behind.positions(),
                Show.span(behind.time()),
                version.tables() == version.code()
                        ? "version " + version.code()
                        : version.whyNotWritten(name)
                                .orElse("filled by version " + version.tables() + ", the code is version "
                                        + version.code()),
                pause == null ? null : new Paused(keyNames.apply(pause.by()), pause.since()),
                rebuild == null ? null : rebuild(rebuild, lags.head(), keyNames));
    }

    private static Rebuild rebuild(RebuildProgress rebuild, long head, UnaryOperator<String> keyNames) {
        boolean isActive = rebuild.phase().isActive();
        String state = switch (rebuild.phase()) {
            case FILLING -> "Filling new tables";
            case FINISHING -> "Building indexes";
            case FOLLOWING -> "Catching up with the log";
            case DONE -> "Rebuilt";
            case CANCELLED -> "Cancelled";
        };
        return new Rebuild(
                isActive,
                state,
                head == 0 || rebuild.phase() == RebuildProgress.Phase.DONE
                        ? 100
                        : (int) Math.min(100, 100 * rebuild.position() / head),
                rebuild.requestedBy().equals("upgrade")
                        ? "an upgrade of the server"
                        : keyNames.apply(rebuild.requestedBy()),
                rebuild.startedAt(),
                rebuild.error());
    }

    private String keyName(String id) {
        return keys.nameOf(id).orElse("key " + id);
    }

    private static Parked parked(ParkedEvent event) {
        String error = event.error();
        int colon = error.indexOf(':');
        String kind = colon > 0 ? error.substring(0, colon) : error;
        return new Parked(
                WHAT.getOrDefault(event.projection(), event.projection()),
                event.position(),
                event.eventId(),
                event.organisation().equals(UnreadableEntry.ANY) ? null : url(event.eventId()),
                kind.substring(kind.lastIndexOf('.') + 1),
                error,
                event.attempts(),
                event.parkedAt());
    }

    private static String url(String eventId) {
        return UriComponentsBuilder.fromPath("/compliance/events/{id}")
                .encode()
                .buildAndExpand(eventId)
                .toUriString();
    }

    private static String older(ParkedEvent last) {
        return "/compliance/system?after=" + last.position() + "_" + last.projection();
    }

    private @Nullable String fault() {
        Health health = storage.health();
        if (health == null) return "The state of S3 is not known yet.";
        Object error = health.getDetails().get("error");
        return error == null ? null : error.toString();
    }
}
