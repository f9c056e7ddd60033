/** Pages of captures: the list, a job, and the console that checks and captures a document. */
@NullMarked
package io.lotledger.api.dashboard.captures;

import org.jspecify.annotations.NullMarked;
