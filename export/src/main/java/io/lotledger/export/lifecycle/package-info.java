/** The export job as an aggregate: commands, state, policy, history and the list of jobs. */
@NullMarked
package io.lotledger.export.lifecycle;

import org.jspecify.annotations.NullMarked;
