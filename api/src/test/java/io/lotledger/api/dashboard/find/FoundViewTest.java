package io.lotledger.api.dashboard.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.find.FindResult;
import io.lotledger.api.find.Found;
import io.lotledger.api.find.FoundKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundViewTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLACE | https://id.gs1.org/414/9521101000153/254/7, Salinas, 3 lots | https://id.gs1.org/414/9521101000153/254/7, Salinas, 3 lots",
                "EVENT | urn:uuid:3f2b6c9e-0000-4000-8000-000000000001 | urn:uuid:3f2b6c9e-0000-4000-8000-000000000001",
                "PLACE | nobody has described it, 3 lots | Nobody has described it, 3 lots",
                "EXPORT_JOB | delivered, both directions | Delivered, both directions",
                "PLACE | GLN 9521101000153, Salinas | GLN 9521101000153, Salinas"
            })
    void detailBeginsWithACapitalLetterUnlessItIsAUri(FoundKind kind, String detail, String shown) {
        Found found = new Found(kind, "9521101000153", "Monterey Leaf Packers", detail, false);

        FoundView view = FoundView.of(
                "leaf", new FindResult("words", List.of(found), List.of(), List.of(), List.of(), null), null);

        assertThat(view.groups().get(0).rows())
                .extracting(FoundView.Row::detail)
                .containsExactly(shown);
    }
}
