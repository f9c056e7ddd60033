package io.lotledger.export.workbook;

import static io.lotledger.export.workbook.Samples.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookDifferencesTest {
    private static final CriticalTrackingEvent TOLD = Samples.shipping("event", Kde.of("TLC <1> & \"2\""));

    @TempDir
    Path files = Path.of("");

    @Test
    void equalWorkbooksDifferNowhere() throws IOException {
        assertThat(between(Samples.oneRowPerTab(), Samples.oneRowPerTab()))
                .isEqualTo(new WorkbookDifferences(0, List.of()));
    }

    @Test
    void cellThatShowsSomethingElseIsNamedWithBoth() throws IOException {
        WorkbookDifferences found = between(content(TOLD), content(Samples.shipping("event", Kde.of("=TLC 2"))));

        assertThat(found.first())
                .contains(new WorkbookDifferences.Cell("Shipping", "A2", "TLC <1> & \"2\"", "=TLC 2"))
                .allSatisfy(cell -> assertThat(cell.sheet()).isIn("Shipping", "Lots", "Who to call"));
        assertThat(found.cells()).isEqualTo(found.first().size());
    }

    @Test
    void rowAndSheetThatAreInOneOnlyAreCellsOfOneOnly() throws IOException {
        WorkbookDifferences more = between(content(), content(TOLD));
        WorkbookContent ofFda = new WorkbookContent(Samples.fdaOnly(), Samples.trace(), List.of(TOLD), List.of());

        assertThat(more.first())
                .filteredOn(cell -> cell.sheet().equals("Shipping"))
                .hasSize(36)
                .allSatisfy(cell -> assertThat(cell.delivered()).isNull());
        WorkbookDifferences fewer = between(content(TOLD), ofFda);
        assertThat(fewer.cells()).isGreaterThan(370 * 6);
        assertThat(fewer.first()).hasSize(100);
    }

    private WorkbookDifferences between(WorkbookContent delivered, WorkbookContent now) throws IOException {
        return WorkbookDifferences.between(file("delivered", delivered), file("now", now));
    }

    private Path file(String name, WorkbookContent content) throws IOException {
        Path file = files.resolve(name + ".xlsx");
        try (OutputStream out = Files.newOutputStream(file)) {
            new WorkbookRenderer(files).render(content, out);
        }
        return file;
    }
}
