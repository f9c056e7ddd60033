package io.lotledger.ingest.epcis.vocabulary;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the most likely word for a typing error. */
public final class Nearest {
    private Nearest() {}

    /** The candidate with the smallest edit distance, if it is small for the word's length. */
    public static Optional<String> of(String typo, Collection<String> candidates) {
        if (typo.length() > 64) return Optional.empty();
        String sent = typo.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        int maxDistance = Math.max(1, Math.min(3, sent.length() / 3));
        return candidates.stream()
                .filter(word -> distance(sent, word.toLowerCase(Locale.ROOT)) <= maxDistance)
                .min(Comparator.<String>comparingInt(word -> distance(sent, word.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein distance: insertions, deletions and replacements of one character. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
