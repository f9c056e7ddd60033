package io.lotledger.projections.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WholeCapturesTest {
    private final WholeCaptures captures = new WholeCaptures();

    @Test
    void headIsReachedAtOnceWhenMasterDataIsThere() {
        assertThat(captures.upTo(100, 100)).isEqualTo(100);
        assertThat(captures.upTo(130, 140)).isEqualTo(130);
    }

    @Test
    void masterDataBetweenTwoCommitsReachesNoFurtherThanTheFirst() {
        captures.upTo(100, 100);

        assertThat(captures.upTo(130, 115)).isEqualTo(100);
        assertThat(captures.upTo(150, 129)).isEqualTo(100);
    }

    @Test
    void headThatMasterDataHasPassedIsReachedThoughTheLogGrows() {
        captures.upTo(100, 100);
        captures.upTo(130, 115);

        assertThat(captures.upTo(150, 145)).isEqualTo(130);
        assertThat(captures.upTo(170, 160)).isEqualTo(150);
    }

    @Test
    void nothingIsReachedBeforeTheFirstHeadIs() {
        assertThat(captures.upTo(100, 90)).isZero();
        assertThat(captures.upTo(120, 100)).isEqualTo(100);
    }
}
