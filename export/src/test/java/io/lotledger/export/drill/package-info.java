@NullMarked
package io.lotledger.export.drill;

import org.jspecify.annotations.NullMarked;
