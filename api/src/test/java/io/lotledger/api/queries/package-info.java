@NullMarked
package io.lotledger.api.queries;

import org.jspecify.annotations.NullMarked;
