package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a look at a page finds. */
class VisitIT {
    private static final String PAGE = """
            <!doctype html><html lang="en"><head><title>Lots</title><style>.pale { color: #bbb } td { background: #fff }</style></head>
            <body><main><h1>Lots</h1><table><tr><th>Lot</th></tr><tr><td>A1</td></tr><tr><td>A2</td></tr>%s</table></main></body></html>
            """;

    @Test
    void pageWithoutAFaultPasses() {
        assertThatCode(() -> look("<tr><td>A3</td></tr>")).doesNotThrowAnyException();
    }

    @Test
    void paleTextIsFoundInTheLastRowToo() {
        assertThatThrownBy(() -> look("<tr><td class=\"pale\">A3</td></tr>"))
                .hasMessageContaining("color-contrast: .pale");
        assertThatThrownBy(() -> look("<tr><td style=\"color: #bbb\">A3</td></tr>"))
                .hasMessageContaining("color-contrast: tr:nth-child(4)");
        assertThatThrownBy(() -> look("<tr style=\"opacity: 0.3\"><td>A3</td></tr>"))
                .hasMessageContaining("color-contrast: tr:nth-child(4)");
    }

    @Test
    void pictureWithoutWordsAndAFieldWithoutALabelAreFound() {
        assertThatThrownBy(() -> look("<tr><td><img src=\"data:,\"><input></td></tr>"))
                .hasMessageContaining("image-alt: img")
                .hasMessageContaining("label: input");
    }

    private static void look(String row) {
        try (Visit visit = Browser.shared().stranger()) {
            visit.page().setContent(PAGE.formatted(row));
            visit.look("a page of a test");
        }
    }
}
