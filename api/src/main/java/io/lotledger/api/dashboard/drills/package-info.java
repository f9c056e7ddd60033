/** The pages of mock recalls: the list with its form, and one drill as it runs and as it ended. */
@NullMarked
package io.lotledger.api.dashboard.drills;

import org.jspecify.annotations.NullMarked;
