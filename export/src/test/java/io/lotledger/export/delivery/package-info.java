@NullMarked
package io.lotledger.export.delivery;

import org.jspecify.annotations.NullMarked;
