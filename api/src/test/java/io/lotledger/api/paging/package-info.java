@NullMarked
package io.lotledger.api.paging;

import org.jspecify.annotations.NullMarked;
