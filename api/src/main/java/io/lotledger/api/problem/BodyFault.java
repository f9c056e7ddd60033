package io.lotledger.api.problem;

import io.lotledger.ingest.document.text.JsonFaults;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Describes why a JSON body cannot be read, in terms of JSON: clients must not see our class names. */
final class BodyFault {
    private BodyFault() {}

    static String describe(Throwable cause) {
        if (cause instanceof MismatchedInputException mismatched) {
            return place(mismatched) + " must be " + expected(mismatched.getTargetType());
        }
        if (cause instanceof DatabindException other) return place(other) + " has a value that is not allowed there";
        if (cause instanceof StreamConstraintsException) {
            return "The body cannot be read: it nests too deeply, or one of its names, strings or numbers is too long";
        }
        if (cause instanceof JacksonException json) return "The body cannot be read: " + JsonFaults.located(json);
        return cause instanceof IOException
                ? "The request body ended before it was complete; send it again"
                : "The request body is empty; send a JSON object";
    }

    private static String place(JacksonException e) {
        if (e.getPath().isEmpty()) return "the body";
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String expected(Class<?> type) {
        if (Collection.class.isAssignableFrom(type) || type.isArray()) return "a list";
        if (CharSequence.class.isAssignableFrom(type)) return "a string";
        if (type == Boolean.class || type == boolean.class) return "true or false";
        boolean number = Number.class.isAssignableFrom(type) || type.isPrimitive();
        return number ? "a number" : "an object";
    }
}
