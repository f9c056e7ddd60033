package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The parts of a workbook, to be changed and put together again. */
final class SheetFile {
    static final String SHEET = "xl/worksheets/sheet1.xml";
    static final String TEXTS = "xl/sharedStrings.xml";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    SheetFile(byte[] workbook) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        return new ArrayList<>(parts.keySet());
    }

    byte[] bytes(String part) {
        return parts.getOrDefault(part, new byte[0]);
    }

    String text(String part) {
        return new String(bytes(part), UTF_8);
    }

    SheetFile with(String part, byte[] content) {
        parts.put(part, content);
        return this;
    }

    SheetFile with(String part, String content) {
        return with(part, content.getBytes(UTF_8));
    }

    SheetFile replaced(String part, String text, String replacement) {
        if (!text(part).contains(text)) throw new IllegalArgumentException(part + " has no " + text);
        return with(part, text(part).replace(text, replacement));
    }

    SheetFile without(String part) {
        parts.remove(part);
        return this;
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
