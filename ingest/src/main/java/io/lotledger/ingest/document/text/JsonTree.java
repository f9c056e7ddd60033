package io.lotledger.ingest.document.text;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.JsonNode;

/** Reads values of a document into memory, up to a size no honest event has. */
public final class JsonTree {
    private final LargeTreePermits turn;
    private int size;

    /** @param turn given back by the caller when all that was read is no longer in memory */
    public JsonTree(LargeTreePermits turn) {
        this.turn = turn;
    }

    /** The value the parser is on. What one object reads counts together. */
    public JsonNode read(JsonParser parser, String path) {
        try {
            return Json.MAPPER.readTree(new Counted(parser, path));
        } catch (NumberFormatException e) {
            throw new UnreadableDocumentException(
                    path, "number", place(parser) + "the exponent of the number is out of range");
        }
    }

    /** Whether what was read is still in memory as one of the large ones. */
    public boolean isLarge() {
        return size >= LargeTreePermits.LARGE;
    }

    /** Of Jackson's bounds, those on a text or a name are a limit; a number or a nesting is a fault of the document. */
    public static RuntimeException beyond(StreamConstraintsException e) {
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

    private final class Counted extends JsonParserDelegate {
        private final String path;

        Counted(JsonParser parser, String path) {
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
            grow(ReadingLimits.MARKUP + (token == JsonToken.VALUE_STRING ? getStringLength() : 0));
        }

        private void grow(int by) {
            size += by;
            if (size > ReadingLimits.MOST) throw DocumentTooLargeException.part(path);
            if (size >= LargeTreePermits.LARGE) turn.grownTo(size);
        }
    }
}
