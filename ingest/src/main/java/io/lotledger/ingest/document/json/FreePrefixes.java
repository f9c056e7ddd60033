package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.context.Gs1Terms;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.RenamedPrefixes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Own prefixes of stored events under names that GS1's context leaves free. In XML a sender may bind any prefix, such as
 * {@code cbvmda} or {@code id}; JSON-LD refuses to bind a term of GS1's anew.
 */
final class FreePrefixes {
    private FreePrefixes() {}

    /** Renames such prefixes of the event in place, {@code id} to {@code id2}; others stay as sent. */
    static void in(ObjectNode event) {
        Map<String, String> declared = SharedPrefixes.declared(event);
        if (declared.keySet().stream().noneMatch(Gs1Terms::has)) return;
        JsonLdContext context = JsonLdContext.NONE.with(event.get("@context"));
        Set<String> taken = new HashSet<>(declared.keySet());
        SharedPrefixes.collect(event, taken);
        Map<String, String> names = new LinkedHashMap<>();
        for (String prefix : declared.keySet()) {
            if (!Gs1Terms.has(prefix)) continue;
            int i = 2;
            while (!taken.add(prefix + i) || Gs1Terms.has(prefix + i)) i++;
            names.put(prefix, prefix + i);
        }
        new RenamedPrefixes(context, names).applyTo(event);
        rename(event.path("@context"), names);
    }

    private static void rename(JsonNode context, Map<String, String> names) {
        for (JsonNode one : context.isArray() ? context : List.of(context)) {
            if (!(one instanceof ObjectNode declarations)) continue;
            for (Map.Entry<String, JsonNode> term : List.copyOf(declarations.properties())) {
                declarations.remove(term.getKey());
                declarations.set(names.getOrDefault(term.getKey(), term.getKey()), term.getValue());
            }
        }
    }
}
