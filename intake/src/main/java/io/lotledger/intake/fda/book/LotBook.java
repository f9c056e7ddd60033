package io.lotledger.intake.fda.book;

import io.lotledger.ingest.epcis.identifier.ElementString;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lots of a document by their codes as written. A code that is a GS1 key identifies its lot. Any other is unique
 * within its source's records only; a row that does not name the source takes the one that the other rows name, by its
 * place or by a reference.
 */
public final class LotBook {
    private static final Pattern URI = Pattern.compile("(?i)https?://|urn:epc:");
    private static final Pattern LINK_WITHOUT_SCHEME =
            Pattern.compile("(?i)[a-z0-9-]+(?:\\.[a-z0-9-]+)+(?::\\d+)?/\\S+");

    /** What begins as a GS1 key does: a GTIN after its application identifier, a scanner's prefix, or an EPC URN. */
    private static final Pattern LIKE_A_KEY =
            Pattern.compile("(?i)\\(01\\).*|\\][a-z]\\d.*|urn:epc:.*|01\\d{14}(?: ?10).+|\\S+/01/\\d+/10/.*");

    private static final String UNREAD_KEY =
            "looks like a GS1 key and cannot be read as one with GTIN and lot, so it is a lot of its source, not the lot"
                    + " of that key; check its digits and write it as (01)09506000134352(10)ROM-1";

    /** What to do where nothing tells which lot is meant. */
    static final String REMEDY = "; send the rows that pack, receive or ship it, with its source, in the same file";

    private static final String UNNAMED_SOURCE =
            "no row of this file names the source of this lot code, so the lot is not joined with one of the same code"
                    + REMEDY;

    private final UUID organisation;
    private final Map<String, Set<String>> sources = new HashMap<>();
    private final Map<List<String>, Set<String>> byReference = new HashMap<>();

    /** References of rows that do not name the place. */
    private final Map<String, Set<String>> onlyReferences = new HashMap<>();

    /** Sources that only rows which make the lot by a transformation name. */
    private final Map<String, Set<String>> made = new HashMap<>();

    private final Map<String, Set<String>> alone = new HashMap<>();

    LotBook(UUID organisation) {
        this.organisation = organisation;
    }

    /** @param source token of the place that assigned the code; {@code null} if the row does not name it */
    public void note(Cells.One code, @Nullable String source, String reference) {
        if (!code.isKnown()) return;
        if (source == null) {
            if (reference.isEmpty()) return;
            onlyReferences.merge(code.text(), alone(reference), LotBook::union);
            return;
        }
        sources.merge(code.text(), alone(source), LotBook::union);
        if (reference.isEmpty()) return;
        byReference.merge(List.of(code.text(), reference), alone(source), LotBook::union);
    }

    /**
     * As {@link #note}, of a row that makes the lot by a transformation: a lot used may be another with the same code.
     * Called after it.
     */
    public void noteMade(Cells.One code, @Nullable String source, String reference) {
        Map<String, Set<String>> named = source == null ? onlyReferences : sources;
        String one = source == null ? reference : source;
        if (code.isKnown()
                && !one.isEmpty()
                && !named.getOrDefault(code.text(), Set.of()).contains(one)) {
            made.merge(code.text(), alone(source == null ? ofReference(reference) : source), LotBook::union);
        }
        note(code, source, reference);
    }

    /** The sources that rows name by the place; none if they give references alone. */
    Set<String> places(String code) {
        return sources.getOrDefault(code, Set.of());
    }

    /** The sources that rows give to a code: by the place or, where none does, by references. */
    Set<String> sources(String code) {
        Set<String> named = places(code);
        return named.isEmpty()
                ? onlyReferences.getOrDefault(code, Set.of()).stream()
                        .map(LotBook::ofReference)
                        .collect(Collectors.toSet())
                : named;
    }

    /** Whether only rows which make the lot by a transformation name this source of a code. */
    boolean isOnlyMade(String code, String source) {
        return made.getOrDefault(code, Set.of()).contains(source);
    }

    /** One set of it for all lots: nearly all have one source, and a file has up to half a million. */
    private Set<String> alone(String value) {
        return alone.computeIfAbsent(value, Set::of);
    }

    private static Set<String> union(Set<String> known, Set<String> more) {
        if (known.containsAll(more)) return known;
        Set<String> all = known instanceof HashSet ? known : new HashSet<>(known);
        all.addAll(more);
        return all;
    }

    /**
     * The lot's class URI.
     *
     * @param row notes a warning on it when the lot's source remains unknown; {@code null} if that was noted before
     */
    public String uri(Cells.One code, @Nullable String source, String reference, @Nullable FdaRow row) {
        String text = code.text();
        Optional<LotKey> key = key(text);
        if (key.isPresent()) return key.get().uri();
        if (row != null && LIKE_A_KEY.matcher(text).matches()) row.warning(code.column(), "gs1-key", UNREAD_KEY);
        String known = source != null ? source : source(code, reference, row);
        if (row != null) warnOfZeros(code, known, row);
        return TextLot.uri(organisation, known, text);
    }

    /** Where the file has the code with more zeros of the same source. */
    private void warnOfZeros(Cells.One code, String source, FdaRow row) {
        List<String> longer = LostZeros.spellings(code.text()).stream()
                .filter(other ->
                        other.length() > code.text().length() && places(other).contains(source))
                .toList();
        if (longer.isEmpty()) return;
        row.warning(code.column(), "leading-zeros", LostZeros.message("this file has", longer, " of the same source"));
    }

    /** The codes that the file has and that differ from a code in leading zeros alone. */
    List<String> alike(String code) {
        return LostZeros.spellings(code).stream()
                .filter(other -> !sources(other).isEmpty())
                .toList();
    }

    private String source(Cells.One code, String reference, @Nullable FdaRow row) {
        Set<String> referred = byReference.getOrDefault(List.of(code.text(), reference), Set.of());
        if (referred.size() == 1) return referred.iterator().next();
        Set<String> named = sources.getOrDefault(code.text(), Set.of());
        if (named.size() == 1) return named.iterator().next();
        if (!reference.isEmpty()) return ofReference(reference);
        Set<String> references = named.isEmpty() ? onlyReferences.getOrDefault(code.text(), Set.of()) : Set.of();
        if (references.size() == 1) return ofReference(references.iterator().next());
        if (row != null) row.warning(code.column(), "source", sourceMessage(named.size() + references.size()));
        return TextLot.UNKNOWN_SOURCE;
    }

    private static String ofReference(String reference) {
        return TextLot.referredSource(Digest.of(reference));
    }

    private static String sourceMessage(int named) {
        return named == 0
                ? UNNAMED_SOURCE
                : named + " sources of this file use this lot code, and this row does not say which one it means"
                        + REMEDY;
    }

    /**
     * The lot of the GS1 key that a code is: an element string, as printed or as a scanner transmits it, a Digital Link,
     * also without its scheme, or an EPC URN, with GTIN and lot. Further elements, such as dates, do not change the lot,
     * nor does a serial number, which is of one instance of it.
     */
    public static Optional<LotKey> key(String code) {
        Optional<ElementString> elements = ElementString.parse(code);
        if (elements.isPresent()) return elements.flatMap(LotBook::key);
        String uri = LINK_WITHOUT_SCHEME.matcher(code).matches() ? "https://" + code : code;
        return URI.matcher(uri).lookingAt() ? LotKey.of(uri).filter(key -> key.gtin() != null) : Optional.empty();
    }

    private static Optional<LotKey> key(ElementString elements) {
        String gtin = elements.get("01");
        String lot = elements.get("10");
        if (gtin == null || lot == null || lot.isEmpty()) return Optional.empty();
        return Gtin.of(gtin).map(g -> LotKey.of(g, lot));
    }
}
