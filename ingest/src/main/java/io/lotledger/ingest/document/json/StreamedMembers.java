package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.JsonTree;
import io.lotledger.ingest.document.text.MemberPath;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Visits the members of a document's objects while they are read. A member that is sent twice is a fault at every place, also
 * of what is skipped: what it means would depend on the parser. Faults are told to a consumer, and reading goes on.
 */
final class StreamedMembers {
    private final Consumer<Violation> faults;

    StreamedMembers(Consumer<Violation> faults) {
        this.faults = faults;
    }

    interface Member {
        /** Reads the value that the parser is at to its end. */
        void read(String name, String path);
    }

    /** Visits the members of an object with the parser on each value. A value that is not an object is a violation. */
    void each(JsonParser parser, String path, Member each) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            faults.accept(new Violation(path, "document", "expected an object", null));
            skip(parser, path);
            return;
        }
        Set<String> seen = new HashSet<>();
        int size = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String at = MemberPath.of(path, name);
            parser.nextToken();
            if (seen.add(name)) each.read(name, at);
            else twice(parser, name, at);
            size += name.length() + ReadingLimits.OVERHEAD;
            if (size > ReadingLimits.MAX_CHARACTERS) throw DocumentTooLargeException.part(path);
        }
    }

    private void twice(JsonParser parser, String name, String path) {
        faults.accept(new Violation(path, "well-formed", JsonFaults.memberTwice(name), null));
        parser.skipChildren();
    }

    /** Skips a value. */
    void skip(JsonParser parser, String path) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            each(parser, path, (name, inner) -> skip(parser, inner));
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) skip(parser, path + "[" + i + "]");
        }
    }

    /** Reads a value into memory, {@code null} if it has a fault. */
    @Nullable
    JsonNode tree(JsonTree into, JsonParser parser, String path) {
        try {
            return into.read(parser, path);
        } catch (UnreadableDocumentException e) {
            e.violations().forEach(faults);
            return null;
        }
    }
}
