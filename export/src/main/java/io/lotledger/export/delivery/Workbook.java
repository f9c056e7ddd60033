package io.lotledger.export.delivery;

/**
 * A file as it is stored.
 *
 * @param key of the object in its bucket
 * @param fileName what it is called when somebody saves it, ASCII
 * @param sha256 of the file, lower-case hexadecimal
 * @param contentType as HTTP names it
 */
public record Workbook(String key, String fileName, String sha256, String contentType) {}
