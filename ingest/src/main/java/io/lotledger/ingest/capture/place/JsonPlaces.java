package io.lotledger.ingest.capture.place;

import io.lotledger.ingest.document.text.Json;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/** Reads a JSON document once more and notes the places of some of its values. */
final class JsonPlaces {
    private JsonPlaces() {}

    /** Returns the place where the document ceases to be JSON, {@code null} when it is well-formed. */
    static @Nullable Place read(Reader document, JsonPath wanted) {
        try (JsonParser parser = Json.SENT.createParser(ObjectReadContext.empty(), document)) {
            if (parser.nextToken() != null) value(parser, wanted);
            return null;
        } catch (JacksonException e) {
            return place(e.getLocation());
        }
    }

    private static void value(JsonParser parser, JsonPath wanted) {
        TokenStreamLocation start = parser.currentTokenLocation();
        JsonToken token = parser.currentToken();
        parser.finishToken();
        TokenStreamLocation end = parser.currentLocation();
        boolean isOnOneLine = start.getLineNr() == end.getLineNr() && token.isScalarValue();
        int length = isOnOneLine ? end.getColumnNr() - start.getColumnNr() : 1;
        wanted.at(new Place(start.getLineNr(), start.getColumnNr(), Math.max(1, length)));
        if (wanted.isLeaf()) parser.skipChildren();
        else if (token == JsonToken.START_OBJECT) members(parser, wanted);
        else if (token == JsonToken.START_ARRAY) elements(parser, wanted);
    }

    private static void members(JsonParser parser, JsonPath wanted) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            @Nullable JsonPath inner = wanted.inner(name);
            parser.nextToken();
            if (inner == null) parser.skipChildren();
            else value(parser, inner);
        }
    }

    private static void elements(JsonParser parser, JsonPath wanted) {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            @Nullable JsonPath inner = wanted.inner(i);
            if (inner == null) parser.skipChildren();
            else value(parser, inner);
        }
    }

    private static @Nullable Place place(@Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1 ? null : new Place(at.getLineNr(), Math.max(1, at.getColumnNr()), 1);
    }
}
