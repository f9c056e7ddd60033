package io.lotledger.export.workbook.ooxml;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a sheet that we wrote: strings are inline, and no cell is a formula. */
public final class SheetCells implements Closeable {
    private static final XMLInputFactory XML = factory();

    private final InputStream in;
    private final XMLStreamReader reader;

    /** @param text empty if the cell is empty */
    public record Shown(String reference, int row, int column, String text) implements Comparable<Shown> {
        @Override
        public int compareTo(Shown other) {
            return Comparator.comparingInt(Shown::row)
                    .thenComparingInt(Shown::column)
                    .compare(this, other);
        }
    }

    private SheetCells(InputStream in) throws IOException {
        this.in = in;
        try {
            this.reader = XML.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** @param sheet null if the workbook has no sheet of this name; there are no cells then */
    public static SheetCells of(@Nullable PackagePart sheet) throws IOException {
        return new SheetCells(
                sheet == null
                        ? new ByteArrayInputStream("<worksheet/>".getBytes(StandardCharsets.UTF_8))
                        : sheet.getInputStream());
    }

    @Nullable
    public Shown next() throws IOException {
        try {
            while (reader.hasNext())
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("c")) return cell();
            return null;
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private Shown cell() throws XMLStreamException {
        CellReference at = new CellReference(reader.getAttributeValue(null, "r"));
        StringBuilder text = new StringBuilder();
        int event = reader.next();
        while (event != XMLStreamConstants.END_ELEMENT || !reader.getLocalName().equals("c")) {
            if (event == XMLStreamConstants.CHARACTERS) text.append(reader.getText());
            event = reader.next();
        }
        return new Shown(at.formatAsString(), at.getRow(), at.getCol(), text.toString());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
