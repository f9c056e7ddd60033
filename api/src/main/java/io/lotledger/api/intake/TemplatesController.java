package io.lotledger.api.intake;

import io.lotledger.export.job.WorkbookFormat;
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
        return TemplateDownloads.xlsx(cte);
    }

    @GetMapping(path = "/{cte}.csv", produces = "text/csv")
    ResponseEntity<byte[]> csv(@PathVariable String cte) {
        return TemplateDownloads.csv(cte);
    }
}
