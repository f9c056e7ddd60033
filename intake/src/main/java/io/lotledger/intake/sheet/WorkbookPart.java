package io.lotledger.intake.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** What a workbook says of its sheets. */
final class WorkbookPart extends DefaultHandler {
    private final Set<String> hidden = new HashSet<>();
    private boolean is1904;

    private WorkbookPart() {}

    static WorkbookPart of(XSSFReader reader)
            throws IOException, InvalidFormatException, SAXException, ParserConfigurationException {
        WorkbookPart handler = new WorkbookPart();
        try (InputStream workbook = reader.getWorkbookData()) {
            XMLReader xml = XMLHelper.newXMLReader();
            xml.setContentHandler(handler);
            xml.parse(new InputSource(workbook));
        }
        return handler;
    }

    /** Whether it counts days from 1904, as early versions for the Macintosh did. */
    boolean countsFrom1904() {
        return is1904;
    }

    boolean hides(String sheet) {
        return hidden.contains(sheet);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (name.equals("workbookPr")) is1904 = isTrue(attributes.getValue("date1904"));
        if (!name.equals("sheet")) return;
        String state = String.valueOf(attributes.getValue("state"));
        if (state.equals("hidden") || state.equals("veryHidden"))
            hidden.add(String.valueOf(attributes.getValue("name")));
    }

    static boolean isTrue(@Nullable String value) {
        return "1".equals(value) || "true".equals(value);
    }
}
