package io.lotledger.api.find;

/**
 * One result of a search.
 *
 * @param id of a lot or job 22 characters; of others the key: GTIN, GLN or URI, eventID
 * @param title what people call it
 * @param detail what tells it from others of the same name
 * @param isExact whether the text names this and nothing else
 */
public record Found(FoundKind kind, String id, String title, String detail, boolean isExact) {}
