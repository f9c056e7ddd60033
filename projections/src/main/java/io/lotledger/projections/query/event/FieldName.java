package io.lotledger.projections.query.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.XmlNamespaces;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of extension fields, expanded by the prefixes of an event or of a query. */
public final class FieldName {
    private static final Pattern URI = Pattern.compile("urn:|[A-Za-z][A-Za-z0-9+.-]*://");

    private FieldName() {}

    /** The expanded name of a member of an event; empty for a bare name, which belongs to the standard. */
    static Optional<String> ofMember(String member, JsonLdContext context) {
        if (member.startsWith("@") || member.startsWith("#") || member.indexOf(':') <= 0) return Optional.empty();
        return Optional.of(context.expand(member));
    }

    /**
     * The expanded names that a name in a query stands for. A full URI joins namespace and name as JSON-LD does, or
     * with a {@code #} between them (EPCIS 1.2 §8.2.7.1). Empty for a bare name and for an undeclared prefix.
     */
    public static Set<String> ofParameter(String name, JsonLdContext prefixes) {
        if (prefixes.namespaceOf(name) != null) return Set.of(prefixes.expand(name));
        if (!URI.matcher(name).lookingAt()) return Set.of();
        Set<String> names = new LinkedHashSet<>(Set.of(name));
        int hash = name.lastIndexOf('#');
        if (hash > 0) {
            String namespace = name.substring(0, hash);
            String local = name.substring(hash + 1);
            names.add(namespace + local);
            names.add(XmlNamespaces.inJson(namespace) + local);
        }
        return names;
    }
}
