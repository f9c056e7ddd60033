package io.lotledger.export.retention;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LotCriteria;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a job's object is called in S3, and its file on the disk of whoever downloads it. */
public final class ObjectNames {
    private static final Pattern UNSPEAKABLE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final int LONGEST_LOT = 80;

    private ObjectNames() {}

    /** Of its attempt alone: a worker that was cut off writes over nothing that another has delivered. */
    public static String key(ExportRequested export, int attempt) {
        return stem(export) + "/" + attempt + "." + export.format().word();
    }

    /**
     * Whatever a job's attempts may have written, manifests apart; before attempts had keys of their own they shared one.
     *
     * @param attempts 0 when none began
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

    /** Of the manifest beside a workbook. */
    public static String manifestKey(String workbookKey) {
        return workbookKey + ".manifest.json";
    }

    /** {@code fda-export_09506000134352_LOT-7_both_2026-11-23.xlsx} */
    public static String fileName(ExportRequested export) {
        LocalDate day = LocalDate.ofInstant(export.requestedAt(), ZoneOffset.UTC);
        return "fda-export_" + lot(export) + "_" + export.direction().word() + "_"
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
