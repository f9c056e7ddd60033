package io.lotledger.ingest.capture.place;

/**
 * A place in the text of a document.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 code units as editors count them
 * @param length of the faulty text on this line, at least 1
 */
public record Place(int line, int column, int length) {}
