package io.lotledger.api.intake;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.intake.template.FdaTemplateFiles;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** FDA's tabs to fill and send back to {@code /capture}. */
@RestController
@RequestMapping("/epcis/api/2.0/templates")
class TemplatesController {
    /** @param cte a word of {@code lotledger:cte}, or {@code all} for a workbook with every tab */
    @GetMapping(path = "/{cte}.xlsx", produces = WorkbookFormat.XLSX_CONTENT_TYPE)
    ResponseEntity<byte[]> xlsx(@PathVariable String cte) {
        return file(cte + ".xlsx", FdaTemplateFiles.xlsx(cte).orElseThrow(() -> unknown(cte, "; all is every tab")));
    }

    @GetMapping(path = "/{cte}.csv", produces = "text/csv")
    ResponseEntity<byte[]> csv(@PathVariable String cte) {
        return file(
                cte + ".csv", FdaTemplateFiles.csv(cte).orElseThrow(() -> unknown(cte, "; a CSV file has one tab")));
    }

    private static ResponseEntity<byte[]> file(String name, byte[] content) {
        return ResponseEntity.ok()
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
