package io.lotledger.api.intake;

import io.lotledger.api.problem.CsvBody;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.intake.template.FdaTemplateFiles;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The templates as answers: a file to save, or 404 with the words of those that there are. */
public final class TemplateDownloads {
    private TemplateDownloads() {}

    /** @param cte a word of {@code lotledger:cte}, or {@code all} for a workbook with every tab */
    public static ResponseEntity<byte[]> xlsx(String cte) {
        return file(
                cte + ".xlsx",
                WorkbookFormat.XLSX_CONTENT_TYPE,
                FdaTemplateFiles.xlsx(cte).orElseThrow(() -> unknown(cte, "; all is every tab")));
    }

    public static ResponseEntity<byte[]> csv(String cte) {
        return file(
                cte + ".csv",
                CsvBody.TYPE.toString(),
                FdaTemplateFiles.csv(cte).orElseThrow(() -> unknown(cte, "; a CSV file has one tab")));
    }

    private static ResponseEntity<byte[]> file(String name, String contentType, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(contentType))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("lotledger-" + name)
                                .build()
                                .toString())
                .body(content);
    }

    private static ProblemException unknown(String cte, String more) {
        return ProblemException.notFound("There is no template '" + cte + "'; the templates are "
                + String.join(", ", FdaTemplateFiles.words()) + more);
    }
}
