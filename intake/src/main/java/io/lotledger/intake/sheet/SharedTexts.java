package io.lotledger.intake.sheet;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.util.XMLHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** The texts of a workbook that its cells refer to by index. The counts that the part declares are not trusted. */
final class SharedTexts extends DefaultHandler {
    /** Characters of all texts; each text adds {@link #OVERHEAD}. */
    private static final int MOST_CHARACTERS = 128 << 20;

    /** Bytes of an object for a text, beside its characters. */
    private static final int OVERHEAD = 60;

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final LargeTreePermits permits;
    private int characters;
    private boolean isText;
    private boolean isPhonetic;

    private SharedTexts(LargeTreePermits permits) {
        this.permits = permits;
    }

    /** @param part the part with the shared texts; {@code null} if the workbook has none */
    static SharedTexts of(@Nullable InputStream part, LargeTreePermits permits)
            throws IOException, SAXException, ParserConfigurationException {
        SharedTexts texts = new SharedTexts(permits);
        if (part == null) return texts;
        XMLReader xml = XMLHelper.newXMLReader();
        xml.setContentHandler(texts);
        xml.parse(new InputSource(part));
        return texts;
    }

    /** The text at an index; {@code null} if there is none. */
    @Nullable
    String at(int index) {
        return index < 0 || index >= texts.size() ? null : texts.get(index);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        switch (name) {
            case "si" -> text.setLength(0);
            case "rPh" -> isPhonetic = true;
            case "t" -> isText = !isPhonetic;
            default -> {
                // fonts of parts of a text
            }
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        switch (name) {
            case "si" -> {
                count(OVERHEAD);
                texts.add(SheetText.unescaped(text.toString()));
            }
            case "rPh" -> isPhonetic = false;
            case "t" -> isText = false;
            default -> {
                // see startElement
            }
        }
    }

    @Override
    public void characters(char[] from, int start, int length) {
        if (!isText) return;
        count(length);
        text.append(from, start, length);
    }

    private void count(int length) {
        characters += length;
        permits.acquireIfLarge(characters);
        if (characters > MOST_CHARACTERS) {
            throw new DocumentTooLargeException("The workbook has shared texts of more than " + MOST_CHARACTERS
                    + " characters, of which each text counts " + OVERHEAD + "; send the rows in several files");
        }
    }
}
