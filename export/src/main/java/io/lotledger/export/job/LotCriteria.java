package io.lotledger.export.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which lots FDA asks for: foods and date ranges, or traceability lot codes (21 CFR 1.1455(c)(3)). A lot matches when one of
 * the lists names it, or when there are no lists. With a period, it must also have a critical tracking event in it. The criteria are kept in
 * one order and without repetition, so that equal requests compare equal. Stored with the request.
 *
 * @param tlcs traceability lot codes in any form {@code GET /traceability/lots?tlc=} takes
 * @param gtins 14 digits
 * @param from null for no beginning
 * @param to exclusive; null for no end
 */
public record LotCriteria(
        List<String> tlcs,
        List<UUID> lots,
        List<String> gtins,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant from,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant to) {
    public LotCriteria {
        tlcs = tlcs.stream().distinct().sorted().toList();
        lots = lots.stream().distinct().sorted().toList();
        gtins = gtins.stream().distinct().sorted().toList();
        if (tlcs.isEmpty() && lots.isEmpty() && gtins.isEmpty() && from == null && to == null)
            throw new IllegalArgumentException("an export needs at least one criterion");
    }

    public boolean hasPeriod() {
        return from != null || to != null;
    }

    public boolean namesLots() {
        return !tlcs.isEmpty() || !lots.isEmpty() || !gtins.isEmpty();
    }

    /** {@code 2026-01-01T00:00:00Z to 2026-02-01T00:00:00Z}, either end open where it was not given. */
    public String period() {
        return (from == null ? "the beginning" : from.toString()) + " to " + (to == null ? "the end" : to.toString());
    }

    /** A canonical form, unique for the criteria: each text is prefixed with its length. */
    String canonical() {
        return Stream.of(
                        tlcs.stream(),
                        lots.stream().map(UUID::toString),
                        gtins.stream(),
                        Stream.of(String.valueOf(from), String.valueOf(to)))
                .map(texts -> texts.map(text -> text.length() + ":" + text).collect(Collectors.joining()))
                .collect(Collectors.joining("|"));
    }

    /** For a file's name: {@code 2-tlcs_1-gtins_2026-01-01_2026-02-01}. */
    public String speaking() {
        return Stream.of(
                        counted(tlcs, "tlc"),
                        counted(lots, "lot"),
                        counted(gtins, "gtin"),
                        hasPeriod() ? Stream.of(day("from", from), day("until", to)) : Stream.<String>empty())
                .flatMap(parts -> parts)
                .collect(Collectors.joining("_"));
    }

    private static Stream<String> counted(List<?> names, String word) {
        if (names.isEmpty()) return Stream.empty();
        return Stream.of(names.size() + "-" + word + (names.size() == 1 ? "" : "s"));
    }

    private static String day(String word, @Nullable Instant instant) {
        return instant == null ? "open" : word + "-" + instant.toString().substring(0, 10);
    }
}
