package io.lotledger.projections.find;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The spellings under which texts are stored and sought. Case, accents and punctuation do not count.
 *
 * <p>A lot code is one run of letters and digits, and any part of it finds it: it is stored once for each of its ends
 * ({@code mlp306a}, {@code lp306a}, …), so that a search is a range of an index. A name or a document number is words, and
 * the beginning of each word finds it.
 */
final class SearchTerms {
    /** Ends that are stored of one text. What begins later in a longer text is not found. */
    private static final int MOST_ENDS = 32;

    private static final int LONGEST_TERM = 40;
    private static final int LONGEST_NAME = 200;
    private static final int SHORTEST_END = 2;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchTerms() {}

    /**
     * @param term an end of the text, cut to an index's length
     * @param start how many characters of {@code name} stand before the end, with the space before it not counted
     * @param name the whole text
     */
    record Term(String term, int start, String name) {}

    static List<Term> ofCode(String text) {
        String code = cut(code(text), LONGEST_NAME);
        List<Term> terms = new ArrayList<>();
        for (int at = 0; at < code.length() && terms.size() < MOST_ENDS; at++) {
            if (Character.isLowSurrogate(code.charAt(at))) continue;
            if (at > 0 && code.length() - at < SHORTEST_END) break;
            terms.add(new Term(cut(code.substring(at), LONGEST_TERM), code.codePointCount(0, at), code));
        }
        return terms;
    }

    /** In the name of a term of words, a space stands before each word. */
    static List<Term> ofWords(String text) {
        String name = cut(words(text), LONGEST_NAME);
        List<Term> terms = new ArrayList<>();
        for (int at = 0; at >= 0 && at < name.length() && terms.size() < MOST_ENDS; at = name.indexOf(' ', at + 1)) {
            String end = name.substring(at + 1);
            if (!end.isEmpty()) terms.add(new Term(cut(end, LONGEST_TERM), name.codePointCount(0, at), name));
        }
        return terms;
    }

    /** Letters and digits only; a text without any is itself. */
    static String code(String text) {
        String folded = folded(text);
        StringBuilder code = new StringBuilder(folded.length());
        folded.codePoints().filter(Character::isLetterOrDigit).forEach(code::appendCodePoint);
        return code.isEmpty() ? folded.strip() : code.toString();
    }

    /** {@code BOL-4711} is {@code " bol 4711"}: words are runs of letters or runs of digits, each after a space. */
    static String words(String text) {
        StringBuilder words = new StringBuilder(text.length() + 8);
        int[] kind = {0};
        folded(text).codePoints().forEach(c -> {
            int now = Character.isDigit(c) ? 2 : Character.isLetter(c) ? 1 : 0;
            if (now != 0) {
                if (now != kind[0]) words.append(' ');
                words.appendCodePoint(c);
            }
            kind[0] = now;
        });
        return words.toString();
    }

    /** The part of a sought term that an index range can hold. */
    static String range(String sought) {
        return cut(sought, LONGEST_TERM);
    }

    private static String folded(String text) {
        String plain = Normalizer.normalize(text.replace("\u0000", ""), Normalizer.Form.NFKD);
        return MARKS.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) return text;
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
