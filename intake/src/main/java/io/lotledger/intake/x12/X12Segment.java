package io.lotledger.intake.x12;

import java.util.List;

/**
 * One segment of a transaction set.
 *
 * @param position position in the transaction set; {@code ST} is 1
 * @param tag segment identifier, such as {@code LIN}
 * @param elements data elements in order, without trailing spaces; the components of a composite are separated by
 *     {@link #COMPONENT}
 */
public record X12Segment(int position, String tag, List<String> elements) {
    static final char COMPONENT = '\u001f';

    public X12Segment {
        elements = List.copyOf(elements);
    }

    /**
     * The data element, or the first component of a composite; empty if it was not sent.
     *
     * @param number from 1, as in {@code LIN03}
     */
    public String element(int number) {
        if (number > elements.size()) return "";
        String element = elements.get(number - 1);
        int end = element.indexOf(COMPONENT);
        return end < 0 ? element : element.substring(0, end);
    }

    public boolean has(int number) {
        return !element(number).isEmpty();
    }

    public boolean is(String otherTag) {
        return tag.equals(otherTag);
    }

    /** The data element's name in X12: {@code LIN03}. */
    public String elementName(int number) {
        return elementName(tag, number);
    }

    static String elementName(String tag, int number) {
        return tag + (number < 10 ? "0" : "") + number;
    }
}
