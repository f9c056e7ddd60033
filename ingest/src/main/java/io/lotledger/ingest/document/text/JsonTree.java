package io.lotledger.ingest.document.text;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;

/** Reads values of a document into memory, up to a size that legitimate events do not reach. */
public final class JsonTree {
    private final LargeTreePermits permits;
    private int size;

    /** @param permits released by the caller when the read values are no longer in memory */
    public JsonTree(LargeTreePermits permits) {
        this.permits = permits;
    }

    /**
     * Reads the parser's current value. The sizes of all values read by one instance add up.
     *
     * @throws UnreadableDocumentException when an object of it has a member twice, or a number is out of range; the parser is then
     *     at the end of the value, and what follows can be read
     */
    public JsonNode read(JsonParser parser, String path) {
        int depth = parser.currentToken().isStructStart() ? depth(parser) : Integer.MAX_VALUE;
        try {
            return Json.MAPPER.readTree(new CountingParser(parser, path));
        } catch (NumberFormatException e) {
            String message = place(parser) + "the exponent of the number is out of range";
            skipTo(depth, parser);
            throw new UnreadableDocumentException(path, "number", message);
        } catch (DatabindException e) {
            if (!JsonFaults.isMemberTwice(e)) throw e;
            String member = MemberPath.of(parser.streamReadContext());
            skipTo(depth, parser);
            throw new UnreadableDocumentException(member, "well-formed", JsonFaults.located(e));
        }
    }

    private static int depth(JsonParser parser) {
        return parser.streamReadContext().getNestingDepth();
    }

    /** Skips the rest of the object or array whose members are at the depth. */
    private static void skipTo(int depth, JsonParser parser) {
        while (depth(parser) >= depth) parser.nextToken();
    }

    /** Whether the values read so far count as large. */
    public boolean isLarge() {
        return size >= LargeTreePermits.LARGE;
    }

    /**
     * Converts an exceeded parser limit: for a text or name it is a size limit, for a number or nesting a document
     * error.
     */
    public static RuntimeException limitExceeded(StreamConstraintsException e) {
        String message = String.valueOf(e.getOriginalMessage());
        String place = place(e.getLocation());
        if (message.startsWith("Number")) {
            return new UnreadableDocumentException("$", "number", place + "a number has at most 1000 digits");
        }
        if (message.startsWith("Document nesting")) {
            return new UnreadableDocumentException("$", "nesting", place + "values nest at most 500 deep");
        }
        return DocumentTooLargeException.text(place.isEmpty() ? "$" : place.substring(0, place.length() - 2));
    }

    private static String place(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    private static String place(TokenStreamLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    private final class CountingParser extends JsonParserDelegate {
        private final String path;

        CountingParser(JsonParser parser, String path) {
            super(parser);
            this.path = path;
            grow(parser.currentToken());
        }

        @Override
        public JsonToken nextToken() {
            JsonToken next = super.nextToken();
            grow(next);
            return next;
        }

        @Override
        public String nextName() {
            String name = super.nextName();
            if (name == null) grow(currentToken());
            else grow(name.length());
            return name;
        }

        private void grow(JsonToken token) {
            if (token == null || token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) return;
            grow(ReadingLimits.OVERHEAD + (token == JsonToken.VALUE_STRING ? getStringLength() : 0));
        }

        private void grow(int by) {
            size += by;
            if (size > ReadingLimits.MAX_CHARACTERS) throw DocumentTooLargeException.part(path);
            if (size >= LargeTreePermits.LARGE) permits.acquireIfLarge(size);
        }
    }
}
