package io.lotledger.intake.sheet;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Whether a workbook counts days from 1904, as early versions for the Macintosh did. */
final class Date1904 extends DefaultHandler {
    private boolean is1904;

    private Date1904() {}

    static boolean of(XSSFReader reader)
            throws IOException, InvalidFormatException, SAXException, ParserConfigurationException {
        Date1904 handler = new Date1904();
        try (InputStream workbook = reader.getWorkbookData()) {
            XMLReader xml = XMLHelper.newXMLReader();
            xml.setContentHandler(handler);
            xml.parse(new InputSource(workbook));
        }
        return handler.is1904;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (!name.equals("workbookPr")) return;
        String value = attributes.getValue("date1904");
        is1904 = "1".equals(value) || "true".equals(value);
    }
}
