package io.lotledger.api.regulator;

import io.lotledger.api.problem.CsvBody;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.export.link.LinkSecret;
import io.lotledger.export.link.RegulatorLinks;
import io.lotledger.export.proof.Verification;
import io.lotledger.export.proof.Verifications;
import io.lotledger.export.source.KeyNames;
import io.lotledger.export.source.OrganisationNames;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Composes what a link shows from the events of its job. */
@Component
class LinkPages {
    /** The CSV file has all lines. */
    private static final int LINES_SHOWN = 200;

    private final OrganisationNames organisations;
    private final KeyNames keys;
    private final Verifications verifications;

    LinkPages(OrganisationNames organisations, KeyNames keys, Verifications verifications) {
        this.organisations = organisations;
        this.keys = keys;
        this.verifications = verifications;
    }

    LinkPage page(LinkSecret secret, RegulatorLinks.Opened opened) {
        JobState job = opened.job();
        ExportRequested request = job.request();
        UnaryOperator<String> names = names();
        List<RecordedEvent> events = opened.events();
        int earlierLines = Math.max(0, events.size() - LINES_SHOWN);
        return new LinkPage(
                secret.text(),
                organisations.nameOf(request.organisation()),
                subject(request),
                switch (request.direction()) {
                    case BOTH -> "where they came from and where they went";
                    case BACKWARD -> "where they came from";
                    case FORWARD -> "where they went";
                },
                request,
                names.apply(request.requestedBy()),
                delivery(opened),
                job.expiry(),
                opened.link().made().expiresAt(),
                history(events.subList(earlierLines, events.size()), names),
                earlierLines);
    }

    static WorkbookDelivered delivery(RegulatorLinks.Opened opened) {
        return Objects.requireNonNull(opened.job().delivery(), "links are made to delivered jobs");
    }

    /** Empty while the server runs as many verifications as it can. */
    Optional<Verification> verified(RegulatorLinks.Opened opened) throws IOException, InterruptedException {
        JobState job = opened.job();
        return verifications
                .of(job.request(), delivery(opened))
                .map(found -> job.expiry() == null ? found : found.afterRetention());
    }

    String historyCsv(RegulatorLinks.Opened opened) {
        return Stream.concat(
                        Stream.of(CsvBody.line("sequence", "time", "event", "who")),
                        history(opened.events(), names()).stream()
                                .map(line -> CsvBody.line(
                                        Long.toString(line.sequence()),
                                        line.time().toString(),
                                        line.event(),
                                        line.who())))
                .collect(Collectors.joining());
    }

    private static List<HistoryLine> history(List<RecordedEvent> events, UnaryOperator<String> names) {
        return events.stream().map(recorded -> HistoryLine.of(recorded, names)).toList();
    }

    /** The names of keys for one answer, each looked up once. */
    private UnaryOperator<String> names() {
        Map<String, String> known = new HashMap<>();
        return keyId -> known.computeIfAbsent(keyId, id -> keys.nameOf(id).orElse("key " + id));
    }

    private static String subject(ExportRequested request) {
        LotCriteria criteria = request.criteria();
        if (criteria == null)
            return "lot " + request.oneLot().orElseThrow().key().printed();
        String names = Stream.of(
                        criteria.tlcs().stream(), criteria.gtins().stream().map(gtin -> "GTIN " + gtin))
                .flatMap(each -> each)
                .limit(5)
                .collect(Collectors.joining(", "));
        int all = criteria.tlcs().size()
                + criteria.gtins().size()
                + criteria.lots().size();
        String lots = all == 0 ? "all lots" : names.isEmpty() ? all + " lots" : names + (all > 5 ? " and others" : "");
        return lots + (criteria.hasPeriod() ? ", events of " + criteria.period() : "");
    }
}
