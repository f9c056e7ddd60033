package io.lotledger.ingest.document.text;

import java.util.List;

/** The document is not well-formed or not an EPCIS document. Nothing of it can be captured. */
public final class UnreadableDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public UnreadableDocumentException(List<Violation> violations) {
        super(violations.isEmpty() ? "unreadable document" : violations.get(0).message());
        this.violations = List.copyOf(violations);
    }

    public UnreadableDocumentException(String path, String rule, String message) {
        this(List.of(new Violation(path, rule, message, null)));
    }

    /** All violations of the document itself; never empty. */
    public List<Violation> violations() {
        return violations;
    }
}
