@NullMarked
package io.lotledger.api.archive;

import org.jspecify.annotations.NullMarked;
