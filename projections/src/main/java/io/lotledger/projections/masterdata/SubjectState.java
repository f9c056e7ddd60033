package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.Description;
import io.lotledger.ingest.capture.masterdata.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a subject as of one of its versions.
 *
 * @param until the position of the next version
 * @param isNews whether the version changes what is known
 * @param isRepetition whether it says only what was known, at another date
 * @param hasOtherTypes whether it or one before it has a type that some queries leave out, such as {@code BusinessLocation}
 */
record SubjectState(
        Description description, @Nullable Long until, boolean isNews, boolean isRepetition, boolean hasOtherTypes) {
    static final SubjectState NONE = new SubjectState(Description.NONE, null, false, false, false);

    SubjectState and(VersionRow version) {
        Statement said = version.statement();
        Description now = description.and(said);
        boolean changes = !now.attributes().equals(description.attributes());
        return new SubjectState(
                now, null, changes, !changes && description.says(said), hasOtherTypes || version.isOfOtherType());
    }

    SubjectState until(@Nullable Long next) {
        return new SubjectState(description, next, isNews, isRepetition, hasOtherTypes);
    }
}
