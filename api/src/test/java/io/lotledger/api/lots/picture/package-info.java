@NullMarked
package io.lotledger.api.lots.picture;

import org.jspecify.annotations.NullMarked;
