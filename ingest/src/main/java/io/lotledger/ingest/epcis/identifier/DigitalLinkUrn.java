package io.lotledger.ingest.epcis.identifier;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts GS1 keys to EPC URNs, the inverse of {@link EpcUrn}. A URN separates the company prefix from the rest, which
 * a key does not show; the caller supplies the prefix.
 */
final class DigitalLinkUrn {
    private static final int MIN_PREFIX_LENGTH = 6;
    private static final int MAX_PREFIX_LENGTH = 12;

    private final Map<String, String> keys;
    private final String ai;
    private final String value;

    DigitalLinkUrn(DigitalLink link) {
        this.keys = link.keys();
        this.ai = keys.keySet().iterator().next();
        this.value = keys.getOrDefault(ai, "");
    }

    /** The possible company prefixes: each leading substring of a valid length. */
    Set<String> prefixes() {
        Set<String> prefixes = new LinkedHashSet<>();
        String digits = digits();
        for (int length = MIN_PREFIX_LENGTH; length <= Math.min(MAX_PREFIX_LENGTH, digits.length()); length++) {
            prefixes.add(digits.substring(0, length));
        }
        return prefixes;
    }

    /** The digits that begin with the company prefix. */
    private String digits() {
        return switch (ai) {
            case "00", "01", "8003", "8006" -> value.substring(1, 13);
            case "253", "255", "402", "414", "417", "8017", "8018" -> value.substring(0, 12);
            default -> value.substring(0, leadingDigits());
        };
    }

    private int leadingDigits() {
        int count = 0;
        while (count < Math.min(MAX_PREFIX_LENGTH, value.length()) && Character.isDigit(value.charAt(count))) count++;
        return count;
    }

    /** The URN of exactly this key; empty if there is none, as for a wrong check digit or a serial with a lot. */
    Optional<String> urn(String prefix) {
        if (!prefixes().contains(prefix)) return Optional.empty();
        String urn = "urn:epc:" + body(prefix);
        return DigitalLink.parse(urn)
                .filter(parsed -> parsed.keys().equals(keys))
                .map(parsed -> urn);
    }

    private String body(String prefix) {
        int cut = prefix.length();
        return switch (ai) {
            case "00" -> "id:sscc:" + prefix + "." + value.charAt(0) + value.substring(1 + cut, 17);
            case "01" -> tradeItem(prefix, value.charAt(0) + value.substring(1 + cut, 13));
            case "8006" -> {
                String item = prefix + "." + value.charAt(0) + value.substring(1 + cut, 13) + "."
                        + value.substring(14, 16) + "." + value.substring(16);
                yield serial("itip", item, keys.get("21"));
            }
            case "414" ->
                "id:sgln:" + prefix + "." + value.substring(cut, 12) + "." + encoded(keys.getOrDefault("254", "0"));
            case "417" -> "id:pgln:" + prefix + "." + value.substring(cut, 12);
            case "402" -> "id:gsin:" + prefix + "." + value.substring(cut, 16);
            case "8017" -> "id:gsrnp:" + prefix + "." + value.substring(cut, 17);
            case "8018" -> "id:gsrn:" + prefix + "." + value.substring(cut, 17);
            case "8003" -> serial("grai", prefix + "." + value.substring(1 + cut, 13), value.substring(14));
            case "253" -> serial("gdti", prefix + "." + value.substring(cut, 12), value.substring(13));
            case "255" -> serial("sgcn", prefix + "." + value.substring(cut, 12), value.substring(13));
            case "8004" -> "id:giai:" + prefix + "." + encoded(value.substring(cut));
            case "401" -> "id:ginc:" + prefix + "." + encoded(value.substring(cut));
            case "8010" -> serial("cpi", prefix + "." + encoded(value.substring(cut)), keys.get("8011"));
            default -> "";
        };
    }

    private String tradeItem(String prefix, String item) {
        String lot = keys.get("10");
        if (lot != null) return "class:lgtin:" + prefix + "." + item + "." + encoded(lot);
        String extension = keys.get("235");
        if (extension != null) return "id:upui:" + prefix + "." + item + "." + encoded(extension);
        return serial("sgtin", prefix + "." + item, keys.get("21"));
    }

    /** Without a serial, the URN is the pattern for all serials, which is the class. */
    private static String serial(String scheme, String item, @Nullable String serial) {
        if (serial == null || serial.isEmpty()) return "idpat:" + scheme + ":" + item + ".*";
        return "id:" + scheme + ":" + item + "." + encoded(serial);
    }

    /**
     * Encodes GS1's character set 82: only characters reserved in URIs are escaped (EPC Tag Data Standard 2.0, annex
     * A).
     */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean kept = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._!'()*+,:;=".indexOf(c) >= 0;
            if (kept) encoded.append(c);
            else encoded.append('%').append(String.format("%02X", (int) c));
        }
        return encoded.toString();
    }
}
