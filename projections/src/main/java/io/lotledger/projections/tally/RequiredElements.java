package io.lotledger.projections.tally;

/**
 * Counts of the key data elements that the rule requires unconditionally, and of those that are present.
 *
 * @param codes of the traceability lot codes alone
 * @param sources of the location descriptions of their sources alone
 */
public record RequiredElements(Share all, Share codes, Share sources) {

    public record Share(long required, long present) {
        /** From 0 to 1; 1 where nothing is required. */
        public double score() {
            return required == 0 ? 1 : (double) present / required;
        }

        public long missing() {
            return required - present;
        }
    }
}
