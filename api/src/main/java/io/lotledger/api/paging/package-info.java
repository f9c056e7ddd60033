/** The pages of our lists: their query parameters, limits and tokens. */
@NullMarked
package io.lotledger.api.paging;

import org.jspecify.annotations.NullMarked;
