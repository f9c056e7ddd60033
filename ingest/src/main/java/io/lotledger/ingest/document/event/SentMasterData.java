package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One vocabulary element as sent, before checking.
 *
 * @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or the type as sent; {@code null} if missing
 * @param id {@code null} if missing
 * @param attributes values by name as sent, in order; those of nested attributes as {@link NestedAttributes} names them. The name
 *     of a structured attribute has no values of its own
 * @param faults what cannot be read of it; the element then describes nothing
 * @param isOnly whether the document is known to have no other element of this id
 */
public record SentMasterData(
        String path,
        @Nullable String vocabulary,
        @Nullable String id,
        Map<String, List<String>> attributes,
        List<Violation> faults,
        boolean isOnly) {
    /** The name under which the ids of what is inside stand among the attributes. */
    public static final String CHILDREN = "children";

    public SentMasterData(
            String path, @Nullable String vocabulary, @Nullable String id, Map<String, List<String>> attributes) {
        this(path, vocabulary, id, attributes, List.of());
    }

    public SentMasterData(
            String path,
            @Nullable String vocabulary,
            @Nullable String id,
            Map<String, List<String>> attributes,
            List<Violation> faults) {
        this(path, vocabulary, id, attributes, faults, false);
    }

    /** All that a document says of the id. */
    public static SentMasterData only(String path, String vocabulary, String id, Map<String, List<String>> attributes) {
        return new SentMasterData(path, vocabulary, id, attributes, List.of(), true);
    }

    /** The element with the URIs of its vocabulary, its id and its children; attributes keep their names and values. */
    public SentMasterData expanded(JsonLdContext context) {
        Map<String, List<String>> all = new LinkedHashMap<>(attributes);
        all.computeIfPresent(
                CHILDREN, (name, ids) -> ids.stream().map(context::expand).toList());
        return new SentMasterData(
                path,
                vocabulary == null ? null : context.expand(vocabulary),
                id == null ? null : context.expand(id),
                all,
                faults,
                isOnly);
    }

    /** Where the id stands: its JSON path, or the line and column of the XML element that has it. */
    public String idPath() {
        return path.startsWith("$") ? path + ".id" : path;
    }
}
