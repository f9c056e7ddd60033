package io.lotledger.export.retention;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LotCriteria;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names a job's object in S3 and the downloaded file. */
public final class ObjectNames {
    private static final Pattern UNSPEAKABLE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final int LONGEST_LOT = 80;

    private ObjectNames() {}

    /** The key of one attempt, so that a fenced-off worker never overwrites another attempt's delivery. */
    public static String key(ExportRequested export, int attempt) {
        return stem(export) + "/" + attempt + "." + export.format().word();
    }

    /**
     * All keys that a job's attempts may have written, without manifests. Early attempts of a job shared one key.
     *
     * @param attempts 0 when no attempt began
     */
    static List<String> keysOfAttempts(ExportRequested export, int attempts) {
        List<String> keys = new ArrayList<>();
        keys.add(stem(export) + "." + export.format().word());
        for (int attempt = 1; attempt <= attempts; attempt++) keys.add(key(export, attempt));
        return keys;
    }

    private static String stem(ExportRequested export) {
        return "exports/" + export.organisation() + "/" + export.shortId();
    }

    /** The key of the manifest beside a workbook. */
    public static String manifestKey(String workbookKey) {
        return workbookKey + ".manifest.json";
    }

    /** {@code fda-export_09506000134352_LOT-7_both_2026-11-23.xlsx} */
    public static String fileName(ExportRequested export) {
        return fileName("fda-export", export);
    }

    /** @param kind of the workbook, the first part of the name */
    public static String fileName(String kind, ExportRequested export) {
        LocalDate day = LocalDate.ofInstant(export.requestedAt(), ZoneOffset.UTC);
        return kind + "_" + lot(export) + "_" + export.direction().word() + "_"
                + DateTimeFormatter.ISO_LOCAL_DATE.format(day) + "."
                + export.format().word();
    }

    private static String lot(ExportRequested export) {
        LotCriteria criteria = export.criteria();
        String printed = criteria == null ? export.oneLot().orElseThrow().key().printed() : criteria.speaking();
        String speakable = UNSPEAKABLE
                .matcher(printed.replace("(01)", "").replace("(10)", "_"))
                .replaceAll("-");
        return speakable.length() > LONGEST_LOT ? speakable.substring(0, LONGEST_LOT) : speakable;
    }
}
