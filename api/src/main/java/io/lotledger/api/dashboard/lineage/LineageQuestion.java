package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.dashboard.AsOfText;
import io.lotledger.api.lots.LotParameters;
import io.lotledger.projections.lineage.Direction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a page about a lineage shows. Every part stands in the URL, so that each view can be sent to somebody.
 *
 * @param lot the lot's short id
 * @param asOf a log position or a time with an offset; {@code null} for now
 * @param open keys of opened groups
 * @param showAll whether every group is open
 * @param withdrawn whether links that no longer hold are shown
 * @param selected the class URI of a lot, two of them with a space between for a line, or the key of a group
 */
public record LineageQuestion(
        String lot,
        Direction direction,
        @Nullable String asOf,
        Set<String> open,
        boolean showAll,
        boolean withdrawn,
        @Nullable String selected) {
    private static final String ALL = "all";

    public LineageQuestion {
        open = Set.copyOf(open);
    }

    /** Reads the parameters of a request; each may be missing. */
    public static LineageQuestion of(
            String lot,
            @Nullable String direction,
            @Nullable String asOf,
            @Nullable String open,
            @Nullable String withdrawn,
            @Nullable String selected) {
        Set<String> keys = open == null
                ? Set.of()
                : Stream.of(open.split(",")).filter(key -> !key.isBlank()).collect(Collectors.toSet());
        return new LineageQuestion(
                lot,
                LotParameters.direction(blankIsNull(direction)),
                AsOfText.read(asOf),
                keys,
                keys.contains(ALL),
                !"false".equals(withdrawn),
                blankIsNull(selected));
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The ends of the selected line; one URI for a selected lot; empty without a selection. */
    List<String> selection() {
        return selected == null ? List.of() : List.of(selected.split(" ", 2));
    }

    /** @param line the class URIs of the lots at its ends, with a space between */
    public boolean selects(String line) {
        return selected != null && (" " + line + " ").contains(" " + selected + " ");
    }

    /** The map of the same lot, with the same selection. */
    String mapUrl() {
        return UriComponentsBuilder.fromPath("/compliance/lots/{lot}/map")
                .queryParamIfPresent("as_of", Optional.ofNullable(asOf).map(any -> "{as_of}"))
                .queryParam("sel", "{sel}")
                .encode()
                .buildAndExpand(Map.of("lot", lot, "as_of", String.valueOf(asOf), "sel", String.valueOf(selected)))
                .toUriString();
    }

    /**
     * The URL of another view of the same lineage.
     *
     * @param extra names and values, alternately; null values are left out
     */
    String url(String suffix, @Nullable String... extra) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/compliance/lots/{lot}/lineage" + suffix);
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("direction", direction == Direction.BOTH ? null : direction.word());
        parameters.put("as_of", asOf);
        parameters.put("withdrawn", withdrawn ? null : "false");
        parameters.put("open", open.isEmpty() ? null : open.stream().sorted().collect(Collectors.joining(",")));
        for (int i = 0; i + 1 < extra.length; i += 2) parameters.put(String.valueOf(extra[i]), extra[i + 1]);
        Map<String, Object> values = new HashMap<>();
        values.put("lot", lot);
        parameters.forEach((name, value) -> {
            if (value == null) return;
            url.queryParam(name, "{" + name + "}");
            values.put(name, value);
        });
        return url.encode().buildAndExpand(values).toUriString();
    }
}
