package io.lotledger.projections.tally;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the counts depend on beside the log. Nodes that differ in it would for ever count all lots again after each other,
 * so one of them counts: that with the later code and, of nodes with the same code, the one that started last.
 *
 * @param code version of the code that counts
 * @param tables by projection, the version of the code that filled its tables; it is the same for all nodes
 * @param settings the text of all settings that change what is counted
 */
record CountVersion(int code, Map<String, Integer> tables, String settings) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) \\{[^}]*} (.*)", Pattern.DOTALL);

    CountVersion {
        tables = Map.copyOf(tables);
    }

    /** As the tally stores it. */
    String text() {
        return code + " " + new TreeMap<>(tables) + " " + settings;
    }

    /**
     * Whether to count again what was counted by another version.
     *
     * @param counted its text; empty to be counted by any
     * @param hasCounted whether this node has counted with its settings since its start
     */
    boolean takesOver(String counted, boolean hasCounted) {
        Matcher other = TEXT.matcher(counted);
        if (!other.matches()) return true;
        int otherCode = Integer.parseInt(other.group(1));
        if (otherCode != code) return otherCode < code;
        return other.group(2).equals(settings) || !hasCounted;
    }

    /** Why this node does not take over, for the operator. */
    String whyNot(String counted) {
        Matcher other = TEXT.matcher(counted);
        boolean isLater = other.matches() && Integer.parseInt(other.group(1)) > code;
        return "The figures of the home page are left to another node, "
                + (isLater
                        ? "because version " + other.group(1)
                                + " of the code has counted them, and this node has version " + code
                                + ". Run the later build"
                        : "because it started later with other settings of findings or business steps. Give all nodes the"
                                + " same settings")
                + ", or have them counted again: System on the dashboard, Count again.";
    }
}
