package io.lotledger.export.source;

import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import java.util.Locale;
import java.util.Optional;

/** The rules under which this server makes workbooks. */
public interface RulesInForce {

    /** Those of a workbook that it makes now: its build, and the code that filled the tables that serve. */
    WorkbookRules inForce();

    /** Those of its code. The tables are of other versions while they are rebuilt, and when a node of a later build filled them. */
    WorkbookRules own();

    /** In what a workbook was made under other rules than those of this server's code; empty when in nothing. */
    default Optional<Difference> differenceOf(WorkbookDelivered delivery) {
        WorkbookRules own = own();
        Optional<WorkbookRules> made = delivery.rules();
        if (made.filter(own::equals).isPresent()) return Optional.empty();
        boolean isOwnBuild =
                made.filter(rules -> rules.maker().equals(own.maker())).isPresent();
        return Optional.of(isOwnBuild ? Difference.TABLES : Difference.BUILD);
    }

    enum Difference {
        /** Another build made it. */
        BUILD,
        /** This build made it, from tables that code of another version had filled. */
        TABLES;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
