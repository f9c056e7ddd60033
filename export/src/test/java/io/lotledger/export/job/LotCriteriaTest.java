package io.lotledger.export.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.retention.ObjectNames;
import io.lotledger.projections.lineage.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LotCriteriaTest {
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");

    @Property
    void sameQuestionInAnyOrderAndWithRepetitionsIsTheSameJob(
            @ForAll @Size(min = 1, max = 6) List<@NotEmpty String> tlcs, @ForAll long seed) {
        List<String> again = new ArrayList<>(tlcs);
        again.addAll(tlcs);
        Collections.shuffle(again, new Random(seed));

        assertThat(job(criteria(again, List.of()))).isEqualTo(job(criteria(tlcs, List.of())));
    }

    @Property
    void otherCriteriaAreAnotherJob(
            @ForAll @Size(min = 1, max = 4) List<String> some, @ForAll @Size(min = 1, max = 4) List<String> others) {
        LotCriteria one = criteria(some, List.of());
        LotCriteria other = criteria(others, List.of());

        assertThat(job(one).equals(job(other))).isEqualTo(one.equals(other));
    }

    @Test
    void textsAreToldApartWhateverIsInThem() {
        assertThat(job(criteria(List.of("A", "B"), List.of()))).isNotEqualTo(job(criteria(List.of("A1:B"), List.of())));
        assertThat(job(criteria(List.of("09506000134352"), List.of())))
                .isNotEqualTo(job(criteria(List.of(), List.of("09506000134352"))));
    }

    @Test
    void periodIsPartOfTheQuestion() {
        LotCriteria always = criteria(List.of("A"), List.of());
        LotCriteria since = new LotCriteria(List.of("A"), List.of(), List.of(), JANUARY, null);
        LotCriteria before = new LotCriteria(List.of("A"), List.of(), List.of(), null, JANUARY);

        assertThat(List.of(job(always), job(since), job(before))).doesNotHaveDuplicates();
    }

    @Test
    void fileSaysWhatWasAskedFor() {
        ExportRequested asked = Romaine.requested(
                new LotCriteria(List.of("A", "B"), List.of(), List.of("09506000134352"), JANUARY, FEBRUARY));

        assertThat(ObjectNames.fileName(asked))
                .isEqualTo("fda-export_2-tlcs_1-gtin_from-2026-01-01_until-2026-02-01_both_2026-11-23.xlsx");
    }

    @Test
    void somethingIsAskedFor() {
        assertThatThrownBy(() -> criteria(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static LotCriteria criteria(List<String> tlcs, List<String> gtins) {
        return new LotCriteria(tlcs, List.of(), gtins, null, null);
    }

    private static UUID job(LotCriteria criteria) {
        return new ExportSubject(
                        Romaine.ORGANISATION,
                        new ExportSubject.Seeds.Chosen(criteria),
                        Direction.BOTH,
                        WorkbookFormat.XLSX,
                        false)
                .jobId(1);
    }
}
