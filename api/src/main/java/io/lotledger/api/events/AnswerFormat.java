package io.lotledger.api.events;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.XmlBody;
import io.lotledger.ingest.document.event.DocumentFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The media type of events and jobs in an answer. It is read before anything is captured, so that a 406 stores nothing. */
public record AnswerFormat(DocumentFormat format, MediaType mediaType) {
    private static final MediaType JSON_LD = MediaType.parseMediaType("application/ld+json");
    private static final List<MediaType> IN_JSON = List.of(MediaType.APPLICATION_JSON, JSON_LD);
    private static final List<MediaType> IN_XML = List.of(MediaType.APPLICATION_XML, MediaType.TEXT_XML);
    private static final List<MediaType> OFFERED =
            Stream.concat(IN_JSON.stream(), IN_XML.stream()).toList();

    /** The type that {@code Accept} prefers, JSON without preference; 406 when it accepts neither JSON nor XML. */
    public static AnswerFormat of(HttpServletRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.isBlank()) return json(MediaType.APPLICATION_JSON);
        List<MediaType> accepted = parsed(accept);
        boolean xml = XmlBody.isPreferred(accept);
        Optional<MediaType> preferred = preferred(xml ? IN_XML : IN_JSON, accepted);
        if (preferred.isPresent())
            return new AnswerFormat(xml ? DocumentFormat.XML : DocumentFormat.JSON, preferred.get());
        // a client that accepts only a +json or +xml type gets plain JSON or XML
        boolean isStructured = accepted.stream()
                .anyMatch(one -> one.getQualityValue() > 0
                        && (one.getSubtype().endsWith("+xml")
                                || one.getSubtype().endsWith("+json")));
        if (!isStructured) throw refused(accept, OFFERED);
        return xml ? new AnswerFormat(DocumentFormat.XML, MediaType.APPLICATION_XML) : json(MediaType.APPLICATION_JSON);
    }

    /** The type of an answer that has no form in XML; 406 when {@code Accept} accepts no JSON. */
    public static MediaType json(HttpServletRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.isBlank()) return MediaType.APPLICATION_JSON;
        List<MediaType> accepted = parsed(accept);
        Optional<MediaType> preferred = preferred(IN_JSON, accepted);
        if (preferred.isPresent()) return preferred.get();
        boolean isStructured = accepted.stream()
                .anyMatch(one -> one.getQualityValue() > 0 && one.getSubtype().endsWith("+json"));
        if (!isStructured) throw refused(accept, IN_JSON);
        return MediaType.APPLICATION_JSON;
    }

    /** The offered type of the highest quality; of equal ones the first. Empty if none is accepted. */
    private static Optional<MediaType> preferred(List<MediaType> offered, List<MediaType> accepted) {
        Optional<MediaType> best = offered.stream()
                .max(Comparator.comparingDouble((MediaType one) -> quality(one, accepted))
                        .thenComparing(one -> -offered.indexOf(one)));
        return best.filter(one -> quality(one, accepted) > 0);
    }

    /** That of the most specific range that includes the type (RFC 9110 §12.5.1). */
    private static double quality(MediaType offered, List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.includes(offered))
                .max(Comparator.comparingInt(AnswerFormat::specificity))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }

    private static int specificity(MediaType range) {
        if (range.isWildcardType()) return 0;
        return range.isWildcardSubtype() ? 1 : 2;
    }

    public boolean isXml() {
        return format == DocumentFormat.XML;
    }

    private static AnswerFormat json(MediaType mediaType) {
        return new AnswerFormat(DocumentFormat.JSON, mediaType);
    }

    private static List<MediaType> parsed(String accept) {
        try {
            return MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            throw refused(accept, OFFERED);
        }
    }

    private static ProblemException refused(String accept, List<MediaType> types) {
        List<String> offered = types.stream().map(MediaType::toString).toList();
        return new ProblemException(
                406,
                "epcisException:NotAcceptableException",
                "Not acceptable",
                "The Accept header is '" + accept + "'; send one of " + String.join(", ", offered)
                        + ". Nothing was done",
                Map.of("offered", offered));
    }
}
