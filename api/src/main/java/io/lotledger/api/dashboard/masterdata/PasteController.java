package io.lotledger.api.dashboard.masterdata;

import io.lotledger.api.masterdata.MasterDataEdits;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.document.text.Violation;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Many places or products at once, pasted from a spreadsheet and checked before they are kept. */
@Controller
class PasteController {
    private final DescriptionPages pages;

    PasteController(DescriptionPages pages) {
        this.pages = pages;
    }

    @GetMapping(DescriptionPageController.LISTS + "/paste")
    String form(@AuthenticationPrincipal Caller caller, @PathVariable String list, Model model) {
        model.addAttribute("list", DescriptionPageController.list(list));
        model.addAttribute("text", "");
        return "compliance/masterdata/paste";
    }

    /** @param keep whether to keep a table without faults; a table with any is only checked */
    @PostMapping(DescriptionPageController.LISTS + "/paste")
    String paste(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String list,
            @RequestParam(required = false, defaultValue = "") String text,
            @RequestParam(required = false, defaultValue = "false") boolean keep,
            HttpServletResponse response,
            Model model) {
        DescribedList of = DescriptionPageController.list(list);
        PastedTable table = checked(of, PastedTable.read(text, of));
        if (keep && !table.isFaulty()) {
            table = kept(caller, of, table);
            if (!table.isFaulty())
                return "redirect:" + of.page() + "?kept=" + table.rows().size();
        }
        if (table.isFaulty()) response.setStatus(422);
        model.addAttribute("list", of);
        model.addAttribute("text", text);
        model.addAttribute("table", table);
        return "compliance/masterdata/paste";
    }

    private PastedTable checked(DescribedList list, PastedTable table) {
        return new PastedTable(
                table.rows().stream()
                        .map(row -> row.values().isEmpty()
                                ? row
                                : with(
                                        row,
                                        pages.review(list, row.values()).stream()
                                                .map(Violation::message)
                                                .toList()))
                        .toList(),
                table.faults());
    }

    /** Rows that another change made faulty meanwhile say so; the others are kept. */
    private PastedTable kept(Caller caller, DescribedList list, PastedTable table) {
        List<PastedTable.Row> rows = new ArrayList<>();
        for (PastedTable.Row row : table.rows()) {
            try {
                pages.keep(caller, list, row.key(), row.values());
                rows.add(row);
            } catch (MasterDataEdits.Refused refused) {
                rows.add(with(
                        row, refused.faults().stream().map(Violation::message).toList()));
            }
        }
        return new PastedTable(rows, table.faults());
    }

    private static PastedTable.Row with(PastedTable.Row row, List<String> more) {
        List<String> faults = new ArrayList<>(row.faults());
        faults.addAll(more);
        return new PastedTable.Row(row.line(), row.key(), row.values(), faults);
    }
}
