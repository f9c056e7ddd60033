/** The frame of the dashboard at {@code /compliance/}: what every page has, how values are shown, and pages for errors. */
@NullMarked
package io.lotledger.api.dashboard;

import org.jspecify.annotations.NullMarked;
