/** The pages of exports: the list, a new one, a job as it runs, and its replay. */
@NullMarked
package io.lotledger.api.dashboard.exports;

import org.jspecify.annotations.NullMarked;
