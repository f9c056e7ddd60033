package io.lotledger.intake.x12.notice;

/**
 * A document of the trade.
 *
 * @param type business transaction type of CBV 2.0: {@code po}, {@code desadv}, {@code bol}
 * @param number as the partner writes it
 */
record BusinessDocument(String type, String number) {}
