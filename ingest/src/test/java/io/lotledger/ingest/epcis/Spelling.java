package io.lotledger.ingest.epcis;

import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Spells a canonical identifier as senders do: case, ports, percent-encoding, resolvers, path prefixes, links and URNs. */
final class Spelling {
    private final Random random;

    Spelling(Random random) {
        this.random = random;
    }

    String of(String canonical) {
        if (!canonical.startsWith("https://")) return urn(canonical);
        Optional<String> urn = random.nextInt(3) == 0
                ? DigitalLink.parse(canonical).flatMap(link -> link.urn(prefix(link)))
                : Optional.empty();
        return urn.map(this::urn).orElseGet(() -> link(canonical));
    }

    private String prefix(DigitalLink link) {
        return link.companyPrefixes().stream()
                .skip(random.nextInt(link.companyPrefixes().size()))
                .findFirst()
                .orElseThrow();
    }

    private String urn(String urn) {
        int namespaceEnd = urn.indexOf(':', 4);
        int words = urn.startsWith("urn:epc:") ? urn.indexOf(':', urn.indexOf(':', 8) + 1) : namespaceEnd;
        String identifier = urn.substring(words);
        String name = urn.startsWith("urn:uuid:") ? anyCase(identifier) : percentEncoded(identifier);
        return anyCase(urn.substring(0, words)) + name;
    }

    private String link(String canonical) {
        int path = canonical.indexOf('/', "https://".length());
        boolean key = DigitalLink.parse(canonical).isPresent();
        String domain = canonical.substring("https://".length(), path);
        if (key && random.nextBoolean()) domain = "brand.example";
        boolean plain = key && random.nextBoolean();
        String port = random.nextInt(3) > 0 ? "" : plain ? ":80" : ":443";
        String stem = key ? new String[] {"", "", "/products/en", "/10", "/a/b"}[random.nextInt(5)] : "";
        String rest = key ? new String[] {"", "/", "?17=261231", "#top"}[random.nextInt(4)] : "";
        return anyCase((plain ? "http://" : "https://") + domain)
                + port
                + stem
                + percentEncoded(canonical.substring(path))
                + rest;
    }

    private String anyCase(String text) {
        return switch (random.nextInt(3)) {
            case 0 -> text;
            case 1 -> text.toUpperCase(Locale.ROOT);
            default -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        };
    }

    /** Unreserved characters encoded without need, hexadecimal digits in either case. */
    private String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                encoded.append(anyCase(text.substring(i, i + 3).toLowerCase(Locale.ROOT)));
                i += 2;
            } else if (isUnreserved(c) && random.nextInt(6) == 0) {
                encoded.append(String.format(random.nextBoolean() ? "%%%02X" : "%%%02x", (int) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0;
    }
}
