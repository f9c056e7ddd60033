package io.lotledger.projections.cte.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a key data element: known, not applicable for a stated reason, or missing. Never silently blank. */
public sealed interface Kde {
    Kde MISSING = new Missing();

    /** Whether the rule's requirement is unmet: the value is unknown, or only an identifier is known. */
    boolean isGap();

    /**
     * @param onlyIdentified whether the text is only an identifier from the event (a GLN, a GTIN): it is shown in place
     * of the value, and is still a gap
     */
    record Known(String text, boolean onlyIdentified) implements Kde {
        public Known(String text) {
            this(text, false);
        }

        public Known {
            if (text.isBlank()) throw new IllegalArgumentException("a known key data element is not blank");
        }

        @Override
        public boolean isGap() {
            return onlyIdentified || !isVisible(text);
        }
    }

    /** @param reason without brackets; empty for a plain {@code n/a} */
    record NotApplicable(String reason) implements Kde {
        private static final Pattern WRITTEN =
                Pattern.compile("n/a(?:\\s*\\((.*)\\))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

        @Override
        public boolean isGap() {
            return false;
        }
    }

    record Missing() implements Kde {
        @Override
        public boolean isGap() {
            return true;
        }
    }

    public static Kde of(Optional<String> text) {
        return text.filter(Kde::isVisible).<Kde>map(Known::new).orElse(MISSING);
    }

    /** The value that a partner wrote: {@code n/a} and {@code n/a (reason)} are not applicable, a blank is missing. */
    static Kde written(String text) {
        Matcher none = NotApplicable.WRITTEN.matcher(text.strip());
        return none.matches() ? notApplicable(none.group(1) == null ? "" : none.group(1)) : of(text);
    }

    /** Whether the text has a visible character; no-break spaces and zero-width characters do not count. */
    private static boolean isVisible(String text) {
        if (!text.isEmpty() && text.charAt(0) > ' ' && text.charAt(0) < '\u007f') return true; // the common case
        return text.codePoints()
                .anyMatch(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && Character.getType(c) != Character.FORMAT);
    }

    public static Kde of(String text) {
        return of(Optional.of(text));
    }

    static Kde onlyIdentified(String identifier) {
        return new Known(identifier, true);
    }

    static Kde notApplicable(String reason) {
        return new NotApplicable(reason);
    }
}
