package io.lotledger.api.intake;

import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.intake.x12.notice.X12Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The media type of a file that a person sends: browsers name it after the file, often wrongly. The first characters decide.
 * A text that begins as neither EPCIS nor X12 is what its name says, or else what the browser says.
 */
public final class FileMediaType {
    /** Bytes of the beginning that decide. */
    public static final int HEAD = 1 << 10;

    private static final String JSON = "application/ld+json";
    private static final String XML = "application/xml";
    private static final String CSV = "text/csv";

    private static final String ZIP = "PK\u0003\u0004";
    /** ISA01 has two digits between two of the element separators that the segment declares. */
    private static final Pattern INTERCHANGE = Pattern.compile("ISA([^A-Za-z0-9\\s])\\d\\d\\1.*", Pattern.DOTALL);

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("xlsx", WorkbookFormat.XLSX_CONTENT_TYPE),
            Map.entry("csv", CSV),
            Map.entry("tsv", CSV),
            Map.entry("txt", CSV),
            Map.entry("edi", X12Format.MEDIA_TYPE),
            Map.entry("x12", X12Format.MEDIA_TYPE),
            Map.entry("json", JSON),
            Map.entry("jsonld", JSON),
            Map.entry("xml", XML));

    private static final List<String> KNOWN = List.of(
            WorkbookFormat.XLSX_CONTENT_TYPE, CSV, X12Format.MEDIA_TYPE, JSON, "application/json", XML, "text/xml");

    private FileMediaType() {}

    /**
     * @param head the first {@link #HEAD} bytes of the file
     * @param name of the file
     * @param declared media type that the browser sent
     * @return one that {@code POST /capture} takes, without parameters; empty if the file is of none of them
     */
    public static Optional<String> of(byte[] head, String name, @Nullable String declared) {
        String beginning = beginning(head);
        if (beginning.startsWith(ZIP)) return Optional.of(WorkbookFormat.XLSX_CONTENT_TYPE);
        if (beginning.startsWith("{") || beginning.startsWith("[")) return Optional.of(JSON);
        if (beginning.startsWith("<")) return Optional.of(XML);
        if (INTERCHANGE.matcher(beginning).matches()) return Optional.of(X12Format.MEDIA_TYPE);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String named = name.indexOf('.') < 0 ? null : BY_EXTENSION.get(extension);
        if (named != null) return Optional.of(named);
        return Optional.ofNullable(declared)
                .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .filter(KNOWN::contains);
    }

    /** The first characters without byte order mark, leading white space and the zero bytes of UTF-16. */
    private static String beginning(byte[] head) {
        String characters = new String(head, StandardCharsets.ISO_8859_1);
        return characters
                .replaceFirst("^(\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)", "")
                .replace("\0", "")
                .stripLeading();
    }
}
