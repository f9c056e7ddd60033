package io.lotledger.api.events;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.document.event.CbvXmlFormat;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.EpcFormat;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.projections.index.CompanyPrefixProjection;
import io.lotledger.projections.index.SeenCompanyPrefixes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The identifiers and vocabulary words that a client asks for in events: {@code GS1-EPC-Format} and {@code GS1-CBV-XML-Format} (EPCIS 2.0 §12). */
@Component
public class EventFormats {
    public static final String EPCS = "GS1-EPC-Format";
    public static final String WORDS = "GS1-CBV-XML-Format";
    public static final List<String> EPC_FORMATS =
            Stream.of(EpcFormat.values()).map(EpcFormat::word).toList();
    public static final List<String> WORD_FORMATS =
            Stream.of(CbvXmlFormat.values()).map(CbvXmlFormat::word).toList();

    private final SeenCompanyPrefixes prefixes;
    private final IndexCoverage coverage;

    EventFormats(SeenCompanyPrefixes prefixes, IndexCoverage coverage) {
        this.prefixes = prefixes;
        this.coverage = coverage;
    }

    /**
     * The requested representation; without the header identifiers are GS1 Digital Links, the standard's default. For URNs it waits
     * a moment until the company prefixes of what was acknowledged are known.
     */
    public Representation requested(Caller caller, HttpServletRequest request) throws InterruptedException {
        EpcFormat epcs = epcs(request);
        CbvXmlFormat words = words(request);
        if (epcs == EpcFormat.ALWAYS_EPC_URN) coverage.of(CompanyPrefixProjection.NAME, "table of company prefixes");
        return new Representation(epcs, words, prefixes.of(caller.organisation()));
    }

    /** The requested identifiers of documents that are written later, in JSON. Both headers are checked. */
    public EpcFormat ofDeliveries(HttpServletRequest request) {
        EpcFormat epcs = epcs(request);
        words(request);
        return epcs;
    }

    private static EpcFormat epcs(HttpServletRequest request) {
        return value(request, EPCS, EpcFormat.ALWAYS_GS1_DIGITAL_LINK, EpcFormat::ofWord, EPC_FORMATS);
    }

    private static CbvXmlFormat words(HttpServletRequest request) {
        return value(request, WORDS, CbvXmlFormat.NO_PREFERENCE, CbvXmlFormat::ofWord, WORD_FORMATS);
    }

    /** The headers that name the representation of the answer. No preference means identifiers as they were sent. */
    public static HttpHeaders headers(Representation used, DocumentFormat format) {
        HttpHeaders headers = new HttpHeaders();
        EpcFormat epcs = used.epcs() == EpcFormat.NO_PREFERENCE ? EpcFormat.NEVER_TRANSLATES : used.epcs();
        headers.set(EPCS, epcs.word());
        if (format == DocumentFormat.XML) headers.set(WORDS, used.words().word());
        return headers;
    }

    private static <T> T value(
            HttpServletRequest request,
            String header,
            T absent,
            Function<String, Optional<T>> ofWord,
            List<String> allowed) {
        String word = request.getHeader(header);
        if (word == null) return absent;
        return ofWord.apply(word)
                .orElseThrow(() -> new ProblemException(
                        406,
                        "epcisException:NotAcceptableException",
                        "Unknown format",
                        header + " must be one of " + String.join(", ", allowed) + ", not '" + word + "'",
                        Map.of("header", header, "allowed", allowed)));
    }
}
