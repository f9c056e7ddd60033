package io.lotledger.intake.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.util.XMLHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Which parts of a workbook are sheets, and which its reader holds in memory whole: their content types say so. */
final class SheetParts extends DefaultHandler {
    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final String SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    private static final String PROPERTIES = "application/vnd.openxmlformats-package.core-properties+xml";
    private static final String RELATIONSHIPS = ".rels";
    private static final int MOST_BYTES = 4 << 20;

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> typesOfExtensions = new HashMap<>();

    private SheetParts() {}

    static SheetParts of(ZipFile zip) throws IOException, SAXException, ParserConfigurationException {
        SheetParts parts = new SheetParts();
        @Nullable ZipEntry entry = zip.getEntry(CONTENT_TYPES);
        if (entry == null) return parts; // not a workbook, as its reader finds
        try (InputStream in = zip.getInputStream(entry)) {
            XMLReader xml = XMLHelper.newXMLReader();
            xml.setContentHandler(parts);
            xml.parse(new InputSource(new java.io.ByteArrayInputStream(in.readNBytes(MOST_BYTES))));
        }
        return parts;
    }

    boolean contains(String part) {
        return SHEET.equals(types.get("/" + part));
    }

    /** Whether the reader of the archive makes a tree of the part. */
    boolean isTree(String part) {
        return part.equals(CONTENT_TYPES) || part.endsWith(RELATIONSHIPS) || PROPERTIES.equals(typeOf(part));
    }

    private @Nullable String typeOf(String part) {
        String extension = part.substring(part.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return types.getOrDefault("/" + part, typesOfExtensions.get(extension));
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (name.equals("Default")) {
            String extension = String.valueOf(attributes.getValue("Extension")).toLowerCase(Locale.ROOT);
            typesOfExtensions.put(extension, String.valueOf(attributes.getValue("ContentType")));
        }
        if (!name.equals("Override")) return;
        String part = String.valueOf(attributes.getValue("PartName"));
        String type = String.valueOf(attributes.getValue("ContentType"));
        types.merge(part, type, (one, other) -> one.equals(other) ? one : "");
    }
}
