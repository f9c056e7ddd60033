package io.lotledger.ingest.epcis.identifier;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Converts EPC URNs to GS1 keys: the indicator digit moves to the front and the check digit is computed (EPC Tag Data
 * Standard 2.0 §7).
 */
final class EpcUrn {
    private EpcUrn() {}

    static Optional<DigitalLink> toDigitalLink(String urn) {
        String[] scheme = urn.split(":", 5);
        if (scheme.length < 5) return Optional.empty();
        return switch (scheme[2]) {
            case "id" -> instance(scheme[3], scheme[4]);
            case "class" -> scheme[3].equals("lgtin") ? gtin(parts(scheme[4], 3), "10") : Optional.empty();
            case "idpat" -> pattern(scheme[3], scheme[4]);
            default -> Optional.empty();
        };
    }

    /** An extension of 0 means none, and may be left out. */
    private static String withExtension(String body) {
        return body.indexOf('.') == body.lastIndexOf('.') ? body + ".0" : body;
    }

    private static Optional<DigitalLink> instance(String scheme, String body) {
        return switch (scheme) {
            case "sgtin" -> gtin(parts(body, 3), "21");
            case "upui" -> gtin(parts(body, 3), "235");
            case "itip" -> itip(parts(body, 5));
            case "sscc" -> sscc(parts(body, 2));
            case "sgln" -> gln("414", parts(withExtension(body), 3));
            case "pgln" -> gln("417", parts(withExtension(body), 3)).filter(EpcUrn::isParty);
            case "grai" -> body.endsWith(".") ? Optional.empty() : serialised("8003", "0", parts(body, 3));
            case "gdti" -> body.endsWith(".") ? Optional.empty() : serialised("253", "", parts(body, 3));
            case "sgcn" -> body.endsWith(".") ? Optional.empty() : serialised("255", "", parts(body, 3));
            case "giai" -> reference("8004", parts(body, 2));
            case "ginc" -> reference("401", parts(body, 2));
            case "gsrn" -> checked("8018", parts(body, 2), 17);
            case "gsrnp" -> checked("8017", parts(body, 2), 17);
            case "gsin" -> checked("402", parts(body, 2), 16);
            case "cpi" -> component(body);
            default -> Optional.empty();
        };
    }

    private static Optional<DigitalLink> pattern(String scheme, String body) {
        // Master data often omits the asterisk.
        String item = body.endsWith(".*") ? body.substring(0, body.length() - 2) : body;
        if (parts(item, -1).length != (scheme.equals("itip") ? 4 : 2)) return Optional.empty(); // it has a serial
        return switch (scheme) {
            case "sgtin", "upui" -> gtin(parts(item + ".*", 3), "");
            case "itip" -> itip(parts(item + ".*", 5));
            case "grai" -> serialised("8003", "0", parts(item + ".", 3));
            case "gdti" -> serialised("253", "", parts(item + ".", 3));
            case "sgcn" -> serialised("255", "", parts(item + ".", 3));
            case "cpi" -> reference("8010", parts(item, 2));
            default -> Optional.empty();
        };
    }

    private static boolean isParty(DigitalLink link) {
        return link.keys().size() == 1; // a party has no extension
    }

    private static String[] parts(String body, int count) {
        return body.split("\\.", count);
    }

    private static Optional<DigitalLink> gtin(String[] part, String qualifier) {
        if (part.length != 3 || part[1].isEmpty() || !digits(part[0], part[1], 13)) return Optional.empty();
        String gtin = withCheckDigit(part[1].charAt(0) + part[0] + part[1].substring(1));
        return qualifier.isEmpty() ? of("01", gtin) : of("01", gtin, qualifier, part[2]);
    }

    private static Optional<DigitalLink> itip(String[] part) {
        if (part.length != 5 || part[1].isEmpty() || !digits(part[0], part[1], 13)) return Optional.empty();
        if (!part[2].matches("\\d{2}") || !part[3].matches("\\d{2}")) return Optional.empty();
        String piece = withCheckDigit(part[1].charAt(0) + part[0] + part[1].substring(1)) + part[2] + part[3];
        return part[4].equals("*") ? of("8006", piece) : of("8006", piece, "21", part[4]);
    }

    private static Optional<DigitalLink> sscc(String[] part) {
        if (part.length != 2 || part[1].isEmpty() || !digits(part[0], part[1], 17)) return Optional.empty();
        return of("00", withCheckDigit(part[1].charAt(0) + part[0] + part[1].substring(1)));
    }

    private static Optional<DigitalLink> gln(String ai, String[] part) {
        if (part.length != 3 || !digits(part[0], part[1], 12)) return Optional.empty();
        String gln = withCheckDigit(part[0] + part[1]);
        return part[2].equals("0") ? of(ai, gln) : of(ai, gln, "254", part[2]);
    }

    /** GRAI, GDTI, GCN: 12 digits, a check digit, then the serial in the same value. */
    private static Optional<DigitalLink> serialised(String ai, String padding, String[] part) {
        if (part.length != 3 || !digits(part[0], part[1], 12)) return Optional.empty();
        String serial = PercentEncoding.decode(part[2]);
        return serial == null ? Optional.empty() : of(ai, withCheckDigit(padding + part[0] + part[1]) + serial);
    }

    private static Optional<DigitalLink> reference(String ai, String[] part) {
        if (part.length != 2 || !isPrefix(part[0]) || part[1].isEmpty()) return Optional.empty();
        String reference = PercentEncoding.decode(part[1]);
        return reference == null ? Optional.empty() : of(ai, part[0] + reference);
    }

    private static Optional<DigitalLink> checked(String ai, String[] part, int length) {
        if (part.length != 2 || !digits(part[0], part[1], length)) return Optional.empty();
        return of(ai, withCheckDigit(part[0] + part[1]));
    }

    private static Optional<DigitalLink> component(String body) {
        int lastDot = body.lastIndexOf('.');
        if (lastDot < 0) return Optional.empty();
        String serial = body.substring(lastDot + 1);
        return reference("8010", parts(body.substring(0, lastDot), 2)).flatMap(part -> {
            String value = part.get("8010");
            return value == null ? Optional.empty() : of("8010", value, "8011", serial);
        });
    }

    private static Optional<DigitalLink> of(String ai, String value) {
        return Optional.of(new DigitalLink(Map.of(ai, value)));
    }

    private static Optional<DigitalLink> of(String ai, String value, String qualifier, String encoded) {
        String qualified = PercentEncoding.decode(encoded);
        if (qualified == null || qualified.isEmpty()) return Optional.empty();
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(ai, value);
        keys.put(qualifier, qualified);
        return Optional.of(new DigitalLink(keys));
    }

    private static String withCheckDigit(String digits) {
        return digits + CheckDigit.of(digits);
    }

    private static boolean digits(String prefix, String reference, int length) {
        return isPrefix(prefix) && prefix.length() + reference.length() == length && isDigits(reference);
    }

    private static boolean isPrefix(String prefix) {
        return prefix.length() >= 6 && prefix.length() <= 12 && isDigits(prefix);
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
