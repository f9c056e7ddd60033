package io.lotledger.projections.find;

/** What a stored term names. */
public enum SearchKind {
    LOT(1),
    PRODUCT(2),
    PLACE(3),
    DOCUMENT(4);

    final int code;

    SearchKind(int code) {
        this.code = code;
    }
}
