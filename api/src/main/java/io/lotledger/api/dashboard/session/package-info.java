/** Who is signed in to the dashboard: sign-in with a key, sessions, roles of pages, and the headers of the dashboard. */
@NullMarked
package io.lotledger.api.dashboard.session;

import org.jspecify.annotations.NullMarked;
