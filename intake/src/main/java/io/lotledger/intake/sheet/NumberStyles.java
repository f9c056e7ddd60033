package io.lotledger.intake.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.util.XMLHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Which styles of a workbook show a number as a date, and which with leading zeros. Fonts, fills and themes are not read: POI's own table of styles
 * holds the whole part in memory, and refuses the workbook where one of these is damaged.
 */
final class NumberStyles extends DefaultHandler {
    /** Excel's own limit of styles, four times over. */
    private static final int MOST = 1 << 18;

    /** Two at least: {@code 0} shows no leading zero. A GTIN-14 or an SSCC has fewer than 30 digits. */
    private static final Pattern ZEROS = Pattern.compile("0{2,30}");

    private final Map<Integer, String> formats = new HashMap<>();
    private final List<Integer> formatOfStyle = new ArrayList<>();
    private final Map<Integer, Boolean> dates = new HashMap<>();
    private boolean isCellStyles;

    private NumberStyles() {}

    /** @param part the part with the styles; {@code null} for a workbook without styles, which shows numbers alone */
    static NumberStyles of(@Nullable InputStream part) throws IOException, SAXException, ParserConfigurationException {
        NumberStyles styles = new NumberStyles();
        if (part == null) return styles;
        XMLReader xml = XMLHelper.newXMLReader();
        xml.setContentHandler(styles);
        xml.parse(new InputSource(part));
        return styles;
    }

    /** @param style index of the cell's style */
    boolean isDate(int style) {
        if (style < 0 || style >= formatOfStyle.size()) return false;
        return dates.computeIfAbsent(formatOfStyle.get(style), this::isDateFormat);
    }

    /**
     * How many digits the style shows at least: those of a format of zeros, such as {@code 00000}; otherwise 1.
     *
     * @param style index of the cell's style
     */
    int digits(int style) {
        if (style < 0 || style >= formatOfStyle.size()) return 1;
        String text = formats.get(formatOfStyle.get(style));
        return text != null && ZEROS.matcher(text).matches() ? text.length() : 1;
    }

    /** A format without text is one of those that every spreadsheet program knows by its number. */
    private boolean isDateFormat(int format) {
        String text = formats.get(format);
        if (text != null) return DateUtil.isADateFormat(format, text);
        boolean isEastAsian = (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
        return isEastAsian || DateUtil.isInternalDateFormat(format);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        switch (name) {
            case "cellXfs" -> isCellStyles = true;
            case "numFmt" -> {
                String text = attributes.getValue("formatCode");
                if (text != null && formats.size() < MOST) formats.put(number(attributes.getValue("numFmtId")), text);
            }
            case "xf" -> {
                if (isCellStyles && formatOfStyle.size() < MOST)
                    formatOfStyle.add(number(attributes.getValue("numFmtId")));
            }
            default -> {
                // what a cell looks like otherwise
            }
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        if (name.equals("cellXfs")) isCellStyles = false;
    }

    private static int number(@Nullable String digits) {
        return digits != null && digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
