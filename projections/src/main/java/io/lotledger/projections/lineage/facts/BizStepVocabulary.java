package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Meanings that an operator assigns to partners' own business steps. They change what is derived, never what is stored:
 * the event keeps its value.
 */
public final class BizStepVocabulary {
    public static final BizStepVocabulary NONE = new BizStepVocabulary(Map.of());

    /**
     * Values of {@code lotledger:cte} that a business step alone can express, each with the CBV business step it maps
     * to.
     */
    private static final Map<String, String> CTES = Map.of(
            "harvesting", "harvesting",
            "cooling", "cooling",
            "initialPacking", "initial_packing",
            "firstLandBasedReceiving", "landing",
            "shipping", "shipping",
            "receiving", "receiving",
            "transformation", "transforming",
            "none", "holding");

    private final Map<String, String> steps;

    private BizStepVocabulary(Map<String, String> steps) {
        this.steps = Map.copyOf(steps);
    }

    /**
     * @param word a URI, or a bare word that matches the last segment of any URI
     * @param means a CTE or a CBV business step
     */
    public record Entry(@Nullable String word, @Nullable String means) {}

    /** Lists every fault of the entries in one message. */
    public static final class Faulty extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<String> faults;

        private Faulty(List<String> faults) {
            super(String.join("\n", faults));
            this.faults = List.copyOf(faults);
        }

        public List<String> faults() {
            return faults;
        }
    }

    /**
     * @throws Faulty if an entry is incomplete, redefines a CBV value, contradicts another entry, or has an unknown
     * meaning
     */
    public static BizStepVocabulary of(List<Entry> entries) {
        Map<String, String> steps = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String word = entries.get(i).word();
            String means = entries.get(i).means();
            String which = "[" + i + "]: ";
            if (word == null || word.isBlank()) {
                faults.add(which + "word is missing: the bizStep as the partner sends it");
                continue;
            }
            if (Cbv.BIZ_STEP.has(CbvWord.canonical(word))) {
                faults.add(which + "'" + word
                        + "' is a value of GS1's Core Business Vocabulary; its meaning cannot be changed");
                continue;
            }
            Optional<String> step = step(means);
            if (step.isEmpty()) {
                faults.add(which + "'" + word + "' means " + unknown(means));
                continue;
            }
            String before = steps.putIfAbsent(key(word), step.get());
            if (before != null && !before.equals(step.get())) {
                faults.add(which + "'" + word + "' has two meanings, " + before + " and " + step.get());
            }
        }
        if (!faults.isEmpty()) throw new Faulty(faults);
        return new BizStepVocabulary(steps);
    }

    /** The CBV business step for a partner's, matched as sent or by its last segment; empty if none is configured. */
    public Optional<String> meaning(String bizStep) {
        if (steps.isEmpty()) return Optional.empty();
        String whole = key(bizStep);
        String step = steps.get(whole);
        return Optional.ofNullable(step != null ? step : steps.get(Extensions.localName(whole)));
    }

    private static Optional<String> step(@Nullable String means) {
        if (means == null) return Optional.empty();
        String word = CbvWord.canonical(means);
        if (CTES.containsKey(word)) return Optional.ofNullable(CTES.get(word));
        return Cbv.BIZ_STEP.has(word) ? Optional.of(word) : Optional.empty();
    }

    private static String unknown(@Nullable String means) {
        Set<String> known = new TreeSet<>(CTES.keySet());
        known.addAll(Cbv.BIZ_STEP.words());
        String right = "a CTE (" + String.join(", ", new TreeSet<>(CTES.keySet())) + ") or a CBV business step";
        if (means == null || means.isBlank()) return "nothing: give " + right;
        return "'" + means + "', which is not " + right
                + Nearest.of(means, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("");
    }

    private static String key(String word) {
        return CbvWord.canonical(word).toLowerCase(Locale.ROOT);
    }

    /** The same text for equal vocabularies. */
    @Override
    public String toString() {
        return new TreeMap<>(steps).toString();
    }
}
