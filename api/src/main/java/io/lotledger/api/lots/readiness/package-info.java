/** How complete the records of a lot or of its trace are under the rule. */
@NullMarked
package io.lotledger.api.lots.readiness;

import org.jspecify.annotations.NullMarked;
