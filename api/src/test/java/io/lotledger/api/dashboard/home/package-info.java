/** The home page and the pages of findings and of the system, in a browser. */
@NullMarked
package io.lotledger.api.dashboard.home;

import org.jspecify.annotations.NullMarked;
