package io.lotledger.intake.x12.element;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.PercentEncoding;
import io.lotledger.intake.x12.X12Segment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads places and parties from N1: a GLN with UL, otherwise the partner's own code. */
public final class PartyReader {
    private static final String GLN = "UL";

    /** Assigned by the seller, the buyer, D-U-N-S, D-U-N-S with a suffix, mutually defined. */
    private static final Set<String> OWN_CODES = Set.of("91", "92", "1", "9", "ZZ");

    private final NoticeContext notice;

    public PartyReader(NoticeContext notice) {
        this.notice = notice;
    }

    /** The first party with one of the entity codes (N101), in the order of the codes. Empty if there is none, or a faulty one. */
    public Optional<X12Party> party(List<X12Segment> segments, String... entities) {
        for (String entity : entities) {
            for (X12Segment segment : segments) {
                if (segment.is("N1") && segment.element(1).equals(entity)) return read(segment);
            }
        }
        return Optional.empty();
    }

    public boolean names(List<X12Segment> segments, String... entities) {
        Set<String> codes = Set.of(entities);
        return segments.stream().anyMatch(segment -> segment.is("N1") && codes.contains(segment.element(1)));
    }

    private Optional<X12Party> read(X12Segment n1) {
        String qualifier = n1.element(3);
        String code = n1.element(4);
        String key = qualifier + ":" + code;
        String mapped = notice.settings().places().get(key);
        if (mapped != null) return Optional.of(X12Party.of(new Gln(mapped)));
        if (code.isEmpty()) {
            notice.faults()
                    .missing(
                            n1,
                            4,
                            "place",
                            "N1 " + n1.element(1) + " has no code; send UL in N103 and the GLN in N104");
            return Optional.empty();
        }
        if (qualifier.equals(GLN)) return gln(n1, code);
        if (!OWN_CODES.contains(qualifier)) {
            notice.faults()
                    .value(
                            n1,
                            3,
                            "place",
                            "N103 must be UL for a GLN, or 91, 92, 1, 9 or ZZ, not '" + qualifier + "'; or add \"" + key
                                    + "\" to \"places\" of the partner's profile");
            return Optional.empty();
        }
        notice.faults()
                .warning(
                        n1,
                        4,
                        "place",
                        "'" + code + "' is no GLN; the place is kept under this code and is not matched with other"
                                + " partners' events; send UL and the GLN, or add \"" + key
                                + "\" to \"places\" of the partner's profile");
        return Optional.of(new X12Party(null, ownUri(qualifier, code)));
    }

    private Optional<X12Party> gln(X12Segment n1, String code) {
        if (!code.matches("[0-9]{13}")) {
            notice.faults().value(n1, 4, "place", "N104 must be a GLN of 13 digits, not '" + code + "'");
            return Optional.empty();
        }
        if (!CheckDigit.isValid(code)) {
            String body = code.substring(0, 12);
            notice.faults()
                    .value(
                            n1,
                            4,
                            "place",
                            "N104 has a wrong check digit: " + body + " needs " + CheckDigit.of(body)
                                    + "; check the digits for a typing error");
            return Optional.empty();
        }
        return Optional.of(X12Party.of(new Gln(code)));
    }

    /** A class of URIs of the organisation, as for lots without a GS1 key: two partners may use one code. */
    private String ownUri(String qualifier, String code) {
        return "urn:lotledger:place:" + notice.organisation() + ":" + PercentEncoding.encode(notice.sender()) + ":"
                + qualifier + "." + PercentEncoding.encode(code);
    }
}
