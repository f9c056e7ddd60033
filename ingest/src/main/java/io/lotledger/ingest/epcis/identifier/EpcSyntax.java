package io.lotledger.ingest.epcis.identifier;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the EPC Tag Data Standard (2.0, §6.3) forbids in an EPC URN whose key can be read nevertheless: a part too
 * few or too many, a text that is too long, or a character that its scheme does not have.
 */
public final class EpcSyntax {
    /** What GS1's character set 82 has beside letters and digits. */
    private static final String MARKS_OF_82 = "!\"%&'()*+,-./:;<=>?_";

    /** What a component part reference has beside capital letters and digits. */
    private static final String MARKS_OF_COMPONENTS = "#-/";

    /** Characters of both sets that a URN has in percent-encoding alone, and that other rules of URIs let pass. */
    private static final String ENCODED = "&/?#";

    private static final int WHOLE_KEY = 30;

    private EpcSyntax() {}

    /**
     * What is wrong and what would be right.
     *
     * @param urn an EPC URN that {@linkplain DigitalLink#parse has a key}
     */
    public static Optional<String> faultOf(String urn) {
        String[] part = urn.split(":", 5);
        if (part.length < 5 || part[2].equalsIgnoreCase("idpat")) return Optional.empty();
        String body = part[4];
        return Optional.ofNullable(
                switch (part[3].toLowerCase(Locale.ROOT)) {
                    case "sgtin" -> text("the serial of an SGTIN", last(body, 3), 20);
                    case "lgtin" -> text("the lot of an LGTIN", last(body, 3), 20);
                    case "upui" -> text("the serial of a UPUI", last(body, 3), 28);
                    case "itip" -> text("the serial of an ITIP", last(body, 5), 20);
                    case "grai" -> text("the serial of a GRAI", last(body, 3), 16);
                    case "gdti" -> text("the serial of a GDTI", last(body, 3), 17);
                    case "sgln" -> location(body);
                    case "pgln" -> party(body);
                    case "giai" -> key("a GIAI", body);
                    case "ginc" -> key("a GINC", body);
                    case "sgcn" -> number("the serial of an SGCN", last(body, 3), true);
                    case "cpi" -> component(body);
                    default -> null;
                });
    }

    private static String last(String body, int parts) {
        String[] part = body.split("\\.", parts);
        return part[part.length - 1];
    }

    private static @Nullable String location(String body) {
        if (body.indexOf('.') != body.lastIndexOf('.')) return text("the extension of an SGLN", last(body, 3), 20);
        return "an SGLN has three parts; end it with '.0', which means that it has no extension";
    }

    private static @Nullable String party(String body) {
        if (body.indexOf('.') == body.lastIndexOf('.')) return null;
        return "a PGLN has two parts, company prefix and party reference; leave out the rest";
    }

    private static @Nullable String key(String what, String body) {
        String reference = last(body, 2);
        int prefix = body.length() - reference.length() - 1;
        if (prefix + decoded(reference).length() > WHOLE_KEY) return tooLong(what, WHOLE_KEY);
        return text("the reference of " + what, reference, WHOLE_KEY);
    }

    private static @Nullable String component(String body) {
        int dot = body.lastIndexOf('.');
        String reference = last(body.substring(0, dot), 2);
        int prefix = dot - reference.length() - 1;
        if (prefix + decoded(reference).length() > WHOLE_KEY) return tooLong("a CPI", WHOLE_KEY);
        String fault = characters("the reference of a CPI", reference, false, MARKS_OF_COMPONENTS);
        return fault == null ? number("the serial of a CPI", body.substring(dot + 1), false) : fault;
    }

    private static @Nullable String number(String what, String encoded, boolean hasLeadingZeros) {
        boolean isNumber = !encoded.isEmpty() && DigitalLinkPath.isDigits(encoded);
        boolean isWithoutZeros = !encoded.startsWith("0") || encoded.length() == 1;
        if (isNumber && encoded.length() <= 12 && (hasLeadingZeros || isWithoutZeros)) return null;
        return what + " has at most 12 digits" + (hasLeadingZeros ? "" : " without leading zeros")
                + ", and no other characters";
    }

    private static @Nullable String text(String what, String encoded, int most) {
        if (decoded(encoded).length() > most) return tooLong(what, most);
        return characters(what, encoded, true, MARKS_OF_82);
    }

    private static String tooLong(String what, int most) {
        return what + " has at most " + most + " characters";
    }

    private static @Nullable String characters(String what, String encoded, boolean hasSmallLetters, String marks) {
        for (int c : decoded(encoded).codePoints().toArray()) {
            boolean isLetter = (c >= 'A' && c <= 'Z') || (hasSmallLetters && c >= 'a' && c <= 'z');
            if (!isLetter && !(c >= '0' && c <= '9') && marks.indexOf(c) < 0)
                return what + " cannot have the character '" + Character.toString(c) + "'";
        }
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (ENCODED.indexOf(c) >= 0)
                return String.format(Locale.ROOT, "%s has '%c' only as %%%02X", what, c, (int) c);
        }
        return null;
    }

    private static String decoded(String encoded) {
        String decoded = PercentEncoding.decode(encoded);
        return decoded == null ? encoded : decoded;
    }
}
