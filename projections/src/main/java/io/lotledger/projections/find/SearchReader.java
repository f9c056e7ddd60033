package io.lotledger.projections.find;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.ElementString;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.find.Sought.OfEvent;
import io.lotledger.projections.find.Sought.OfGln;
import io.lotledger.projections.find.Sought.OfGtin;
import io.lotledger.projections.find.Sought.OfId;
import io.lotledger.projections.find.Sought.OfLot;
import io.lotledger.projections.find.Sought.OfNumber;
import io.lotledger.projections.find.Sought.OfText;
import io.lotledger.projections.find.Sought.OfUnit;
import io.lotledger.projections.find.Sought.OfUri;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a search text: what a scanner, a label, a document or a person says. The forms are tried in this order: element string,
 * Digital Link, URN, SSCC, GTIN, GLN, id, event, document number, text.
 */
public final class SearchReader {
    private static final Pattern LABEL = Pattern.compile(
            "(?i)(?:sscc|gtin|gln|upc|ean|lot|tlc|event|batch)\\s*[:#]?\\s+(?=\\S)|(?:sscc|gtin|gln)[:#](?=\\d)");
    private static final Pattern GROUPED_DIGITS = Pattern.compile("\\d[\\d \\-]*\\d");
    private static final Pattern UUID_ALONE =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern LINK_WITHOUT_SCHEME =
            Pattern.compile("(?i)[a-z0-9-]+(?:\\.[a-z0-9-]+)+(?::\\d+)?/\\S+");
    /** As people read a label aloud or copy two cells: with spaces or a slash, with or without application identifiers or words. */
    private static final Pattern GTIN_AND_LOT = Pattern.compile(
            "(?i)(?:gtin\\s*[:#]?\\s+)?(?:0[12]\\s+(?=\\d{14}\\s))?"
                    + "(\\d{8}(?=.*[^\\d\\s-])|\\d{12,14})(?:\\s*/\\s*|\\s+)(?:10\\s+|(?:lot|batch)\\s*[:#]?\\s+)?(\\S.{0,19})");

    /** A traceability lot code as rows print it: the lot is all the rest, which may look like another element. */
    private static final Pattern PRINTED_CODE = Pattern.compile("\\(01\\)(\\d{14})\\(10\\)(.+)");

    private static final Pattern GTIN_LENGTH = Pattern.compile("\\d{8}|\\d{12,14}");
    private static final Pattern DOCUMENT = Pattern.compile(
            "(?i)(bill of lading|bol|b/l|purchase order|po|advance ship(?:ping|ment)? notice|asn|desadv|invoice|inv|"
                    + "despatch advice|delivery note|receiving advice|recadv|waybill|awb)"
                    + "(?:(?:\\s*(?:no\\.?|number|nr\\.?))?\\s*[#:\\- ]\\s*#?\\s*|(?=\\d))(\\S.*)");

    private final String text;
    private final List<Sought> sought = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private SearchReader(String text) {
        this.text = text;
    }

    public static SearchReading read(String sent) {
        return new SearchReader(sent.strip()).reading();
    }

    private SearchReading reading() {
        if (text.isEmpty()) return new SearchReading("", List.of(), List.of());
        String understood = understand();
        return new SearchReading(understood, sought, notes);
    }

    private String understand() {
        Optional<ElementString> elements = ElementString.parse(text);
        if (elements.isPresent()) {
            String as = keys(elements.get().values());
            String spelling = ElementString.hasSymbology(text) ? "Scanned label " : "Element string ";
            if (!as.isEmpty()) {
                elements.get().shortGtin().ifPresent(this::notePadded);
                return spelling + elements.get().printed() + ": " + as;
            }
        }
        Matcher printed = PRINTED_CODE.matcher(text);
        if (printed.matches())
            return "Traceability lot code: " + product(printed.group(1), Map.of("10", printed.group(2)));
        String bare = ElementString.withoutSymbology(text).strip();
        if (isUri(bare)) return uri(bare);
        if (UUID_ALONE.matcher(bare).matches()) return uri("urn:uuid:" + bare);
        String withScheme = "https://" + bare;
        if (LINK_WITHOUT_SCHEME.matcher(bare).matches()
                && DigitalLink.parse(withScheme).isPresent()) return uri(withScheme);
        Matcher spaced = GTIN_AND_LOT.matcher(bare);
        if (spaced.matches() && CheckDigit.isValid(spaced.group(1))) {
            Optional<String> whole = isNumber(bare) ? digits(bare, bare) : Optional.empty();
            String as = "GTIN and lot code: " + product(spaced.group(1), Map.of("10", spaced.group(2)));
            if (whole.isPresent()) return whole.get() + ", or " + as;
            sought.add(new OfText(bare));
            return as;
        }
        Matcher label = LABEL.matcher(bare);
        boolean labelled = label.lookingAt();
        String named = labelled ? bare.substring(label.end()).strip() : bare;
        if (isUri(named)) return uri(named);
        Optional<String> number = digits(named, bare);
        if (number.isPresent()) return number.get();
        Optional<String> id = id(named);
        if (id.isPresent()) return id.get();
        Matcher document = DOCUMENT.matcher(bare);
        if (document.matches()) {
            String of = document.group(2).strip();
            sought.add(new OfNumber(bare));
            sought.add(new OfNumber(of));
            sought.add(new OfText(bare));
            return "Document number " + of;
        }
        sought.add(new OfText(named));
        return "Part of a lot code, a document number or a name: '" + named + "'";
    }

    private static boolean isUri(String text) {
        String lower = text.length() > 8 ? text.substring(0, 8) : text;
        return CanonicalUri.startsWith(lower, "http://")
                || CanonicalUri.startsWith(lower, "https://")
                || CanonicalUri.startsWith(lower, "urn:")
                || CanonicalUri.startsWith(lower, "ni:");
    }

    private String uri(String uri) {
        if (CanonicalUri.startsWith(uri, "ni:") || CanonicalUri.startsWith(uri, "urn:uuid:")) {
            String spelled = CanonicalUri.startsWith(uri, "ni:") ? uri : CanonicalUri.spelling(uri);
            sought.add(new OfEvent(spelled));
            sought.add(new OfUri(spelled));
            return "Event " + spelled;
        }
        Optional<DigitalLink> link = DigitalLink.parse(uri);
        if (link.isPresent()) {
            String as = keys(link.get().keys());
            String spelling = CanonicalUri.startsWith(uri, "urn:") ? "EPC URN" : "GS1 Digital Link";
            if (!as.isEmpty()) return spelling + ": " + as;
        }
        DigitalLink.faultOf(uri).ifPresent(fault -> notes.add("As a Digital Link it is not valid: " + fault + "."));
        String spelled = CanonicalUri.of(uri);
        sought.add(new OfUri(spelled));
        return "URI " + spelled;
    }

    /**
     * Adds what the keys name.
     *
     * @return in words; empty when they name nothing that can be found
     */
    private String keys(Map<String, String> keys) {
        String sscc = keys.get("00");
        if (sscc != null) return sscc(sscc);
        String gtin = keys.getOrDefault("01", keys.get("02"));
        if (gtin != null) return product(gtin, keys);
        for (String ai : List.of("414", "417", "410", "411", "412", "413", "415", "416")) {
            String gln = keys.get(ai);
            if (gln != null) return gln(gln);
        }
        Map.Entry<String, String> first = keys.entrySet().iterator().next();
        return switch (first.getKey()) {
            case "253", "401", "402" -> {
                sought.add(new OfUri(new DigitalLink(Map.of(first.getKey(), first.getValue())).canonical()));
                yield "document " + first.getValue();
            }
            case "400" -> {
                sought.add(new OfNumber(first.getValue()));
                yield "purchase order " + first.getValue();
            }
            case "10" -> {
                sought.add(new OfText(first.getValue()));
                yield "lot " + first.getValue() + " of any product";
            }
            case "8003", "8004", "8006", "8010", "8017", "8018" -> {
                DigitalLink link = new DigitalLink(keys);
                LotKey.of(link.canonical()).ifPresent(lot -> sought.add(new OfLot(lot)));
                String unit = LogisticUnit.name(link.canonical());
                sought.add(new OfUnit(unit, first.getValue()));
                yield "asset or unit " + first.getValue();
            }
            default -> "";
        };
    }

    private String product(String sent, Map<String, String> keys) {
        String lot = keys.get("10");
        String serialAi = keys.containsKey("21") ? "21" : "235";
        String serial = keys.get(serialAi);
        List<String> spellings = rightAndSent("GTIN", sent);
        for (String digits : spellings) {
            Gtin gtin = Gtin.of(digits).orElseThrow();
            if (lot != null) sought.add(new OfLot(LotKey.of(gtin, lot)));
            if (serial != null) sought.add(unit(gtin, serialAi, serial));
            if (lot == null) sought.add(new OfGtin(gtin));
        }
        String product = "GTIN " + Gtin.of(sent).orElseThrow().value();
        if (serial != null) return "serial " + serial + (lot == null ? "" : " of lot " + lot) + " of " + product;
        return lot == null ? product : "lot " + lot + " of " + product;
    }

    private static OfUnit unit(Gtin gtin, String serialAi, String serial) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("01", gtin.value());
        keys.put(serialAi, serial);
        return new OfUnit(
                LogisticUnit.name(new DigitalLink(keys).canonical()), "Serial " + serial + " of GTIN " + gtin.value());
    }

    private String sscc(String sent) {
        for (String digits : rightAndSent("SSCC", sent)) sought.add(ssccUnit(digits));
        return "SSCC " + sent;
    }

    private static OfUnit ssccUnit(String digits) {
        return new OfUnit(new DigitalLink(Map.of("00", digits)).canonical(), "SSCC " + digits);
    }

    private String gln(String sent) {
        for (String digits : rightAndSent("GLN", sent)) sought.add(new OfGln(new Gln(digits)));
        return "GLN " + sent;
    }

    /** The number as sent, since events with a wrong check digit are captured, and the number with the right one. */
    private List<String> rightAndSent(String key, String sent) {
        if (CheckDigit.isValid(sent)) return List.of(sent);
        String right = right(sent);
        notes.add("The check digit of " + key + " " + sent + " is wrong: with " + right.charAt(right.length() - 1)
                + " it is " + right + ".");
        return List.of(sent, right);
    }

    private void notePadded(String gtin) {
        notes.add("A GTIN has 14 digits on a label: " + gtin + " was taken for "
                + Gtin.of(gtin).orElseThrow().value() + ".");
    }

    private static String right(String sent) {
        String digits = sent.substring(0, sent.length() - 1);
        return digits + CheckDigit.of(digits);
    }

    /** Whether the groups of digits are one number of a length with a check digit, which is right. */
    private static boolean isNumber(String text) {
        String digits = text.replaceAll("[ -]", "");
        return (digits.length() == 18 || GTIN_LENGTH.matcher(digits).matches())
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && CheckDigit.isValid(digits);
    }

    private Optional<String> digits(String named, String whole) {
        if (!GROUPED_DIGITS.matcher(named).matches()) return Optional.empty();
        String digits = named.replaceAll("[ -]", "");
        boolean isSscc = digits.length() == 18;
        if (!isSscc && !GTIN_LENGTH.matcher(digits).matches()) return Optional.empty();
        String name = isSscc ? "SSCC" : "GTIN-" + digits.length() + (digits.length() == 13 ? " or GLN" : "");
        String right = right(digits);
        boolean isValid = right.equals(digits);
        for (String one : isValid ? List.of(digits) : List.of(digits, right)) number(one);
        sought.add(new OfText(whole.equals(named) ? named : digits)); // a lot code or document number may be digits too
        if (isValid) return Optional.of(name + " " + digits);
        notes.add("As " + (isSscc ? "an SSCC" : "a " + name) + " its check digit is wrong: with "
                + right.charAt(right.length() - 1) + " it is " + right + ".");
        return Optional.of(name + " " + digits + " with a wrong check digit, or part of a lot code or document number");
    }

    private void number(String digits) {
        if (digits.length() == 18) {
            sought.add(ssccUnit(digits));
            return;
        }
        if (digits.length() == 13) sought.add(new OfGln(new Gln(digits)));
        sought.add(new OfGtin(Gtin.of(digits).orElseThrow()));
    }

    private Optional<String> id(String named) {
        if (named.length() != ShortUuid.LENGTH) return Optional.empty();
        try {
            sought.add(new OfId(ShortUuid.decode(named)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
        sought.add(new OfText(named));
        return Optional.of("Id of a lot or an export job");
    }
}
