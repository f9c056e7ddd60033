package io.lotledger.ingest.capture;

/**
 * What a partner's corrected file stands for.
 *
 * @param captureID the capture whose events the file corrects
 * @param voidsLeftOut whether the events of that capture that have no record in the file are declared in error; otherwise
 *     they stay, with a warning
 */
public record Replacement(String captureID, boolean voidsLeftOut) {}
