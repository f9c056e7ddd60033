package io.lotledger.intake.x12;

/** Receives the transaction sets of a document one at a time, in order. */
@FunctionalInterface
public interface X12SetListener {
    void set(X12Set set);
}
