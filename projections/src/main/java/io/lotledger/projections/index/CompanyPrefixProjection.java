package io.lotledger.projections.index;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.sql.ColumnArray;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills {@code company_prefix}. Every EPC URN shows the length of its company prefix; a Digital Link does not. */
public final class CompanyPrefixProjection implements Projection {
    public static final String NAME = "company-prefix";

    private static final Pattern URN =
            Pattern.compile("urn:epc:(?:id|class|idpat):[a-z]+:(\\d{6,12})\\.[^\"\\\\\\s]+", Pattern.CASE_INSENSITIVE);

    /** In the context of an event, which stands first and ends with the first bracket. */
    private static final Pattern NAMESPACE_OF_URNS = Pattern.compile("\"urn:(?:epc:|\")", Pattern.CASE_INSENSITIVE);

    private static final Pattern COMPACT_IRI = Pattern.compile("\"([^\"\\\\:\\s]+:[^\"\\\\\\s]+)\"");

    private final JdbcClient jdbc;

    public CompanyPrefixProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Seen(UUID organisation, String prefix) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public List<String> tables() {
        return List.of("company_prefix");
    }

    @Override
    public Set<String> neededToFill() {
        return Set.of("company_prefix_pkey");
    }

    @Override
    public void write(List<LoggedEvent> events, long upTo) {
        Set<Seen> seen = new LinkedHashSet<>();
        for (LoggedEvent event : events) {
            if (event.payload() instanceof EpcisEventCaptured captured) {
                collect(captured.organisation(), captured.document(), seen);
                collectCompact(captured.organisation(), captured.document(), seen);
            } else if (event.payload() instanceof MasterDataCaptured element) {
                collect(element.organisation(), element.id(), seen);
            }
        }
        if (seen.isEmpty()) return;
        jdbc.sql("""
                        insert into company_prefix (organisation, prefix)
                        select * from unnest(cast(:organisation as uuid[]), :prefix)
                        on conflict do nothing
                        """)
                .param("organisation", ColumnArray.text(seen, Seen::organisation))
                .param("prefix", ColumnArray.text(seen, Seen::prefix))
                .update();
    }

    /** Collects the prefixes of URNs that form a valid key. */
    private static void collect(UUID organisation, String text, Set<Seen> seen) {
        if (!text.contains("urn:epc:") && !text.contains("URN:EPC:")) return;
        Matcher urn = URN.matcher(text);
        while (urn.find()) {
            Seen one = new Seen(organisation, urn.group(1));
            if (!seen.contains(one) && DigitalLink.parse(urn.group()).isPresent()) seen.add(one);
        }
    }

    /** The same of compact IRIs that stand for URNs (ADR 58), such as {@code epc:sgtin:4012345.011111.2}. */
    private static void collectCompact(UUID organisation, String document, Set<Seen> seen) {
        int endOfContext = Math.max(0, document.indexOf(']'));
        if (!NAMESPACE_OF_URNS.matcher(document).region(0, endOfContext).find()) return;
        JsonLdContext context =
                JsonLdContext.NONE.with(Json.MAPPER.readTree(document).get("@context"));
        Matcher iri = COMPACT_IRI.matcher(document);
        while (iri.find()) collect(organisation, context.expand(iri.group(1)), seen);
    }
}
