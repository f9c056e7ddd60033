/** What an operator asks of the projections: which events they could not take, and to take them now. */
@NullMarked
package io.lotledger.api.projections;

import org.jspecify.annotations.NullMarked;
