package io.lotledger.intake.fda.book;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The places of a document. FDA's columns have no identifier of a place, so its name and address identify it within the
 * organisation; a phone number may change. A GLN in place of a name, as our own export writes it, is that GLN.
 */
public final class PlaceBook {
    private static final List<String> ATTRIBUTES =
            List.of("name", "telephone", "streetAddress", "city", "state", "postalCode");
    private static final String OF_GLN = "https://id.gs1.org/414/";
    private static final String OF_NAME = "urn:lotledger:place:";
    private static final int PHONE = 1;
    private static final int STREET = 2;
    private static final int COUNTRY = 6;
    private static final Pattern GLN = Pattern.compile("GLN (\\d{13})");
    private static final Pattern POINT = Pattern.compile("(-?\\d+(?:\\.\\d+)?), ?(-?\\d+(?:\\.\\d+)?)");
    private static final Pattern URI = Pattern.compile("(?:urn|https?|geo):[^\\s<>\"{}|\\\\^`]+");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final UUID organisation;
    private final Map<String, Described> described = new LinkedHashMap<>();

    /**
     * @param address street, city, state, postal code and country
     * @param at the cell that describes it
     */
    private record Described(String name, String phone, List<String> address, String at) {
        Described with(Described other) {
            return new Described(
                    Fuller.of(name, other.name), Fuller.of(phone, other.phone), Fuller.of(address, other.address), at);
        }

        /** By {@link PlaceBook#ATTRIBUTES}, and the country at the end. */
        List<String> texts() {
            List<String> texts = new ArrayList<>(List.of(name, phone));
            texts.addAll(address);
            return texts;
        }
    }

    PlaceBook(UUID organisation) {
        this.organisation = organisation;
    }

    /** Keeps the description of a place for the master data. */
    public void note(Cells.Place place, FdaRow row) {
        String uri = uri(place);
        if (uri == null) return;
        Described written = described(place, row.place(place.column()));
        Described known = described.putIfAbsent(uri, written);
        if (known == null) return;
        if (Fuller.contradict(known.phone(), written.phone())) {
            row.warning(
                    place.parts().get(PHONE).column(),
                    "description",
                    "the same place has the phone number " + known.phone() + " at " + known.at()
                            + "; a place has one, and the longer is kept, of two as long the greater");
        }
        if (Fuller.contradict(known.address(), written.address())) {
            row.warning(
                    place.column(),
                    "description",
                    "the place " + uri + " has another address at " + known.at()
                            + "; a place has one, and the fuller is kept");
        }
        described.put(uri, known.with(written));
    }

    private static Described described(Cells.Place place, String at) {
        List<String> texts = place.parts().stream().map(Cells.One::text).toList();
        return new Described(texts.get(0), texts.get(PHONE), texts.subList(STREET, COUNTRY + 1), at);
    }

    /** The location's URI, {@code null} if nothing of it is known. */
    public @Nullable String uri(Cells.Place place) {
        if (!place.isKnown()) return null;
        String name = place.name().text();
        Matcher gln = GLN.matcher(name);
        if (gln.matches()) return OF_GLN + gln.group(1);
        if (isURI(name)) return name;
        Matcher point = POINT.matcher(place.parts().get(STREET).text());
        if (point.matches() && isOnlyPoint(place)) return "geo:" + point.group(1) + "," + point.group(2);
        return OF_NAME + organisation + ':' + digest(place);
    }

    /** What identifies the place within the organisation, without a colon; {@code null} if nothing of it is known. */
    public @Nullable String token(Cells.Place place) {
        String uri = uri(place);
        return uri == null ? null : tokenOf(uri);
    }

    /** The {@link #token} of the place with this URI. */
    static String tokenOf(String uri) {
        if (uri.startsWith(OF_GLN)) return uri.substring(OF_GLN.length());
        return uri.startsWith(OF_NAME) ? uri.substring(uri.lastIndexOf(':') + 1) : Digest.of(uri);
    }

    private static boolean isURI(String name) {
        return URI.matcher(name).matches();
    }

    private static boolean isOnlyPoint(Cells.Place place) {
        for (int i = 0; i < place.parts().size(); i++) {
            if (i != STREET && place.parts().get(i).isKnown()) return false;
        }
        return true;
    }

    private static String digest(Cells.Place place) {
        String[] parts = new String[place.parts().size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = i == PHONE ? "" : place.parts().get(i).text();
        }
        return Digest.of(parts);
    }

    public void send(DocumentSink sink) {
        described.forEach((uri, one) -> {
            Map<String, List<String>> attributes = attributes(uri, one.texts());
            if (!attributes.isEmpty()) sink.masterData(SentMasterData.only(one.at(), "Location", uri, attributes));
        });
    }

    private static Map<String, List<String>> attributes(String uri, List<String> texts) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        if (uri.startsWith("geo:")) return attributes;
        for (int i = 0; i < ATTRIBUTES.size(); i++) {
            String text = texts.get(i);
            boolean isIdentifier = i == 0 && (GLN.matcher(text).matches() || isURI(text));
            if (!text.isEmpty() && !isIdentifier) attributes.put(ATTRIBUTES.get(i), List.of(text));
        }
        String country = texts.get(COUNTRY);
        if (!country.isEmpty()) {
            attributes.put(COUNTRIES.contains(country) ? "countryCode" : "addressCountry", List.of(country));
        }
        return attributes;
    }
}
