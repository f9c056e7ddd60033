package io.lotledger.projections.query;

import java.util.List;

/** Says what is wrong with a parameter's value; the parser adds the parameter's name. */
final class BadValueException extends RuntimeException {
    final List<String> allowed;

    BadValueException(String message, List<String> allowed) {
        super(message);
        this.allowed = allowed;
    }

    BadValueException(String message) {
        this(message, List.of());
    }
}
