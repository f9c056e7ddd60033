package io.lotledger.export.workbook.content;

/** Links to the rule in the eCFR. */
public final class Ecfr {
    private Ecfr() {}

    /** @param cfr {@code 1.1340(a)(1)} */
    public static String url(String cfr) {
        int paragraph = cfr.indexOf('(');
        String section = paragraph < 0 ? cfr : cfr.substring(0, paragraph);
        String url = "https://www.ecfr.gov/current/title-21/section-" + section;
        return paragraph < 0 ? url : url + "#p-" + cfr;
    }
}
